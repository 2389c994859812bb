"""What every command answers in every state of an activity, to everybody: one table, written by hand from what is right.

Activity 1 is 队长老陈's; 王阿姨 is on its list, 赵叔 waits where somebody can, 小李 is on neither, 刘大姐 leads another team, 社工小周 is
社工. In the state ``draft`` the leader is still being asked for its day. What ``changes`` nothing leaves every table as it was.
"""

import re
from dataclasses import dataclass

import pytest

from plugins.activity.models import ActivityState, SignUpState
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Role, Team
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.database import TRACES, contents

LINES = {
    "报名": "报名 1",
    "取消": "取消报名 1",
    "帮": "帮 王奶奶 报名 1",
    "签到": "签到 1",
    "名单": "名单 1",
    "接龙": "接龙 1",
    "活动": "活动 1",
    "海报": "海报 1",
    "我去了": "我去了 1",
    "能来": "能来 1",
    "不能来": "不能来 1",
    "补": "补 王姐 1",
    "上限": "上限 1 30",
    "截止": "截止 1",
    "改期": "改期 1 12月6日8点",
    "停": "取消活动 1 下雨",
    "考勤": "考勤 1 都到了",
    "条件": "条件 1 限党员",
    "分组": "分组 1 早班 9-10点 5人, 午班 10-11点 5人",
    "调": "调 王阿姨 到 午班 1",
    "排班": "排班 1 早班 王姐",
    "照常": "照常 1",
    "记录": "记录 1",
    "导出": "导出 名单 1",
    "招人": "招人 1",
    "签到码": "签到码 1",
}

ON_IT = """
state      报名    取消    帮      签到    名单    接龙    活动    海报    我去了  能来    不能来
draft      没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有
open       报过    退出    报上    签早    名单    接龙    详情    海报    没开始  来      退出
closed     报过    退出    候补    签早    止名单  接龙    止详情  海报    没开始  来      退出
past       报过    退出    候补    签早    止名单  接龙    止详情  海报    没开始  来      退出
full       报过    退出    候补    签早    名单    接龙    详情    海报    没开始  来      退出
begun      报过    请假    开始了  签到    始名单  接龙    始详情  海报    没考勤  来      请假
ended      结束了  结束了  结束了  签到    末名单  结束了  末详情  结束了  没考勤  结束了  结束了
attended   结束了  结束了  结束了  记为到  末名单  结束了  末详情  结束了  记为到  结束了  结束了
cancelled  取消了  取消了  取消了  取消了  停名单  取消了  停详情  取消了  取消了  取消了  取消了
"""
OFF_IT = """
state      报名    取消    帮      签到    名单    接龙    活动    海报    我去了  能来    不能来
draft      没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有
open       报上    没报    报上    签早    名单    接龙    详情    海报    没开始  要报    没报
closed     候补    没报    候补    签早    止名单  接龙    止详情  海报    没开始  要报    没报
past       候补    没报    候补    签早    止名单  接龙    止详情  海报    没开始  要报    没报
full       候补    没报    候补    签早    名单    接龙    详情    海报    没开始  要报    没报
begun      开始了  没报    开始了  找队长  始名单  接龙    始详情  海报    没考勤  要报    没报
ended      结束了  没报    结束了  找队长  末名单  结束了  末详情  结束了  没考勤  结束了  结束了
attended   结束了  没报    结束了  去申诉  末名单  结束了  末详情  结束了  申诉    结束了  结束了
cancelled  取消了  没报    取消了  取消了  停名单  取消了  停详情  取消了  取消了  取消了  取消了
"""
WAITS = """
state      报名    取消    帮      签到    名单    接龙    活动    海报    我去了  能来    不能来
closed     候着    不候    候补    签早    止名单  接龙    止详情  海报    没开始  候来    不候
past       候着    不候    候补    签早    止名单  接龙    止详情  海报    没开始  候来    不候
full       候着    不候    候补    签早    名单    接龙    详情    海报    没开始  候来    不候
begun      开始了  不候    开始了  找队长  始名单  接龙    始详情  海报    没考勤  候来    不候
ended      结束了  结束了  结束了  找队长  末名单  结束了  末详情  结束了  没考勤  结束了  结束了
attended   结束了  结束了  结束了  去申诉  末名单  结束了  末详情  结束了  申诉    结束了  结束了
cancelled  取消了  取消了  取消了  取消了  停名单  取消了  停详情  取消了  取消了  取消了  取消了
"""
LEADS = """
state      补      上限    截止    改期    停      考勤    条件    分组    调      排班    照常    记录    导出    招人    签到码
draft      没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有    没有
open       补上    上限    截止    改期    停了    没开始  条件    分不了  没分组  没分组  照常    没记录  导出    招人    签到码
closed     补上    上限    截止过  改期    停了    没开始  条件    分不了  没分组  没分组  照常    没记录  导出    先开放  签到码
past       补上    上限    截止    改期    停了    没开始  条件    分不了  没分组  没分组  照常    没记录  导出    先开放  签到码
full       满了    上限    截止    改期    停了    没开始  条件    分不了  没分组  没分组  照常    没记录  导出    没空缺  签到码
begun      补录    上限    截止    改期    停了    考勤    条件    分不了  没分组  没分组  照常    没记录  导出    开始了  签到码
ended      补录    结束了  结束了  结束了  结束了  考勤    结束了  结束了  结束了  结束了  结束了  没记录  导出    结束了  签到码
attended   补录    结束了  结束了  结束了  结束了  没改动  结束了  结束了  结束了  结束了  结束了  有记录  导出    结束了  没用了
cancelled  取消了  取消了  取消了  取消了  取消了  取消了  取消了  取消了  取消了  取消了  取消了  没记录  导出    取消了  取消了
"""
ASKED = LEADS.replace(
    "没有    没有    没有\nopen", "再问    没有    没有\nopen"
)  # his own draft takes what is no certain command for an answer
DENIED = re.sub(r"(?m)^((?!state|draft)\w+)(.*)$", lambda row: row[1] + " 队长" * len(row[2].split()), LEADS)

