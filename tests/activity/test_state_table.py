"""What every command answers in every state of an activity, to a neighbour and to the leader: one table.

王阿姨 is on the list of activity 1, 小李 is not, nor is 队长老陈, who leads it. 报名 and 帮…报名 are said by 小李, or by the
leader for himself. A word that stands for a refusal also stands for: nothing has changed.
"""

import re
from dataclasses import dataclass

import pytest

from plugins.activity.models import ActivityState
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.database import contents

LINES = {
    "报名": "报名 1",
    "取消": "取消报名 1",
    "帮": "帮 王奶奶 报名 1",
    "补": "补 王姐 1",
    "上限": "上限 1 30",
    "截止": "截止 1",
    "改期": "改期 1 12月6日8点",
    "停": "取消活动 1 下雨",
    "考勤": "考勤 1 都到了",
    "名单": "名单 1",
    "活动": "活动 1",
    "我去了": "我去了 1",
    "记录": "记录 1",
}

MEMBER = """
state       报名    取消    帮      补      上限    截止    改期    停      考勤    名单    活动    我去了  记录
open        报上    退出    报上    队长    队长    队长    队长    队长    队长    名单    详情    没开始  队长
closed      候补    退出    候补    队长    队长    队长    队长    队长    队长    名单    详情    没开始  队长
past        候补    退出    候补    队长    队长    队长    队长    队长    队长    名单    详情    没开始  队长
full        候补    退出    候补    队长    队长    队长    队长    队长    队长    名单    详情    没开始  队长
begun       开始了  请假    开始了  队长    队长    队长    队长    队长    队长    名单    详情    没考勤  队长
ended       结束了  结束了  结束了  队长    队长    队长    队长    队长    队长    名单    详情    没考勤  队长
attended    结束了  结束了  结束了  队长    队长    队长    队长    队长    队长    名单    详情    申诉    队长
cancelled   取消了  取消了  取消了  队长    队长    队长    队长    队长    队长    名单    停详情  取消了  队长
"""

LEADER = """
state       报名    取消    帮      补      上限    截止    改期    停      考勤    名单    活动    我去了  记录
open        报上    没报    报上    补上    上限    截止    改期    停了    没开始  名单    详情    没开始  没记录
closed      候补    没报    候补    补上    上限    截止过  改期    停了    没开始  名单    详情    没开始  没记录
past        候补    没报    候补    补上    上限    截止    改期    停了    没开始  名单    详情    没开始  没记录
full        候补    没报    候补    满了    上限    截止    改期    停了    没开始  名单    详情    没开始  没记录
begun       开始了  没报    开始了  补录    上限    截止    改期    停了    考勤    名单    详情    没考勤  没记录
ended       结束了  没报    结束了  补录    结束了  结束了  结束了  结束了  考勤    名单    详情    没考勤  没记录
attended    结束了  没报    结束了  补录    结束了  结束了  结束了  结束了  记过    名单    详情    申诉    有记录
cancelled   取消了  没报    取消了  取消了  取消了  取消了  取消了  取消了  取消了  名单    停详情  取消了  没记录
"""


@dataclass(frozen=True)
class Kind:
    """An answer: what it says, and whether anything is different afterwards."""

    says: str
    changes: bool


KINDS = {
    "报上": Kind(r"报上了.*第 \d+ 位.*撤销", changes=True),
    "候补": Kind(r"候补第 1 位.*撤销", changes=True),
    "退出": Kind(r"王阿姨 已退出.*撤销", changes=True),
    "请假": Kind(r"转告队长.*请假", changes=True),
    "补上": Kind(r"王姐 补进.*撤销", changes=True),
    "补录": Kind(r"王姐 补进.*补录.*撤销", changes=True),
    "上限": Kind(r"上限改为 30 人.*撤销", changes=True),
    "截止": Kind(r"报名已截止，共 \d 人.*撤销", changes=True),
    "改期": Kind(r"改好了.*12月6日 周日 8:00–10:00.*撤销", changes=True),
    "停了": Kind(r"已取消（下雨）.*撤销", changes=True),
    "考勤": Kind(r"考勤记好了：到 1.*2 小时.*撤销", changes=True),
    "记过": Kind(r"之前就是这样记的", changes=False),
    "名单": Kind(r"清洁家园.*1\. 王阿姨", changes=False),
    "详情": Kind(r"清洁家园.*亲水平台.*已报 1 人", changes=False),
    "停详情": Kind(r"清洁家园.*已取消", changes=False),
    "队长": Kind(r"由发布的人、它的队长或社工|要由队长或社工来发", changes=False),
    "没报": Kind(r"(?:不在|没有报名).*", changes=False),
    "满了": Kind(r"名额已满.*上限 1", changes=False),
    "截止过": Kind(r"之前就截止了", changes=False),
    "申诉": Kind(r"请队长核对.*撤销", changes=True),
    "没考勤": Kind(r"考勤还没记", changes=False),
    "有记录": Kind(r"记了考勤", changes=False),
    "没记录": Kind(r"还没有记录", changes=False),
    "没开始": Kind(r"还没开始", changes=False),
    "开始了": Kind(r"已经开始了", changes=False),
    "结束了": Kind(r"已经结束了", changes=False),
    "取消了": Kind(r"已经取消了", changes=False),
}


def cells(who: str, table: str) -> list[tuple[str, str, str, str]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return [(who, row[0], command, said) for row in rows for command, said in zip(head[1:], row[1:], strict=True)]


async def prepare(scene: Scene, state: str) -> None:
    """Activity 1 in that state."""
    states = {"closed": ActivityState.CLOSED, "cancelled": ActivityState.CANCELLED}
    number = await scene.activity(
        capacity=1 if state == "full" else 20,
        closes="2026-11-22 11:00" if state == "past" else None,
        state=states.get(state, ActivityState.OPEN),
    )
    assert number == 1
    await scene.put(number, "王阿姨")
    if state in ("begun", "ended", "attended"):
        set_clock("2026-11-28 09:30" if state == "begun" else "2026-11-28 11:30")
    if state == "attended":
        [said] = await scene.wire.say("队长老陈", "考勤 1 都到了")
        assert "记好了" in said


@pytest.mark.parametrize(("who", "state", "command", "expected"), cells("neighbour", MEMBER) + cells("leader", LEADER))
async def test_state_and_command(qq_scene: Scene, who: str, state: str, command: str, expected: str) -> None:
    await prepare(qq_scene, state)
    speaker = "队长老陈" if who == "leader" else "王阿姨" if command == "取消" else "小李"
    before = await contents()
    answers = await qq_scene.wire.say(speaker, LINES[command])
    assert len(answers) == 1
    kind = KINDS[expected]
    assert re.search(kind.says, answers[0], re.DOTALL)
    after = await contents()
    changed = {table for table in before if before[table] != after[table]}
    assert bool(changed) == kind.changes, changed
