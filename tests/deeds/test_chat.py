"""随手助, 随手派: sentence by sentence, said by those who help and by those who check."""

import pytest
from sqlalchemy import func, select, text

from plugins.deeds.models import DeedState, GoodDeed
from plugins.kernel import ticks
from plugins.kernel.db import read
from plugins.points.models import Book, LedgerEntry
from tests.conftest import set_clock
from tests.test_manual import PHOTO
from tests.wire import QQ, WeChat, forget_everything

Wire = QQ | WeChat
HELP = "随手助 帮5栋李奶奶搬米"
LEAFLETS = "随手派 防诈骗传单 60份 3栋"


async def rows() -> list[GoodDeed]:
    async with read() as session:
        return list(await session.scalars(select(GoodDeed).order_by(GoodDeed.id)))


async def booked() -> dict[str, int]:
    async with read() as session:
        query = select(LedgerEntry.book, func.sum(LedgerEntry.amount)).group_by(LedgerEntry.book)
        return {book: int(amount) for book, amount in (await session.execute(query)).all()}


async def test_declared_checked_and_booked(street: Wire) -> None:
    [said] = await street.say("王阿姨", HELP)
    for fact in ("助1", "第 1 次", "1 分", "30 分钟", "社工", "撤销"):
        assert fact in said
    assert "李奶奶" not in said
    assert "5栋" not in said
    [said] = await street.say("赵叔", [("text", LEAFLETS), ("image", PHOTO)])
    assert "派2" in said
    assert "60 份" in said
    assert "照片 1 张" in said
    assert await booked() == {}

    [told] = await street.say("社工小周", "待核", group=None)
    for fact in ("2 条", "助1", "王阿姨", "李奶奶", "派2", "赵叔", "照片 1 张", "通过 1"):
        assert fact in told
    [told] = await street.say("社工小周", "通过 1 2", group=None)
    assert "通过 2 条" in told
    assert "撤销" in told
    assert await booked() == {Book.POINTS: 2, Book.HOURS: 60}
    await street.settle()
    [letter] = street.said_to("王阿姨")
    assert "助1" in letter
    assert "1 分" in letter
    assert "李奶奶" not in "".join(street.said_in())


async def test_nobody_who_was_helped_stands_plain_in_the_tables_or_in_the_books(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    await street.say("社工小周", "通过 1", group=None)
    [said] = await street.say("王阿姨", "明细", group=None)
    assert "随手助 助1" in said
    assert "李奶奶" not in said
    async with read() as session:
        stored = await session.scalar(text("SELECT words FROM good_deed"))
    assert stored
    assert "李奶奶" not in stored
    assert [row.words for row in await rows()] == ["帮5栋李奶奶搬米"]


async def test_a_day_is_full(street: Wire) -> None:
    for number in (1, 2, 3):
        [said] = await street.say("王阿姨", f"随手助 第{number}件")
        assert f"第 {number} 次" in said
    [said] = await street.say("王阿姨", "随手助 第4件")
    assert "3 次" in said
    assert "明天" in said
    assert "派4" in (await street.say("王阿姨", LEAFLETS))[0]
    assert "助5" in (await street.say("赵叔", HELP))[0]
    set_clock("2026-11-23 00:01")
    assert "第 1 次" in (await street.say("王阿姨", HELP))[0]
    await street.say("社工小周", "设置 随手助每天最多 1")
    assert "1 次" in (await street.say("王阿姨", HELP))[0]


async def test_what_was_refused_or_taken_back_leaves_room(street: Wire) -> None:
    await street.say("社工小周", "设置 随手助每天最多 1")
    await street.say("王阿姨", HELP)
    assert "收回" in (await street.say("王阿姨", "撤销"))[0]
    await street.say("王阿姨", HELP)
    await street.say("社工小周", "不通过 2 写错了", group=None)
    assert "助3" in (await street.say("王阿姨", HELP))[0]
    assert [row.state for row in await rows()] == [DeedState.WITHDRAWN, DeedState.REFUSED, DeedState.OPEN]


async def test_refused_with_a_reason(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    assert "原因" in (await street.say("社工小周", "不通过 1", group=None))[0]
    assert (await rows())[0].state == DeedState.OPEN
    assert "不算" in (await street.say("社工小周", "不通过 1 和昨天的重复了", group=None))[0]
    await street.settle()
    assert "和昨天的重复了" in street.said_to("王阿姨")[-1]
    assert await booked() == {}
    assert "没算上（和昨天的重复了）" in (await street.say("王阿姨", "我的随手助", group=None))[0]


async def test_nobody_checks_himself(street: Wire) -> None:
    await street.say("社工小周", HELP)
    await street.say("王阿姨", HELP)
    assert "您自己的" in (await street.say("社工小周", "通过 1", group=None))[0]
    [said] = await street.say("社工小周", "通过 全部", group=None)
    assert "通过 1 条（助2 王阿姨）" in said
    assert "1 是您自己的" in said
    assert "通过 1 条" in (await street.say("刘大姐", "通过 1", group=None))[0]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("通过 9", "没有 9 号"),
        ("通过", "编号"),
        ("通过 全部", "没有等核对"),
        ("不通过 9 没有的事", "没有 9 号"),
        ("不通过 王阿姨 重复", "编号"),
        ("待核 9", "没有 9 号"),
        ("待核", "没有等核对"),
        ("通过 999999", "没有 999999 号"),
    ],
)
async def test_numbers_that_are_none(street: Wire, line: str, told: str) -> None:
    assert told in (await street.say("社工小周", line, group=None))[0]


