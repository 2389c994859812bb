"""活动 周末, 我的活动: what is on when, and what I am on."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from plugins.activity.models import ActivityState, Outcome, SignUp, SignUpState
from plugins.kernel.db import write
from plugins.people.models import Member
from tests.activity.scene import Scene
from tests.conftest import set_clock


@pytest.fixture
async def week(scene: Scene) -> Scene:
    """A Wednesday; 1 today, 2 on Saturday, 3 on Sunday over midnight, 4 on Monday, 5 in December, 6 called off on Saturday."""
    set_clock("2026-11-25 08:00")
    await scene.activity("义诊", "2026-11-25 09:00")
    await scene.activity("清洁家园", "2026-11-28 09:00", capacity=20, minimum=10)
    await scene.activity("夜巡", "2026-11-29 23:00", hours=3)
    await scene.activity("理发", "2026-11-30 09:00")
    await scene.activity("包饺子", "2026-12-22 09:00")
    await scene.activity("剪纸", "2026-11-28 14:00", state=ActivityState.CANCELLED)
    await scene.activity("隔壁的", "2026-11-28 09:00", next_door=True)
    return scene


LISTED = [
    ("今天", "1"),
    ("本周", "123"),
    ("这周", "123"),
    ("周末", "23"),
    ("下周", "34"),
    ("11月", "1234"),
    ("12月", "5"),
    ("下个月", "5"),
]


@pytest.mark.parametrize(("words", "numbers"), LISTED)
async def test_what_is_on_in_a_stretch_of_days(week: Scene, words: str, numbers: str) -> None:
    [said] = await week.wire.say("王阿姨", f"活动 {words}")
    assert [line[1] for line in said.splitlines() if line.startswith("【")] == list(numbers)
    assert f"有 {len(numbers)} 个活动" in said


async def test_vacancies_are_digits_and_the_order_is_by_date(week: Scene) -> None:
    await week.put(2, "王阿姨", "小李")
    [said] = await week.wire.say("王阿姨", "活动 周末")
    assert said.splitlines()[0] == "周末（11月28日–11月29日）有 2 个活动："
    assert "【2】清洁家园｜11月28日 周六 9:00｜亲水平台｜还差 8 人到 10 人，还有 18 个名额" in said


async def test_an_empty_day_names_the_next_activity(week: Scene) -> None:
    [said] = await week.wire.say("王阿姨", "活动 明天")
    assert said.startswith("明天（11月26日 周四）没有可以报名的活动。")
    assert "最近的一个是 【1】义诊，11月25日 周三 9:00，报名发「报名 1」" in said
    set_clock("2026-11-25 09:30")
    [said] = await week.wire.say("王阿姨", "活动 明天")
    assert "最近的一个是 【2】清洁家园" in said


async def test_an_empty_community_says_so(scene: Scene) -> None:
    [said] = await scene.wire.say("王阿姨", "活动 下周")
    assert said == "下周（11月23日–11月29日）没有可以报名的活动。有新活动会在群里通知。"


@pytest.mark.parametrize(
    "words",
    [
        "周末",
        "明天",
        "今天",
        "下周",
        "这个月",
        "活动明天",
        "活动周末",
        "活动 周末吗",
        "我的活动真多",
        "日历本",
        "月历牌",
        "海报真好看",
    ],
)
async def test_in_a_group_bare_words_are_chatter(week: Scene, words: str) -> None:
    assert await week.wire.say("王阿姨", words) == []


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("周末", "23"),
        ("这周末", "23"),
        ("下周", "34"),
        ("本周", "123"),
        ("今天", "1"),
        ("这周末有什么活动", "23"),
        ("有什么活动", "12345"),
    ],
)
async def test_in_private_bare_words_are_enough(week: Scene, words: str, numbers: str) -> None:
    for segments, group in (([("text", words)], None), ([("at", "bot"), ("text", f" {words}")], "70001")):
        [said] = await week.wire.say("王阿姨", segments, group=group)
        assert [line[1] for line in said.splitlines() if line.startswith("【")] == list(numbers)


async def test_a_bare_day_answers_a_question_first(week: Scene) -> None:
    """「明天」 after 「哪一天？」 is the day of what is being published, not a look at the list."""
    [asked] = await week.wire.say("队长老陈", "发布 晒书 9:00-11:00 图书角", group=None)
    assert "哪一天" in asked
    [said] = await week.wire.say("队长老陈", "明天", group=None)
    assert "发布好了" in said
    assert "11月26日 周四 9:00–11:00" in said


async def test_my_activities_with_places_and_those_i_speak_for(week: Scene) -> None:
    await week.put(2, "小李", "王阿姨")
    await week.put(4, "赵叔", "王阿姨", state=SignUpState.WAITING)
    await week.put(6, "王阿姨")
    set_clock("2026-11-25 08:10")
    await week.wire.say("王阿姨", "帮 王奶奶 报名 2")
    for group in ("70001", None):
        [said] = await week.wire.say("王阿姨", "我的活动", group=group)
        assert said.splitlines() == [
            "王阿姨 报了 3 个活动：",
            "【2】清洁家园｜11月28日 周六 9:00｜亲水平台｜第 2 位，王奶奶 第 3 位｜还差 7 人到 10 人",
            "【6】剪纸｜11月28日 周六 14:00｜亲水平台｜已取消，不用来",
            "【4】理发｜11月30日 周一 9:00｜亲水平台｜候补第 2 位",
            "来不了发「取消报名 2」；放进手机日历，私聊我发「日历」。",
        ]


async def test_a_move_that_i_have_not_answered_is_marked(week: Scene) -> None:
    await week.put(2, "王阿姨")
    await week.wire.say("队长老陈", "改期 2 11月29日8点")
    [said] = await week.wire.say("王阿姨", "我的活动")
    assert "11月29日 周日 8:00｜亲水平台｜第 1 位（改期了，能来请发「能来 2」）" in said
    await week.wire.say("王阿姨", "能来 2")
    assert "改期了" not in (await week.wire.say("王阿姨", "我的活动"))[0]


async def test_whoever_left_or_is_new_is_on_nothing(week: Scene) -> None:
    await week.put(2, "王阿姨")
    await week.wire.say("王阿姨", "取消报名 2")
    for who in ("王阿姨", "小雨", "20999"):
        [said] = await week.wire.say(who, "我的活动")
        assert "现在没有报名活动" in said


async def test_past_ones_with_their_outcome_only_in_private(week: Scene) -> None:
    for number, outcome, minutes in (
        (1, Outcome.PRESENT, 90),
        (2, Outcome.ABSENT, None),
        (3, Outcome.EXCUSED, None),
        (4, None, None),
    ):
        await week.put(number, "王阿姨")
        row = await week.row(number)
        async with write() as session:
            await session.execute(update(SignUp).where(SignUp.activity_id == row.id).values(outcome=outcome, minutes=minutes))
    set_clock("2026-12-02 08:00")
    [said] = await week.wire.say("王阿姨", "我的活动 以前", group=None)
    assert said.splitlines()[:5] == [
        "王阿姨 以前报过 4 次：",
        "【4】理发｜11月30日 周一｜考勤还没记",
        "【3】夜巡｜11月29日 周日｜请假",
        "【2】清洁家园｜11月28日 周六｜没到",
        "【1】义诊｜11月25日 周三｜到 1 小时 30 分钟",
    ]
    [said] = await week.wire.say("王阿姨", "我的活动 以前")
    assert "私聊" in said
    assert "清洁家园" not in said


async def test_only_the_latest_past_ones_are_listed(scene: Scene) -> None:
    for day in range(1, 13):
        await scene.put(await scene.activity(f"第{day}次", f"2026-11-{day:02} 09:00"), "王阿姨")
    [said] = await scene.wire.say("王阿姨", "我的活动 以前", group=None)
    assert "以前报过 12 次" in said
    assert "更早的还有 2 次" in said
    assert said.splitlines()[1].startswith("【12】")


async def test_others_see_nothing_of_mine(week: Scene) -> None:
    await week.put(2, "王阿姨")
    async with write() as session:
        grandma = Member(
            community_id=week.community, name="王奶奶", name_key="王奶奶", joined_at=(await week.row(2)).published_at
        )
        grandma.proxy_id = week.people["王阿姨"]
        session.add(grandma)
        await session.flush()
        queued = (await session.scalars(select(SignUp.queued_at))).first()
        assert queued is not None
        session.add(
            SignUp(
                activity_id=(await week.row(2)).id,
                member_id=grandma.id,
                state=SignUpState.JOINED,
                queued_at=queued + timedelta(minutes=1),
            )
        )
    assert "王奶奶 第 2 位" in (await week.wire.say("王阿姨", "我的活动"))[0]
    assert "没有报名" in (await week.wire.say("小李", "我的活动"))[0]
