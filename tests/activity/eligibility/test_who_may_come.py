"""Who may come: told why and what instead, in private with his own facts, in a group without; nobody is dropped."""

import pytest

from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Team, TeamMember
from tests.activity.scene import Scene
from tests.conftest import set_clock

PUBLISH = "发布 护湖 12月5日 9:00-11:00 湖边 20人"
LEADER = "队长老陈"


async def published(scene: Scene, words: str) -> None:
    [said] = await scene.wire.say(LEADER, f"{PUBLISH} {words}")
    assert "【1】护湖" in said


@pytest.mark.parametrize(
    ("words", "shown", "untold", "tells", "wrong", "right"),
    [
        ("限党员", "限党员", "没登记政治面貌", "「我是党员」", "我是群众", "我是党员"),
        ("满18岁", "满 18 岁", "没登记满没满", "「满18」", "未满18", "满18"),
        ("满14岁", "满 14 岁", "没登记满没满", "「满14」", "未满14", "满18"),
        ("需保险", "要有保险", "没登记保险到期日", "「保险 2027年3月1日」", "保险 12月4日", "保险 12月5日"),
    ],
)
async def test_what_is_not_told_is_asked_for_once_and_then_he_comes(
    scene: Scene, words: str, shown: str, untold: str, tells: str, wrong: str, right: str
) -> None:
    await published(scene, words)
    [said] = await scene.wire.say("王阿姨", "活动 1")
    assert shown in said
    [said] = await scene.wire.say("王阿姨", "报名 1", group=None)
    assert "没报上" in said
    assert untold in said
    assert tells in said
    assert await scene.names(1) == []
    await scene.wire.say("王阿姨", wrong, group=None)
    [said] = await scene.wire.say("王阿姨", "报名 1", group=None)
    assert "没报上" in said
    assert untold not in said
    await scene.wire.say("王阿姨", right, group=None)
    [said] = await scene.wire.say("王阿姨", "报名 1", group=None)
    assert "报上了" in said


async def test_in_a_group_nothing_is_told_of_what_he_is(scene: Scene) -> None:
    await published(scene, "限党员 需保险")
    await scene.wire.say("王阿姨", "我是群众", group=None)
    await scene.wire.say("王阿姨", "保险 11月30日", group=None)
    [known] = await scene.wire.say("王阿姨", "报名 1")
    [untold] = await scene.wire.say("小李", "报名 1")
    assert known.replace("王阿姨", "小李") == untold, "the answer is the same, whatever he is"
    assert "群众" not in known
    assert "11月30日" not in known
    assert "限党员、要有保险" in known
    assert "「我是党员」、「保险 2027年3月1日」" in known


async def test_a_team_with_its_parts(scene: Scene) -> None:
    async with write() as session:
        part = Team(community_id=scene.community, name="环保一组", short="一组", parent_id=scene.team)
        session.add(part)
        await session.flush()
        session.add(TeamMember(team_id=part.id, member_id=scene.people["王阿姨"], joined_at=clock.now()))
    await published(scene, "限环保队")
    assert "限环境保护队" in (await scene.wire.say("小李", "活动"))[0]
    [said] = await scene.wire.say("王阿姨", "报名 1")
    assert "报上了" in said
    [said] = await scene.wire.say("小李", "报名 1", group=None)
    assert "限环境保护队：您不在队里，想入队请跟队长说" in said


async def test_who_may_not_come_hears_what_he_can_join(scene: Scene) -> None:
    await published(scene, "限党员")
    await scene.wire.say(LEADER, "发布 清洁家园 12月6日 9:00-11:00 亲水平台 1人")
    await scene.wire.say(LEADER, "发布 理发 12月7日 9:00-11:00 活动室")
    await scene.wire.say(LEADER, "发布 党课 12月8日 9:00-11:00 活动室 限党员")
    await scene.wire.say("赵叔", "报名 2")
    for group in (None, "70001"):
        [said] = await scene.wire.say("小李", "报名 1", group=group)
        assert "能报的：【3】理发（12月7日 周一），发「报名 3」" in said
        assert "清洁家园" not in said, "it is full"
        assert "党课" not in said, "it is not for him either"