@pytest.mark.parametrize(
    "line", ["随手助", "随手助 ！！！", "随手派 防诈骗传单 0份", "随手派 传单 999999份", "随手助 " + "很" * 301]
)
async def test_bad_input_writes_nothing(street: Wire, line: str) -> None:
    [said] = await street.say("王阿姨", line, group=None)
    assert len(said) < 80
    assert await rows() == []


@pytest.mark.parametrize(
    "line", ["随手助人为乐是美德", "随手派了几张传单出去", "通过率挺高的", "通过了通过了", "待核酸结果出来", "不通过就算了吧"]
)
async def test_chatter_in_the_group(street: Wire, line: str) -> None:
    assert await street.say("社工小周", line) == []
    assert await rows() == []


async def test_decided_twice_and_the_same_message_twice(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    assert await street.again() == []
    assert len(await rows()) == 1
    await street.say("社工小周", "通过 1", group=None)
    assert "已经核对过" in (await street.say("刘大姐", "通过 1", group=None))[0]
    assert "收不回" in (await street.say("王阿姨", "撤销"))[0]
    assert await booked() == {Book.POINTS: 1, Book.HOURS: 30}


async def test_the_decision_taken_back(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    await street.say("赵叔", LEAFLETS)
    await street.say("社工小周", "通过 1 2", group=None)
    forget_everything()
    said = (await street.say("社工小周", "撤销", group=None))[0]
    assert "助1、派2 改回等核对" in said
    assert await booked() == {Book.POINTS: 0, Book.HOURS: 0}
    assert {row.state for row in await rows()} == {DeedState.OPEN}
    await street.settle()
    assert "再核对一次" in street.said_to("王阿姨")[-1]
    await street.say("刘大姐", "通过 全部", group=None)
    assert await booked() == {Book.POINTS: 2, Book.HOURS: 60}


async def test_in_a_group_only_the_number_is_said(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    [said] = await street.say("社工小周", "待核")
    assert "1 条" in said
    assert "李奶奶" not in said


async def test_staff_is_asked_in_the_evening_once(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    for wall in ("2026-11-22 17:59", "2026-11-22 18:00", "2026-11-22 18:05", "2026-11-23 18:01", "2026-11-24 18:01"):
        set_clock(wall)
        forget_everything()
        await ticks.run_all()
        await street.settle()
    assert [each.count("待核") for each in street.said_to("社工小周")] == [1]
    set_clock("2026-11-25 18:00")
    await ticks.run_all()
    await street.settle()
    assert len(street.said_to("社工小周")) == 2


async def test_another_community_sees_nothing_of_it(street: Wire) -> None:
    await street.say("王阿姨", HELP)
    await street.say("管理员", "开通 银湖社区", group="70002")
    await street.say("管理员", [("text", "任命 "), ("at", "小李"), ("text", " 社工")], group="70002")
    assert "没有 1 号" in (await street.say("小李", "通过 1", group="70002"))[0]
    assert "没有等核对" in (await street.say("小李", "待核", group="70002"))[0]