HEARD = TRACES | {"account"}  # that somebody was heard is no change


@dataclass(frozen=True)
class Kind:
    """An answer: what it says, and whether anything is different afterwards."""

    says: str
    changes: bool = False


KINDS = {
    "报上": Kind(r"报上了.*第 \d+ 位.*撤销", changes=True),
    "候补": Kind(r"候补第 \d 位.*撤销", changes=True),
    "退出": Kind(r"王阿姨 已退出.*撤销", changes=True),
    "不候": Kind(r"赵叔 不再候补.*撤销", changes=True),
    "请假": Kind(r"转告队长.*请假", changes=True),
    "签到": Kind(r"王阿姨 签到了.*撤销", changes=True),
    "来": Kind(r"11月28日 周六 9:00 来，记下了(?!.*候补).*撤销", changes=True),
    "候来": Kind(r"记下了.*赵叔 还在候补", changes=True),
    "申诉": Kind(r"请队长核对.*撤销", changes=True),
    "补上": Kind(r"王姐 补进(?!.*补录).*撤销", changes=True),
    "补录": Kind(r"王姐 补进.*补录.*撤销", changes=True),
    "上限": Kind(r"上限改为 30 人.*撤销", changes=True),
    "截止": Kind(r"报名已截止，共 \d 人.*撤销", changes=True),
    "改期": Kind(r"改好了.*12月6日 周日 8:00–10:00.*撤销", changes=True),
    "停了": Kind(r"已取消（下雨）.*撤销", changes=True),
    "考勤": Kind(r"考勤记好了：到 1.*2 小时.*撤销", changes=True),
    "条件": Kind(r"限党员.*撤销.*对不上，先留着", changes=True),
    "照常": Kind(r"照常，现在 1 人.*撤销", changes=True),
    "导出": Kind(r"名单私聊发您了", changes=True),
    "招人": Kind(r"招人的通知发到志愿者群", changes=True),
    "签到码": Kind(r"码已私聊发给您.*撤销", changes=True),
    "报过": Kind(r"王阿姨 已经在 【1】清洁家园 的名单第 1 位"),
    "候着": Kind(r"赵叔 已经在 【1】清洁家园 的候补第 \d 位"),
    "没改动": Kind(r"之前就是这样记的"),
    "名单": Kind(r"清洁家园.*名额.*1\. 王阿姨"),
    "止名单": Kind(r"^(?!.*名额).*报名已截止\n1\. 王阿姨"),
    "始名单": Kind(r"^(?!.*名额).*已开始\n1\. 王阿姨"),
    "末名单": Kind(r"^(?!.*名额).*已结束\n1\. 王阿姨"),
    "停名单": Kind(r"^(?!.*名额).*已取消\n1\. 王阿姨"),
    "详情": Kind(r"清洁家园.*亲水平台.*已报 1 人.*名额"),
    "止详情": Kind(r"^(?!.*个名额).*亲水平台.*已报 1 人.*报名已截止"),
    "始详情": Kind(r"^(?!.*个名额).*亲水平台.*已报 1 人.*已开始"),
    "末详情": Kind(r"^(?!.*个名额).*亲水平台.*已报 1 人.*已结束"),
    "停详情": Kind(r"清洁家园.*已取消"),
    "接龙": Kind(r"^#接龙\n清洁家园.*\n\n1\. 王阿姨"),
    "海报": Kind(r"时间：11月28日.*海报 1 A4"),
    "再问": Kind(r"哪一天"),
    "没有": Kind(r"没有 1 号活动"),
    "队长": Kind(r"由发布的人、它的队长或社工"),
    "没报": Kind(r"不在 【1】清洁家园 的名单上，不用取消"),
    "要报": Kind(r"不在 【1】清洁家园 的名单上，要来请发「报名 1」"),
    "找队长": Kind(r"不在 【1】清洁家园 的名单上。人到现场了就找队长"),
    "去申诉": Kind(r"考勤已经记过了.*我去了 1"),
    "记为到": Kind(r"已经记为到了"),
    "签早": Kind(r"还不能签到，11月28日 周六 8:00 开始"),
    "满了": Kind(r"名额已满.*上限 1"),
    "截止过": Kind(r"之前就截止了"),
    "先开放": Kind(r"报名已截止.*先发「截止 1 时间」"),
    "没空缺": Kind(r"没有空缺"),
    "分不了": Kind(r"王阿姨 不知道算哪一组"),
    "没分组": Kind(r"没有分组"),
    "没考勤": Kind(r"考勤还没记"),
    "没用了": Kind(r"考勤已经记过了，不用签到码"),
    "有记录": Kind(r"记了考勤"),
    "没记录": Kind(r"还没有记录"),
    "没开始": Kind(r"还没开始"),
    "开始了": Kind(r"已经开始了"),
    "结束了": Kind(r"已经结束了"),
    "取消了": Kind(r"已经取消了"),
}

