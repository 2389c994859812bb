"""预约: what is said by those who want a slot, by those who ask for others, and by whoever runs the service."""

import pytest
from sqlalchemy import func, select

from plugins.activity.models import SignUp
from plugins.booking.models import Booking, BookingPlan, BookingState
from plugins.kernel import ticks
from plugins.kernel.db import read
from plugins.people.members import name_key
from plugins.people.models import Member
from plugins.points.models import LedgerEntry
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import forget_everything


async def slots() -> dict[str, int | None]:
    """Who has which slot, ``None`` for who waits."""
    async with read() as session:
        query = select(Member.name, Booking.slot).join(Booking, Booking.member_id == Member.id)
        rows = await session.execute(query.where(Booking.state != BookingState.CANCELLED).order_by(Booking.id))
        return dict(rows.all())


async def fill(scene: Scene, but: int = 0) -> None:
    for number in range(8 - but):
        assert "约好了" in (await scene.wire.say("小李", f"代 老人{'甲乙丙丁戊己庚辛'[number]} 预约 1"))[0]


@pytest.mark.parametrize(
    "line", ["预约 理发 28日", "预约 理发", "预约理发", "预约 1", "预约 老人理发 11月28日", "預約 理髮 28日"]
)
async def test_the_earliest_slot(barber: Scene, line: str) -> None:
    [said] = await barber.wire.say("王阿姨", line)
    for fact in ("王阿姨 约好了", "【1】老人理发", "11月28日 周六 9:00", "社区活动室", "9:15", "改约", "撤销"):
        assert fact in said
    assert await slots() == {"王阿姨": 0}
    [again] = await barber.wire.say("王阿姨", line)
    assert "已经约在 11月28日 周六 9:00" in again
    assert await slots() == {"王阿姨": 0}


@pytest.mark.parametrize("line", ["预约 理发 28日 9:30", "预约 1 9:30", "预约 理发 9点半", "预约 理发 28号上午9点半"])
async def test_the_slot_that_was_asked_for(barber: Scene, line: str) -> None:
    assert "9:30" in (await barber.wire.say("王阿姨", line))[0]
    assert await slots() == {"王阿姨": 2}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("预约 理发 28日 8:00", "不在服务时间"),
        ("预约 理发 28日 10:00", "不在服务时间"),
        ("预约 理发 29日", "没找到"),
        ("预约 修脚", "没找到"),
        ("预约 9", "没找到"),
        ("预约 理发 2月30日", "没有"),
        ("改约 9:30", "没有预约"),
        ("取消预约", "没有预约"),
    ],
)
async def test_what_cannot_be(barber: Scene, line: str, told: str) -> None:
    [said] = await barber.wire.say("王阿姨", line, group=None)
    assert told in said
    assert await slots() == {}


