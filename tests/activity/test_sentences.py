"""What people were promised, sentence by sentence: what is said, what must be in the answer, who is told what."""

import re
from datetime import timedelta

import pytest

from plugins.kernel import clock, ticks
from tests.activity.scene import Scene, everybody, moment
from tests.conftest import set_clock
from tests.wire import Frame

FULL_LINE = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人 至少10人 截止27日18点"


@pytest.mark.parametrize(
    "line",
    [
        FULL_LINE,
        "发布 清洁家园 亲水平台 20人 至少10人 11月28日 9:00-11:00 截止27日18点",
        "发布 清洁家园 20人 截止27日18点 11月28日 9:00-11:00 至少10人 亲水平台",
        "發布 清洁家园 11月28日 9:00-11:00 亲水平台 20人 至少10人 截止27日18点",
        "发布：清洁家园　１１月２８日　９:００-１１:００　亲水平台　２０人　至少１０人　截止27日18点",
    ],
)
async def test_publish(scene: Scene, line: str) -> None:
    [said] = await scene.wire.say("队长老陈", line)
    for fact in ("【1】清洁家园", "11月28日 周六", "9:00–11:00", "亲水平台", "20 人", "10 人", "11月27日 周五 18:00", "撤销"):
        assert fact in said
    await scene.wire.settle()
    [notice] = [each for each in scene.wire.said_in() if "报名 1" in each]
    for fact in ("清洁家园", "周六", "亲水平台", "20 人", "队长老陈", "+1"):
        assert fact in notice


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("发布 清洁家园 11月28日 亲水平台 20人", "几点"),
        ("发布 清洁家园 11月28日 9:00-11:00 20人", "哪里"),
        ("发布 清洁家园 9:00-11:00 亲水平台 20人", "哪一天"),
        ("发布 清洁家园 11月29日周六 9:00-11:00 亲水平台", "周日"),
        ("发布 清洁家园 2月30日 9:00-11:00 亲水平台", "没有"),
        ("发布 清洁家园 11月1日 9:00-11:00 亲水平台", "已经过去"),
    ],
)
async def test_publish_asks_and_does_not_guess(scene: Scene, line: str, asks: str) -> None:
    [said] = await scene.wire.say("队长老陈", line)
    assert asks in said
    await scene.wire.settle()
    assert len(scene.wire.sent) == 1


async def test_activities(scene: Scene) -> None:
    assert "没有可以报名" in (await scene.wire.say("王阿姨", "活动"))[0]
    await scene.activity(capacity=20, minimum=10)
    await scene.activity("义诊", "2026-11-29 14:00")
    [said] = await scene.wire.say("王阿姨", "活动")
    assert said.index("【1】清洁家园") < said.index("【2】义诊")
    assert "还差 10 人" in said
    [said] = await scene.wire.say("王阿姨", "活动 2")
    assert "11月29日 周日 14:00–16:00" in said
    assert "清洁家园" not in said


SIGNS_UP = {
    "报名": (1, 1),
    "报名 1": (1, 1),
    "报名清洁家园": (1, 1),
    "报名 28号清洁家园": (1, 1),
    "报名 28号": (1, 1),
    "报名 1 带孙子": (1, 2),
    "报名 1 3人": (1, 3),
    "报名 1 带老伴和孙子": (1, 3),
    "我要报名 1": (1, 1),
    "参加 1": (1, 1),
}


@pytest.mark.parametrize("line", SIGNS_UP)
async def test_sign_up(scene: Scene, line: str) -> None:
    await scene.activity(capacity=20, minimum=14)
    place, heads = SIGNS_UP[line]
    [said] = await scene.wire.say("王阿姨", line)
    assert said.startswith("王阿姨")
    assert f"第 {place} 位" in said
    assert ("一共" in said) == (heads > 1)
    assert f"一共 {heads} 人" in said or heads == 1
    assert "还差" in said
    assert "撤销" in said
    assert not everybody(scene.wire), "no @ in an answer"