async def test_a_proxy_hears_it_and_the_leader_can_override(scene: Scene) -> None:
    await published(scene, "限党员")
    [said] = await scene.wire.say("赵叔", "帮 王奶奶 报名 1")
    assert "限党员，王奶奶 这次没报上" in said
    assert "「补 王奶奶 1」" in said
    [said] = await scene.wire.say(LEADER, "补 王奶奶 1")
    assert "王奶奶 补进" in said
    assert "有 1 人对不上，先留着" in said
    await scene.wire.settle()
    assert any("王奶奶（没登记政治面貌）" in each for each in scene.wire.said_to(LEADER)), "he knows what he has done"
    assert await scene.names(1) == ["王奶奶"]


async def test_at_most_so_many_from_one_proxy(scene: Scene) -> None:
    await published(scene, "每人最多代报2人")
    for name in ("王奶奶", "李爷爷"):
        [said] = await scene.wire.say("赵叔", f"帮 {name} 报名 1")
        assert "报上了" in said
    [said] = await scene.wire.say("赵叔", "帮 张奶奶 报名 1")
    assert "每人最多代报 2 人，您已经代报了 王奶奶、李爷爷" in said
    [said] = await scene.wire.say("赵叔", "帮 王奶奶 报名 1")
    assert "不用再报" in said
    assert "报上了" in (await scene.wire.say("赵叔", "报名 1"))[0], "he himself is none of them"
    await scene.wire.say("赵叔", "帮 王奶奶 取消 1")
    assert "报上了" in (await scene.wire.say("赵叔", "帮 张奶奶 报名 1"))[0]
    for name in ("甲奶奶", "乙奶奶", "丙奶奶"):
        assert "报上了" in (await scene.wire.say(LEADER, f"帮 {name} 报名 1"))[0], "the leader is not bound"


async def test_the_community_sets_how_many_where_the_activity_says_nothing(scene: Scene) -> None:
    await published(scene, "")
    await scene.wire.say("社工小周", "设置 代报人数上限 1")
    await scene.wire.say("赵叔", "帮 王奶奶 报名 1")
    [said] = await scene.wire.say("赵叔", "帮 李爷爷 报名 1")
    assert "每人最多代报 1 人" in said
    assert "每人最多代报 1 人（社区设置）" in (await scene.wire.say("小李", "条件 1"))[0]
    await scene.wire.say(LEADER, "条件 1 每人最多代报3人")
    assert "报上了" in (await scene.wire.say("赵叔", "帮 李爷爷 报名 1"))[0]
    await scene.wire.say(LEADER, "条件 1 不能代报")
    [said] = await scene.wire.say("小李", "帮 张奶奶 报名 1")
    assert "不能代报，请 张奶奶 本人来报" in said


async def test_a_pasted_list_reports_whom_it_could_not_add(scene: Scene) -> None:
    await published(scene, "限党员")
    await scene.wire.say("小李", "我是党员", group=None)
    paste = "#接龙\n护湖 12月5日\n\n1. 小李\n2. 李爷爷"
    [said] = await scene.wire.say("小李", paste)
    assert "新增 1 人（小李）" in said
    assert "第 2 行“李爷爷”没加：限党员，登记对不上" in said
    assert await scene.names(1) == ["小李"]
    [said] = await scene.wire.say(LEADER, f"{paste}\n3. 张奶奶")
    assert "“张奶奶”没加" in said
    assert await scene.names(1) == ["小李"]


async def test_a_new_condition_drops_nobody_and_the_leader_hears_who(scene: Scene) -> None:
    await published(scene, "")
    await scene.wire.say("王阿姨", "我是群众", group=None)
    await scene.wire.say("赵叔", "我是党员", group=None)
    for who in ("王阿姨", "赵叔", "小李"):
        await scene.wire.say(who, "报名 1")
    [said] = await scene.wire.say(LEADER, "条件 1 限党员")
    assert "参加条件改为：限党员" in said
    assert "名单上有 2 人对不上，先留着" in said
    assert "王阿姨" not in said
    await scene.wire.settle()
    [letter] = [each for each in scene.wire.said_to(LEADER) if "对不上条件" in each]
    assert "王阿姨（政治面貌对不上）、小李（没登记政治面貌）" in letter
    assert "帮 王阿姨 取消 1" in letter
    assert await scene.names(1) == ["王阿姨", "赵叔", "小李"]
    [said] = await scene.wire.say("王阿姨", "报名 1 2人")
    assert "改好了" in said, "who is on the list stays as he was"
    [said] = await scene.wire.say(LEADER, "帮 王阿姨 取消 1")
    assert "已退出" in said
    [said] = await scene.wire.say("王阿姨", "报名 1")
    assert "没报上" in said


