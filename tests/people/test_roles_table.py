"""Each role × each command: whoever stands below is refused, whoever stands there or above is not.

The table is written by hand from what the communities were promised; a command that is not in it fails this test.
"""

import pytest
from sqlalchemy import select

from plugins.activity.leader_texts import only_its_leader
from plugins.activity.models import Activity
from plugins.inbox import matching
from plugins.inbox.heard import Heard, listen
from plugins.inbox.speaker import RoleKind, Who
from plugins.inbox.table import COMMANDS, Command, Where
from plugins.inbox.texts import only_for
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people import members
from plugins.people.models import Account, Member, Role
from tests.wire import QQ, Segment

LOWEST: list[tuple[Who, set[str]]] = [
    (Who.ANYONE, {"帮助", "队伍", "撤销"}),
    (Who.ANYONE, {"活动", "我的活动", "日历", "月历", "海报", "报名", "取消报名", "帮", "名单", "接龙", "能来", "不能来", "签到", "我去了"}),
    (Who.LEADER, {"发布"}),
    (Who.ANYONE, {"巡湖", "巡湖记录", "巡湖年表"}),
    (Who.ANYONE, {"积分", "明细", "服务类别", "排行榜", "不上榜", "上榜", "星级"}),
    (Who.STAFF, {"加分", "冲正"}),
    (Who.STAFF, {"加入社区", "本群用途", "任命", "免去", "设置", "更新模板"}),
    (Who.ADMIN, {"开通", "发件箱", "重发"}),
    (Who.ADMIN, {"备份", "状态"}),
    (Who.STAFF, {"交账人"}),
    (Who.ADMIN, {"开通", "模板", "发件箱", "重发"}),
    (Who.LEADER, {"请假到", "销假"}),
    (Who.ANYONE, {"我是", "满", "保险", "注册", "我的档案", "改档案", "改名", "绑定", "我的数据", "删除我的数据", "谁看过我的"}),
    (Who.LEADER, {"谁会", "队员", "来"}),
    (Who.ANYONE, {"加入", "退出"}),
    (Who.STAFF, {"建队", "改队名", "并队", "合并", "看档案"}),
    (Who.ANYONE, {"我是", "满", "保险"}),
    (Who.ANYONE, {"代登记"}),
    (Who.ANYONE, {"预约", "改约", "取消预约", "代约", "我的预约"}),
    (Who.ANYONE, {"我是", "满", "保险", "注册"}),
    (Who.ANYONE, {"随手助", "随手派", "我的随手助"}),
    (Who.STAFF, {"待核", "通过", "不通过"}),
    (Who.STAFF, {"类别", "随手报统计", "随手报导出"}),
    (Who.ANYONE, {"随手报", "报", "匿名报", "代报", "我的上报"}),
    (Who.ANYONE, {"接单", "转交", "退回", "办结", "挂账", "重复", "不属实", "待办"}),
    (Who.ANYONE, {"进度", "跟进", "补充", "催办", "撤回", "重开", "好了", "一半", "没有", "我的工单"}),
    (Who.STAFF, {"核实", "工单"}),
    (Who.ANYONE, {"系列", "整期都来", "退整期"}),
    (Who.LEADER, {"跳过", "移到"}),
    (Who.STAFF, {"定期活动", "停办", "暂停", "恢复", "改系列"}),
    (Who.ANYONE, {"求助", "接着求助", "代求助", "回复", "找人", "帮忙", "告诉帮手", "谁看过", "满意"}),
    (Who.ANYONE, {"公告", "转发版", "待你转发", "已转"}),
    (Who.STAFF, {"发公告", "转发人"}),
    (Who.STAFF, {"求助详情", "停用求助", "恢复求助"}),
    (Who.STAFF, {"评比", "评比名单", "公布", "答复异议", "作废"}),
    (Who.ANYONE, {"公示", "异议", "我的证书", "证书", "核验"}),
    (Who.STAFF, {"台账", "报告"}),
]  # fmt: skip
OF_ITS_LEADER = {
    "通知名单",
    "改地点",
    "改期",
    "照常",
    "取消活动",
    "截止",
    "补",
    "上限",
    "考勤",
    "导出",
    "活动类别",
    "签到码",
    "记录",
    "开放预约",
    "停止预约",
    "预约表",
    "同意申诉",
    "不同意申诉",
    "条件",
    "分组",
    "排班",
    "招人",
    "调",
}  # no office opens these, but leading the activity or all
EXPECTED = {name: who for who, names in LOWEST for name in names} | dict.fromkeys(OF_ITS_LEADER, Who.ANYONE)