async def test_children_do_not_count_to_the_minimum(scene: Scene) -> None:
    await scene.activity(minimum=3)
    assert "还差 2 人" in (await scene.wire.say("王阿姨", "报名 1 带孙子"))[0]
    assert "还差 0 人" not in (await scene.wire.say("小李", "报名 1 2人"))[0]


async def test_repeating_never_adds_or_moves(scene: Scene) -> None:
    await scene.activity(capacity=20)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("小李", "报名 1")
    for line in ("报名 1", "我要报名 1", "报名清洁家园"):
        assert "第 1 位" in (await scene.wire.say("王阿姨", line))[0]
    assert await scene.names(1) == ["王阿姨", "小李"]


async def test_overlap_warns_and_does_not_block(scene: Scene) -> None:
    await scene.activity()
    await scene.activity("义诊", "2026-11-28 10:00")
    await scene.wire.say("王阿姨", "报名 1")
    [said] = await scene.wire.say("王阿姨", "报名 2")
    assert "报上了" in said
    assert "撞上" in said
    assert "【1】清洁家园" in said


async def test_for_a_neighbour_without_a_phone(scene: Scene) -> None:
    await scene.activity(capacity=1)
    [said] = await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    assert said.startswith("王奶奶")
    [said] = await scene.wire.say("小李", "帮 王奶奶 报名 1")
    assert "王阿姨 帮报的" in said
    [said] = await scene.wire.say("小李", "帮 王奶奶 取消 1")
    assert "不是您帮报的" in said
    await scene.wire.say("赵叔", "报名 1")
    [said] = await scene.wire.say("王阿姨", "帮 王奶奶 取消 1")
    assert "王奶奶 已退出" in said
    assert "赵叔" in said
    [said] = await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    assert "候补第 1 位" in said
    await scene.wire.say("赵叔", "取消报名")
    await scene.wire.settle()
    assert any("王奶奶" in text and "转正" in text for text in scene.wire.said_to("王阿姨")), "notices go to the proxy"


@pytest.mark.parametrize("line", ["取消报名", "取消报名 1", "我来不了 1", "来不了 1", "不去了", "取消报名清洁家园"])
async def test_leaving(scene: Scene, line: str) -> None:
    await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("赵叔", "报名 1")
    [said] = await scene.wire.say("王阿姨", line)
    assert "已退出" in said
    assert "赵叔" in said
    await scene.wire.settle()
    assert "转正" in scene.wire.said_to("赵叔")[0]
    assert await scene.names(1) == ["赵叔"]


async def test_after_the_cancel_deadline_it_is_a_word_to_the_leader(scene: Scene) -> None:
    await scene.activity(cancel_closes="2026-11-22 11:00", capacity=1)
    await scene.put(1, "王阿姨")
    await scene.wire.say("赵叔", "报名 1")
    [said] = await scene.wire.say("王阿姨", "取消报名 1")
    assert "转告队长" in said
    await scene.wire.settle()
    assert "来不了" in scene.wire.said_to("队长老陈")[0]
    assert await scene.waiting(1) == ["赵叔"]


async def test_lists(scene: Scene) -> None:
    await scene.activity(capacity=2)
    for who, line in (("王阿姨", "报名 1 带孙子"), ("小李", "报名 1")):
        await scene.wire.say(who, line)
    [said] = await scene.wire.say("小李", "名单 1")
    head, _, below = said.partition("候补")
    assert "1. 王阿姨（+1孩）" in head
    assert "小李" not in head
    assert "小李" in below
    [said] = await scene.wire.say("小李", "接龙 1")
    assert said.startswith("#接龙")
    assert "1. 王阿姨" in said
    assert "小李" not in said, "who waits is never shown as taking part"