async def test_bare_word_shows_what_there_is(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    [said] = await barber.wire.say("小李", "预约")
    assert "还能约 7 位" in said
    assert "【1】老人理发" in said


async def test_two_chairs_then_the_next_slot(barber: Scene) -> None:
    for who, time in (("王阿姨", "9:00"), ("赵叔", "9:00"), ("小李", "9:15")):
        assert f"周六 {time}" in (await barber.wire.say(who, "预约 1"))[0]
    [said] = await barber.wire.say("刘大姐", "预约 1 9:00")
    assert "9:00 约不上了" in said
    assert "9:15" in said
    assert "刘大姐" not in await slots()


async def test_on_behalf_by_telephone(barber: Scene) -> None:
    [said] = await barber.wire.say("社工小周", "代 王奶奶 电话预约 理发 28日")
    assert "王奶奶 约好了" in said
    assert "9:00" in said
    await barber.wire.say("小李", "帮 李爷爷 预约 理发 28日 9:45")
    assert await slots() == {"王奶奶": 0, "李爷爷": 3}
    assert "王奶奶 改约到 11月28日 周六 9:15" in (await barber.wire.say("社工小周", "代 王奶奶 改约 9:15"))[0]
    assert "王奶奶 不约了" in (await barber.wire.say("社工小周", "代 王奶奶 取消预约"))[0]
    assert await slots() == {"李爷爷": 3}


async def test_only_his_people_change_a_booking(barber: Scene) -> None:
    await barber.wire.say("社工小周", "代 王奶奶 电话预约 理发 28日")
    assert "请本人" in (await barber.wire.say("小李", "代 王奶奶 取消预约"))[0]
    assert "改约到" in (await barber.wire.say("队长老陈", "代 王奶奶 改约 9:45"))[0]
    assert await slots() == {"王奶奶": 3}


async def test_full_then_the_waitlist_in_order(barber: Scene) -> None:
    await fill(barber)
    assert "候补第 1 位" in (await barber.wire.say("王阿姨", "预约 1"))[0]
    assert "候补第 2 位" in (await barber.wire.say("赵叔", "预约 1"))[0]
    assert "候补第 1 位" in (await barber.wire.say("王阿姨", "预约 1"))[0]
    barber.wire.sent.clear()
    [said] = await barber.wire.say("小李", "代 老人丙 取消预约")
    assert "候补的 王阿姨 约上了" in said
    await barber.wire.settle()
    [letter] = barber.wire.said_to("王阿姨")
    assert "轮到了" in letter
    assert "9:15" in letter
    assert (await slots())["王阿姨"] == 1
    assert (await slots())["赵叔"] is None
    assert "收不回" in (await barber.wire.say("小李", "撤销"))[0]


async def test_change_give_up_and_take_back(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    assert "9:45" in (await barber.wire.say("王阿姨", "改约 9:45"))[0]
    assert "本来就约在" in (await barber.wire.say("王阿姨", "改约 9:45"))[0]
    assert "还是 11月28日 周六 9:00" in (await barber.wire.say("王阿姨", "撤销"))[0]
    assert "不约了" in (await barber.wire.say("王阿姨", "取消预约"))[0]
    assert await slots() == {}
    forget_everything()
    assert "还是 11月28日 周六 9:00" in (await barber.wire.say("王阿姨", "撤销"))[0]
    assert await slots() == {"王阿姨": 0}
    assert "几点" in (await barber.wire.say("王阿姨", "改约", group=None))[0]


async def test_walk_ins_by_whoever_runs_it(barber: Scene) -> None:
    set_clock("2026-11-28 09:05")
    assert "请负责这次服务" in (await barber.wire.say("小李", "代 王奶奶 到访预约 1"))[0]
    assert "9:00" in (await barber.wire.say("队长老陈", "代 王奶奶 到访预约 1"))[0]
    assert "9:15" in (await barber.wire.say("小李", "代 李爷爷 预约 1"))[0]
    set_clock("2026-11-28 10:01")
    assert "没有能预约" in (await barber.wire.say("队长老陈", "代 孙奶奶 到访预约 1"))[0]


async def test_several_of_ones_own_are_asked_about(barber: Scene) -> None:
    await barber.wire.say("小李", "代 王奶奶 预约 1")
    await barber.wire.say("小李", "代 李爷爷 预约 1")
    [said] = await barber.wire.say("小李", "取消预约", group=None)
    assert "1. " in said
    assert "2. " in said
    assert "李爷爷 不约了" in (await barber.wire.say("小李", "2", group=None))[0]
    [said] = await barber.wire.say("小李", "我的预约", group=None)
    assert "王奶奶" in said
    assert "李爷爷" not in said


async def test_the_sheet(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1 9:30")
    await barber.wire.say("社工小周", "代 王奶奶 电话预约 1")
    assert "私聊" in (await barber.wire.say("队长老陈", "预约表 1"))[0]
    [said] = await barber.wire.say("队长老陈", "预约表 1", group=None)
    assert "9:00 王奶奶（电话）" in said
    assert "9:30 王阿姨" in said
    await barber.wire.say("队长老陈", "预约表 1 A4", group=None)
    [(_, name, pdf)] = barber.wire.files
    assert name == "预约表-1-A4.pdf"
    assert pdf.startswith(b"%PDF")
    assert "王阿姨" not in (await barber.wire.say("小李", "预约表 1", group=None))[0]


async def test_reminded_the_evening_before_once(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1 9:30")
    await barber.wire.say("小李", "代 王奶奶 预约 1")
    for wall in ("2026-11-27 18:59", "2026-11-27 19:00", "2026-11-27 19:30"):
        set_clock(wall)
        forget_everything()
        await ticks.run_all()
        await barber.wire.settle()
    assert [each for each in barber.wire.said_to("王阿姨") if "明天 9:30" in each] == barber.wire.said_to("王阿姨")
    assert len(barber.wire.said_to("王阿姨")) == 1
    assert len([each for each in barber.wire.said_to("小李") if "王奶奶 明天 9:00" in each]) == 1


async def test_called_off_and_on_again_and_moved(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1 9:45")

    async def told() -> str:
        barber.wire.sent.clear()
        await ticks.run_all()
        await ticks.run_all()
        await barber.wire.settle()
        return "".join(barber.wire.said_to("王阿姨"))

    await barber.wire.say("队长老陈", "取消活动 1 师傅病了")
    assert "取消了（师傅病了）" in await told()
    await barber.wire.say("队长老陈", "撤销")
    assert "照常：11月28日 周六 9:45" in await told()
    await barber.wire.say("队长老陈", "改期 1 29日14:00-15:00")
    assert "现在是 11月29日 周日 14:45" in await told()
    await barber.wire.say("队长老陈", "改期 1 29日14:00-14:30")
    assert "轮到了：【1】老人理发，11月29日 周日 14:00" in await told()
    assert await slots() == {"王阿姨": 0}
    assert await told() == ""


async def test_who_is_served_earns_nothing(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    await barber.wire.say("小李", "报名 1")
    set_clock("2026-11-28 10:30")
    await barber.wire.say("队长老陈", "考勤 1 都到了")
    async with read() as session:
        earned = set(await session.scalars(select(LedgerEntry.member_id)))
        assert await session.scalar(select(func.count()).select_from(SignUp)) == 1
        served = await session.scalar(select(Member.id).where(Member.name_key == name_key("王阿姨")))
    assert served not in earned
    assert len(earned) == 1


async def test_opening_changing_and_ending(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1 9:15")
    assert "挤掉人" in (await barber.wire.say("队长老陈", "开放预约 1 30分钟 2个位子"))[0]
    assert "共 12 位" in (await barber.wire.say("队长老陈", "开放预约 1 15分钟 3个位子"))[0]
    for line in ("开放预约 1 1分钟", "开放预约 1 15分钟 99个位子", "开放预约 1 很快"):
        assert "分钟一段" in (await barber.wire.say("队长老陈", line))[0]
    assert "已约的 1 位照旧" in (await barber.wire.say("队长老陈", "停止预约 1"))[0]
    assert "不用预约" in (await barber.wire.say("小李", "预约 1", group=None))[0] or "没有能预约" in barber.wire.sent[-1].text
    assert "改回" in (await barber.wire.say("队长老陈", "撤销"))[0]
    assert "约好了" in (await barber.wire.say("小李", "预约 1"))[0]


async def test_a_series_is_bookable_each_time(scene: Scene) -> None:
    """What is opened for one occurrence holds for every later one."""
    await scene.wire.say("队长老陈", "发布 老人理发 11月28日 9:00-10:00 社区活动室")
    await scene.wire.say("队长老陈", "开放预约 1")
    assert "改回" in (await scene.wire.say("队长老陈", "撤销"))[0]
    async with read() as session:
        assert await session.scalar(select(func.count()).select_from(BookingPlan)) == 0
    assert "没有能预约" in (await scene.wire.say("王阿姨", "预约"))[0]
    await scene.wire.say("队长老陈", "撤销")


@pytest.mark.parametrize("line", ["预约挂号真难", "预约了体检没去", "预约表在哪填", "改约下次吧", "取消预约多麻烦啊"])
async def test_chatter_is_left_alone(barber: Scene, line: str) -> None:
    assert await barber.wire.say("王阿姨", line) == []


async def test_next_door_sees_nothing(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    [said] = await barber.wire.say("小雨", "预约 1", group="70009")
    assert "没有能预约" in said


async def test_full_is_no_reason_to_lose_what_one_has(barber: Scene) -> None:
    await barber.wire.say("王阿姨", "预约 1")
    await fill(barber, but=1)
    [said] = await barber.wire.say("王阿姨", "改约 1 9:15")
    assert "您还是 11月28日 周六 9:00" in said
    assert "候补" not in said
    assert (await slots())["王阿姨"] == 0


async def test_who_booked_for_another_names_him(barber: Scene) -> None:
    await barber.wire.say("小李", "代 王奶奶 电话预约 理发 28日 9:30 13800138000")
    await barber.wire.say("小李", "代 张大爷 预约 理发")
    assert "王奶奶" in (await barber.wire.say("小李", "改约 王奶奶 9:15"))[0]
    [said] = await barber.wire.say("小李", "取消预约 张大爷")
    assert "张大爷 不约了" in said
    assert list(await slots()) == ["王奶奶"]


@pytest.mark.parametrize("words", ["取消预约 张大爷", "改约 王奶奶 9:15", "取消预约 隔壁老王吗", "预约 王奶奶的电话是多少"])
async def test_of_somebody_else_s_it_is_talk(barber: Scene, words: str) -> None:
    await barber.wire.say("小李", "代 王奶奶 预约 理发")
    assert await barber.wire.say("赵叔", words) == []


@pytest.mark.parametrize("words", ["我想约个理发", "帮我约个理发", "约一下理发"])
async def test_a_plain_sentence_in_private(barber: Scene, words: str) -> None:
    [said] = await barber.wire.say("小雨", words, group=None)
    assert "小雨 约好了：【1】老人理发" in said
    assert await barber.wire.say("赵叔", words) == []