ROLES: dict[str, tuple[RoleKind | None, Who]] = {
    "nobody": (None, Who.ANYONE),
    "志愿者": (None, Who.ANYONE),
    **{kind.value: (kind, Who.ANYONE) for kind in (RoleKind.GRID_KEEPER, RoleKind.BUILDING_HEAD, RoleKind.UNIT_HEAD)},
    **{kind.value: (kind, Who.LEADER) for kind in (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)},
    **{kind.value: (kind, Who.LEADER) for kind in (RoleKind.CORPS_HEAD, RoleKind.CORPS_DEPUTY)},
    "社工": (RoleKind.SOCIAL_WORKER, Who.STAFF),
    "管理员": (None, Who.ADMIN),
}
USERS = {"管理员": "10001"} | {role: str(20001 + number) for number, role in enumerate(ROLES) if role != "管理员"}


def test_every_command_stands_in_the_table_as_it_is_declared() -> None:
    assert {name: each.who for name, each in COMMANDS.items()} == {name: EXPECTED.get(name) for name in COMMANDS}


@pytest.fixture
async def people(qq: QQ) -> QQ:
    """An opened community with one person of each role, in no team: what counts is the office itself."""
    await qq.say("管理员", "开通 恋湖社区")
    async with write() as session:
        for role, (kind, _) in ROLES.items():
            if role in ("nobody", "管理员"):
                continue
            member = Member(community_id=1, name=role, name_key=members.name_key(role), joined_at=clock.now())
            session.add(member)
            await session.flush()
            account = {"platform": "qq", "user": USERS[role], "bot": "80001", "group": "70001", "heard_at": clock.now()}
            session.add(Account(community_id=1, member_id=member.id, **account))
            if kind:
                session.add(Role(community_id=1, member_id=member.id, kind=kind, granted_at=clock.now()))
    return qq


def heard_by(peer: QQ, command: Command, line: str) -> tuple[list[Segment], str | None, Heard]:
    """The line, said to the bot where the command belongs."""
    group = "70001" if Where.GROUP in command.where else None
    segments: list[Segment] = [("at", "bot"), ("text", f" {line}")] if group else [("text", line)]
    heard = listen(peer.bot, peer.event(peer.frame(segments, "10001", group)))
    assert heard is not None
    return segments, group, heard


def spoken(peer: QQ, command: Command) -> tuple[list[Segment], str | None]:
    """The shortest line that is certainly this command: its bare word, else its first example."""
    for line in (command.name, *(example.replace("{n}", "1") for example in command.examples)):
        segments, group, heard = heard_by(peer, command, line)
        if any(match.command is command and match.plain for match in matching.find(heard)):
            return segments, group
    raise AssertionError(f"neither 「{command.name}」 nor any of its examples is this command")


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_do_what(people: QQ, role: str) -> None:
    level = ROLES[role][1]
    for name, command in COMMANDS.items():
        lowest = EXPECTED.get(name, command.who)
        segments, group = spoken(people, command)
        answers = await people.say(USERS[role], segments, group=group)
        refusals = [only_for(name, who) for who in Who if who > Who.ANYONE]
        assert any(each in refusals for each in answers) is (level < lowest), (role, name, answers)


LEADS_ALL = {"团长", "副团长", "社工", "管理员"}


@pytest.mark.parametrize("role", ROLES)
async def test_only_its_leader_changes_an_activity(people: QQ, role: str) -> None:
    await people.say("管理员", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    async with read() as session:
        activity = (await session.scalars(select(Activity).where(Activity.title == "清洁家园"))).one()
    for name in sorted(OF_ITS_LEADER & COMMANDS.keys()):
        example = COMMANDS[name].examples[0].replace("{n}", str(activity.number))
        answers = await people.say(USERS[role], example)
        assert (answers == [only_its_leader(activity)]) is (role not in LEADS_ALL), (role, name, answers)