async def test_leaders_changes_reach_everybody(scene: Scene) -> None:
    await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("赵叔", "报名 1")
    [said] = await scene.wire.say("队长老陈", "改期 1 29日8点")
    assert "11月29日 周日 8:00–10:00" in said
    assert "2 人" in said
    await scene.wire.settle()
    for who in ("王阿姨", "赵叔"):
        assert "11月28日" in scene.wire.said_to(who)[0]
        assert "11月29日" in scene.wire.said_to(who)[0]
    assert "来，记下了" in (await scene.wire.say("王阿姨", "1", group=None))[0]
    assert "不再候补" in (await scene.wire.say("赵叔", "2", group=None))[0]
    [said] = await scene.wire.say("队长老陈", "取消活动 1 下雨")
    assert "下雨" in said
    await scene.wire.settle()
    assert "下雨" in scene.wire.said_to("王阿姨")[-1]
    assert not any("下雨" in text for text in scene.wire.said_to("赵叔"))


async def test_close_add_and_limit(scene: Scene) -> None:
    await scene.activity(capacity=1)
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("赵叔", "报名 1")
    assert "报名已截止" in (await scene.wire.say("队长老陈", "截止 1"))[0]
    [said] = await scene.wire.say("小李", "报名 1")
    assert "已截止" in said
    assert "候补第 2 位" in said
    assert "名额已满" in (await scene.wire.say("队长老陈", "补 王姐 1"))[0]
    [said] = await scene.wire.say("队长老陈", "上限 1 30")
    assert "30 人" in said
    assert "赵叔" in said
    assert "小李" not in said
    assert "第 3 位" in (await scene.wire.say("队长老陈", "补 王姐 1"))[0]
    assert await scene.waiting(1) == ["小李"]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("考勤 1 都到了，除了3和5", ("到 4", "没到 2")),
        ("考勤 1 到 1 2 5 请假 3", ("到 3", "请假 1", "没到 2")),
        ("考勤 1 都到了", ("到 6",)),
        ("考勤 都到了，除了小李", ("到 5", "没到 1")),
        ("考勤 清洁家园 都到了", ("到 6",)),
        ("考勤 11月28日清洁家园 到 1 2 5 请假 3", ("到 3", "请假 1", "没到 2")),
    ],
)
async def test_attendance(scene: Scene, line: str, facts: tuple[str, ...]) -> None:
    await scene.activity()
    await scene.put(1, "社工小周", "王阿姨", "小李", "赵叔", "刘大姐", "小雨")
    set_clock("2026-11-28 11:30")
    assert await balance(scene) == ("0", "0")
    [said] = await scene.wire.say("队长老陈", line)
    for fact in (*facts, "2 小时", "撤销"):
        assert fact in said
    assert not any(name in said for name in ("小李", "赵叔", "刘大姐", "小雨")), "who was missing is never said in a group"
    assert await balance(scene) == ("2", "2")
    assert "冲回" in (await scene.wire.say("队长老陈", "撤销"))[0]
    assert await balance(scene) == ("0", "0")


async def balance(scene: Scene) -> tuple[str, ...]:
    """Points and hours of 社工小周, who is on the list and was there."""
    [said] = await scene.wire.say("社工小周", "积分")
    found = re.search(r"积分 (-?\d+) 分，时长 (\S+) 小时", said)
    assert found
    return found.groups()


async def test_the_moment_of_sending_decides(scene: Scene) -> None:
    """Sent a minute before the deadline, heard five minutes later: in time."""
    await scene.activity(closes="2026-11-22 11:58")
    frame = Frame(scene.wire.frame([("text", "报名 1")], scene.wire.user("王阿姨"), "70001"), "group:70001")
    at = (moment("2026-11-22 11:57") - clock.shift()).timestamp()
    frame.data["time"] = int(at) if scene.wire.name == "v11" else at
    [said] = await scene.wire.put(frame)
    assert "报上了" in said
    assert "候补" in (await scene.wire.say("小李", "报名 1"))[0]