async def test_conditions_add_up_fall_away_and_come_back(scene: Scene) -> None:
    await published(scene, "限党员")
    [said] = await scene.wire.say(LEADER, "条件 1 满18岁 需保险", group=None)
    assert "改为：限党员、满 18 岁、要有保险" in said
    [said] = await scene.wire.say(LEADER, "条件 1 需保险", group=None)
    assert "没有改动" in said
    [said] = await scene.wire.say(LEADER, "条件 1 不限党员", group=None)
    assert "改为：满 18 岁、要有保险" in said
    [said] = await scene.wire.say(LEADER, "条件 1 不限", group=None)
    assert "不限，谁都可以报" in said
    [said] = await scene.wire.say(LEADER, "撤销", group=None)
    assert "照旧：满 18 岁、要有保险" in said
    [said] = await scene.wire.say("小李", "条件 1")
    assert "满 18 岁、要有保险" in said
    [said] = await scene.wire.say(LEADER, "记录 1", group=None)
    assert "改了参加条件" in said


@pytest.mark.parametrize(
    ("who", "line", "says"),
    [
        ("王阿姨", "条件 1 不限", "要由发布的人"),
        (LEADER, "条件 1 限本地人", "「限本地人」我查不了"),
        (LEADER, "条件 1 会游泳", "条件没看懂"),
        (LEADER, "条件 1 满60岁", "年龄只能写"),
        (LEADER, "条件 9 限党员", "没有 9 号活动"),
    ],
)
async def test_conditions_that_cannot_be(scene: Scene, who: str, line: str, says: str) -> None:
    await published(scene, "限党员")
    [said] = await scene.wire.say(who, line)
    assert says in said
    assert "限党员" in (await scene.wire.say("小李", "条件 1"))[0]


async def test_a_condition_that_nobody_can_check_is_refused_at_once(scene: Scene) -> None:
    [said] = await scene.wire.say(LEADER, f"{PUBLISH} 限本地人")
    assert "「限本地人」我查不了" in said
    assert "没有 1 号活动" in (await scene.wire.say(LEADER, "活动 1"))[0]


async def test_insurance_that_ends_before_a_later_day_is_told_to_the_leader(scene: Scene) -> None:
    await published(scene, "需保险")
    await scene.wire.say("王阿姨", "保险 12月6日", group=None)
    await scene.wire.say("王阿姨", "报名 1")
    [said] = await scene.wire.say(LEADER, "改期 1 12月6日", group=None)
    assert "对不上条件" not in said
    [said] = await scene.wire.say(LEADER, "改期 1 12月7日", group=None)
    assert "王阿姨（保险那天已过期）" in said
    assert await scene.names(1) == ["王阿姨"]


async def test_conditions_hold_for_shifts_too(scene: Scene) -> None:
    await scene.wire.say(LEADER, "发布 广场日 12月5日 中心广场 分组 早班 8-10点 2人, 午班 10-12点 2人 限党员")
    [said] = await scene.wire.say("王阿姨", "报名 1 早班")
    assert "限党员，王阿姨 这次没报上" in said
    await scene.wire.say("王阿姨", "我是党员", group=None)
    assert "报上了" in (await scene.wire.say("王阿姨", "报名 1 早班"))[0]
    assert "排上 赵叔" in (await scene.wire.say(LEADER, "排班 1 午班 赵叔"))[0]


async def test_the_door_does_not_ask(scene: Scene) -> None:
    """Late truth: who was there was there."""
    await published(scene, "限党员")
    set_clock("2026-12-05 09:30")
    [said] = await scene.wire.say(LEADER, "补 1 王阿姨 赵叔")
    assert "补进 2 人（补录）" in said
