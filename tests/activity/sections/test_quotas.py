"""A quota per team inside one activity: who goes where by himself, who is asked, what is short where."""

import pytest

from plugins.activity import shortage
from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Team, TeamMember
from tests.activity.scene import Scene
from tests.activity.sections.conftest import sections
from tests.conftest import set_clock
from tests.wire import QQ

RIDE = "发布 骑行日 12月5日 9:00-11:00 湖边 名额 骑行2 党员2 团员1"


@pytest.fixture
async def ride(scene: Scene) -> Scene:
    """王阿姨 is in 骑行 through a part of it, 小李 is 党员 and 团员, the others are in no team."""
    async with write() as session:
        teams = {
            short: Team(community_id=scene.community, name=name, short=short)
            for name, short in (("环湖骑行队", "骑行"), ("我是党员护湖队", "党员"), ("我是团员护湖队", "团员"))
        }
        session.add_all(teams.values())
        await session.flush()
        part = Team(community_id=scene.community, name="骑行一组", short="一组", parent_id=teams["骑行"].id)
        session.add(part)
        await session.flush()
        for who, team in (("王阿姨", part), ("小李", teams["党员"]), ("小李", teams["团员"])):
            session.add(TeamMember(team_id=team.id, member_id=scene.people[who], joined_at=clock.now()))
    [said] = await scene.wire.say("队长老陈", RIDE)
    assert "骑行 2 人、党员 2 人、团员 1 人" in said
    return scene


async def test_everybody_goes_into_the_quota_of_his_team(ride: Scene) -> None:
    [said] = await ride.wire.say("王阿姨", "报名 1")
    assert "报上了：【1】骑行日 骑行" in said
    assert await sections(ride) == {"骑行": ["王阿姨"], "党员": [], "团员": []}


async def test_in_several_or_in_none_is_asked(ride: Scene) -> None:
    [asked] = await ride.wire.say("小李", "报名 1")
    assert "哪一队" in asked
    await ride.wire.say("小李", "2")
    [asked] = await ride.wire.say("赵叔", "报名 1")
    assert "3. 团员，还有 1 个名额" in asked
    await ride.wire.say("赵叔", "团员")
    assert await sections(ride) == {"骑行": [], "党员": ["小李"], "团员": ["赵叔"]}


async def test_the_waitlist_is_the_team_s_own(ride: Scene) -> None:
    for who in ("赵叔", "刘大姐"):
        await ride.wire.say(who, "报名 1 团员")
    [said] = await ride.wire.say("小雨", "活动 1")
    assert "骑行 0/2 · 党员 0/2 · 团员 1/1 满 候补 1" in said
    await ride.wire.say("赵叔", "取消报名 1")
    assert await sections(ride) == {"骑行": [], "党员": [], "团员": ["刘大姐"]}


async def test_a_higher_limit_of_one_team_moves_its_waitlist_up(ride: Scene) -> None:
    for who in ("赵叔", "刘大姐"):
        await ride.wire.say(who, "报名 1 团员")
    [said] = await ride.wire.say("队长老陈", "上限 1 团员 2")
    assert "团员 上限改为 2 人" in said
    assert "候补的 刘大姐 递补上了" in said
    [said] = await ride.wire.say("队长老陈", "撤销")
    assert "团员 已经有 2 人" in said
    [said] = await ride.wire.say("队长老陈", "上限 1 30")
    assert "上限 1 骑行 8" in said
    [said] = await ride.wire.say("王阿姨", "上限 1 团员 9")
    assert "要由发布的人" in said


async def test_the_call_says_what_is_short_in_each_team(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 护湖 11月26日 9:00-11:00 湖边 名额 甲队 至少3人 乙队 至少2人")
    for who, where in (("王阿姨", "甲队"), ("小李", "乙队"), ("赵叔", "乙队")):
        await scene.wire.say(who, f"报名 1 {where}")
    await scene.wire.settle()
    set_clock("2026-11-24 09:05")
    await shortage.look()
    await scene.wire.settle()
    [call] = [each for each in scene.wire.said_in() if each.startswith("还差 2 人")]
    assert "甲队 1 人 还差 2 · 乙队 2 人" in call
    assert "报名 1 甲队" in call
    assert any("甲队 1 人 还差 2" in each for each in scene.wire.said_to("队长老陈"))
    await shortage.look()
    await scene.wire.settle()
    assert len([each for each in scene.wire.said_in() if each.startswith("还差")]) == 1


async def test_an_activity_is_divided_afterwards_and_everybody_goes_home(ride: Scene) -> None:
    await ride.wire.say("队长老陈", "发布 清洁 12月6日 9:00-11:00 亲水平台 20人")
    await ride.wire.say("王阿姨", "报名 2")
    [said] = await ride.wire.say("王阿姨", "名额 2 骑行10 党员6")
    assert "要由发布的人" in said
    [said] = await ride.wire.say("队长老陈", "名额 2 骑行10 党员6")
    assert "骑行 10 人、党员 6 人" in said
    assert "名单上的 1 人" in said
    [said] = await ride.wire.say("小雨", "名单 2")
    assert "骑行｜1/10，空缺 9\n1. 王阿姨\n党员｜0/6" in said
    [said] = await ride.wire.say("队长老陈", "分组 2 早班 9-10点 2人")
    assert "已经分成 骑行、党员" in said
    [said] = await ride.wire.say("队长老陈", "撤销")
    assert "不再分组" in said
    assert "限 20 人" in (await ride.wire.say("小雨", "活动 2"))[0]


async def test_nobody_is_divided_by_a_guess(ride: Scene) -> None:
    await ride.wire.say("队长老陈", "发布 清洁 12月6日 9:00-11:00 亲水平台 20人")
    await ride.wire.say("赵叔", "报名 2")
    [said] = await ride.wire.say("队长老陈", "名额 2 骑行10 党员6")
    assert "赵叔 不知道算哪一组，没有分" in said
    assert "限 20 人" in (await ride.wire.say("小雨", "活动 2"))[0]
    await ride.wire.say("赵叔", "取消报名 2")
    await ride.wire.say("队长老陈", "分组 2 甲组 2人 乙组 2人")
    await ride.wire.say("赵叔", "报名 2 甲组")
    [said] = await ride.wire.say("队长老陈", "撤销")
    assert "已经有人按组报名" in said


async def test_a_patrol_takes_quotas_too(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区 模板 恋湖")
    await qq.say("管理员", "报名 11月28日巡湖 骑行")
    [said] = await qq.say("管理员", "名额 1 骑行10 党员6 团员4")
    assert "骑行 10 人、党员 6 人、团员 4 人" in said
    assert "名单上的 1 人" in said
    [said] = await qq.say("王阿姨", "报名巡湖 党员")
    assert "党员" in said
    [said] = await qq.say("小李", "报名 1")
    assert "哪一队" in said
    [said] = await qq.say("小李", "3")
    assert "报上了" in said
    [said] = await qq.say("小李", "巡湖")
    assert "骑行 1 · 党员 1 · 团员 1 = 3/20 还差 17" in said
    [said] = await qq.say("小李", "名单 1")
    assert "团员｜1/4，空缺 3\n3. 小李" in said