UNDONE = {
    "报名": ("王阿姨", "报名 1", []),
    "帮": ("王阿姨", "帮 王奶奶 报名 1", []),
    "补": ("队长老陈", "补 王姐 1", []),
    "上限": ("队长老陈", "上限 1 30", []),
    "截止": ("队长老陈", "截止 1", []),
    "截止到": ("队长老陈", "截止 1 27日18点", []),
    "改期": ("队长老陈", "改期 1 29日8点", []),
    "取消活动": ("队长老陈", "取消活动 1 下雨", []),
    "发布": ("队长老陈", FULL_LINE, []),
    "取消报名": ("王阿姨", "取消报名 1", [("王阿姨", "报名 1")]),
    "带人": ("王阿姨", "报名 1 3人", [("王阿姨", "报名 1")]),
}


async def standing(scene: Scene) -> object:
    row = await scene.row(1)
    moments = (row.starts_at, row.ends_at, row.signup_closes_at)
    return row.state, row.capacity, moments, await scene.names(1), await scene.waiting(1)


@pytest.mark.parametrize("name", UNDONE)
async def test_every_change_can_be_taken_back_within_ten_minutes(scene: Scene, name: str) -> None:
    await scene.activity(capacity=20)
    who, line, before = UNDONE[name]
    for each in before:
        await scene.wire.say(*each)
    was = await standing(scene)
    [said] = await scene.wire.say(who, line)
    assert "撤销" in said
    clock.set_shift(clock.shift() + timedelta(minutes=9))
    [said] = await scene.wire.say(who, "撤销")
    assert await standing(scene) == was
    assert "（撤销" not in said


async def test_not_after_ten_minutes_and_never_somebody_elses(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    assert "没有您能撤销" in (await scene.wire.say("小李", "撤销"))[0]
    clock.set_shift(clock.shift() + timedelta(minutes=11))
    assert "没有您能撤销" in (await scene.wire.say("王阿姨", "撤销"))[0]
    assert await scene.names(1) == ["王阿姨"]


async def test_reminders_come_once_each(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    await ticks.advance(moment("2026-11-28 09:30"))
    await scene.wire.settle()
    heard = [text for text in scene.wire.said_in() if "的活动：" in text]
    assert [text[:5] for text in heard] == ["明天的活动", "今天的活动"]


async def test_the_same_activity_is_not_published_twice(scene: Scene) -> None:
    await scene.wire.say("队长老陈", FULL_LINE)
    [said] = await scene.wire.say("队长老陈", FULL_LINE)
    assert "已经发布过" in said
    assert "【1】" in said
    assert "没有 2 号活动" in (await scene.wire.say("王阿姨", "活动 2"))[0]


@pytest.mark.parametrize("line", ["发布 垃圾分类 2月30日 9:00-11:00 广场", "发布 垃圾分类 周三11月28日 9:00-11:00 广场"])
async def test_what_cannot_be_read_is_wanted_again_as_a_whole(scene: Scene, line: str) -> None:
    [said] = await scene.wire.say("队长老陈", line)
    assert "整条再发一次" in said


async def test_a_new_time_gone_by_is_wanted_again_as_a_whole(scene: Scene) -> None:
    number = await scene.activity()
    [said] = await scene.wire.say("队长老陈", f"改期 {number} 昨天8点")
    assert "已经过去" in said
    assert f"改期 {number}" in said


async def test_late_on_the_waitlist_is_said_once(scene: Scene) -> None:
    number = await scene.activity()
    await scene.wire.say("队长老陈", f"截止 {number}")
    [said] = await scene.wire.say("王阿姨", f"报名 {number}")
    assert said.count("报名已截止") == 1
    assert "队长点头" in said


async def test_a_title_that_two_have_is_asked_for_by_number(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("队长老陈", "发布 清洁家园 11月29日 9:00-11:00 亲水平台")
    set_clock("2026-11-29 12:00")
    [said] = await scene.wire.say("队长老陈", "考勤 清洁家园 都到了")
    assert "活动号" in said
    [said] = await scene.wire.say("队长老陈", "考勤 11月29日清洁家园 都到了")
    assert "【2】" in said