WHO = [
    ("王阿姨", ON_IT),
    ("小李", OFF_IT),
    ("刘大姐", OFF_IT),
    ("赵叔", WAITS),
    ("队长老陈", ASKED),
    ("社工小周", LEADS),
    *((who, DENIED) for who in ("王阿姨", "小李", "赵叔", "刘大姐")),
]


def rows(table: str) -> dict[str, dict[str, str]]:
    """The kind of answer by state and command."""
    head, *lines = (line.split() for line in table.strip().splitlines())
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


QUIET = [
    (who, state, {command: said for command, said in cells.items() if not KINDS[said].changes})
    for who, table in WHO
    for state, cells in rows(table).items()
]
CHANGES = [
    (who, state, command, said)
    for who, table in WHO
    for state, cells in rows(table).items()
    for command, said in cells.items()
    if KINDS[said].changes
]


async def prepare(scene: Scene, state: str) -> None:
    """Activity 1 in that state."""
    async with write() as session:
        team = Team(community_id=scene.community, name="邻里关照", short="邻里")
        session.add(team)
        await session.flush()
        held = {"kind": RoleKind.TEAM_LEADER, "team_id": team.id, "granted_at": clock.now()}
        session.add(Role(community_id=scene.community, member_id=scene.people["刘大姐"], **held))
    if state == "draft":
        assert "哪一天" in (await scene.wire.say("队长老陈", "发布 清洁家园"))[0]
        return
    states = {"closed": ActivityState.CLOSED, "cancelled": ActivityState.CANCELLED}
    number = await scene.activity(
        capacity=1 if state == "full" else 20,
        closes="2026-11-22 11:00" if state == "past" else None,
        state=states.get(state, ActivityState.OPEN),
    )
    assert number == 1
    await scene.put(number, "王阿姨")
    if state in ("begun", "ended", "attended"):
        set_clock("2026-11-28 09:30" if state == "begun" else "2026-11-28 11:15")
    if state == "attended":
        assert "记好了" in (await scene.wire.say("队长老陈", "考勤 1 都到了"))[0]


async def get_in_line(scene: Scene, who: str) -> None:
    if who == "赵叔":
        await scene.put(1, who, state=SignUpState.WAITING)


@pytest.mark.parametrize(("who", "state", "cells"), QUIET)
async def test_what_is_shown_refused_or_asked(qq_scene: Scene, who: str, state: str, cells: dict[str, str]) -> None:
    await prepare(qq_scene, state)
    if state not in ("draft", "open"):
        await get_in_line(qq_scene, who)
    before = await contents(without=HEARD)
    for command, expected in cells.items():
        [said] = await qq_scene.wire.say(who, LINES[command])
        assert re.search(KINDS[expected].says, said, re.DOTALL), (command, expected, said)
        assert await contents(without=HEARD) == before, (command, said)


@pytest.mark.parametrize(("who", "state", "command", "expected"), CHANGES)
async def test_what_is_done(qq_scene: Scene, who: str, state: str, command: str, expected: str) -> None:
    await prepare(qq_scene, state)
    if state != "open":
        await get_in_line(qq_scene, who)
    before = await contents(without=HEARD)
    [said] = await qq_scene.wire.say(who, LINES[command])
    assert re.search(KINDS[expected].says, said, re.DOTALL), said
    assert await contents(without=HEARD) != before
