"""Whoever says more in a minute than anybody types hears one kind sentence, then nothing, then the bot again; nobody else notices."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from plugins.activity.models import SignUp
from plugins.inbox import patience, texts
from plugins.inbox.models import Receipt
from plugins.inbox.patience import Verdict, weigh
from plugins.kernel import clock, db, ticks
from plugins.kernel.address import Address
from plugins.outbox import delivery
from plugins.outbox.service import Letter, post
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

MOST = 12
JOIN = "报名 11月28日巡湖"
Wire = QQ | WeChat


@pytest.fixture(autouse=True)
def limit() -> Iterator[None]:
    patience.set_most(MOST)
    yield
    patience.set_most(0)


@pytest.fixture
async def town(wire: Wire) -> Wire:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.settle()
    wire.sent.clear()
    return wire


def wait(seconds: float) -> None:
    clock.set_shift(clock.shift() + timedelta(seconds=seconds))


@pytest.mark.parametrize("group", ["70001", None], ids=["in the group", "in private"])
async def test_one_sentence_then_silence_then_as_before(town: Wire, group: str | None) -> None:
    heard = [await town.say("王阿姨", f"活动 {number + 1}", group=group) for number in range(MOST + 20)]
    assert all(len(each) == 1 and each[0] != texts.too_fast() for each in heard[:MOST])
    assert heard[MOST] == [texts.too_fast()]
    assert heard[MOST + 1 :] == [[]] * 19
    wait(30)
    assert "巡湖" in (await town.say("王阿姨", "活动", group=group))[0]


async def test_what_was_not_done_is_not_done_and_can_be_said_again(town: Wire) -> None:
    for _ in range(MOST):
        await town.say("王阿姨", "活动")
    assert await town.say("王阿姨", JOIN) == [texts.too_fast()]
    assert await town.say("王阿姨", JOIN) == []
    async with db.read() as session:
        assert await session.scalar(select(func.count(SignUp.id))) == 0
    wait(30)
    assert "第 1 位" in (await town.say("王阿姨", JOIN))[0]


async def test_chatter_and_second_copies_are_not_counted(town: Wire) -> None:
    for _ in range(3 * MOST):
        assert await town.say("王阿姨", "今天天气真好") == []
    assert await town.say("王阿姨", JOIN)
    for _ in range(3 * MOST):
        assert await town.again() == []
    answers = [await town.say("王阿姨", "活动") for _ in range(MOST)]
    assert [texts.too_fast()] not in answers[:-1]
    assert answers[-1] == [texts.too_fast()]


async def test_somebody_who_types_fast_is_not_stopped(town: Wire) -> None:
    for number in range(4 * MOST):
        assert await town.say("王阿姨", f"活动 {number + 1}") != [texts.too_fast()]
        wait(60 / MOST)


async def test_one_who_floods_delays_nobody(town: Wire) -> None:
    async with db.write() as session:
        chat = Address(town.platform, town.bot.self_id, "group", town.chat_key("group:70001").removeprefix("group:"))
        await post(session, Letter(key="k", to=chat, text="明早巡湖", disturb=True))
    flood = [asyncio.create_task(town.say("王阿姨", f"活动 {number}")) for number in range(300)]
    await asyncio.sleep(0)
    await asyncio.gather(town.say("赵叔", JOIN), ticks.run_all())
    said = [each.text for each in town.sent]
    assert "明早巡湖" in said
    place = next(at for at, each in enumerate(said) if "第 1 位" in each)
    assert place <= 4, f"{place} answers to the one who floods came first"
    await asyncio.gather(*flood)
    answers = [each.text for each in town.sent if each.text not in ("明早巡湖", said[place])]
    assert len(answers) == MOST + 1
    assert answers.count(texts.too_fast()) == 1


async def test_a_crowd_of_strangers_at_once_is_answered_and_the_reminder_is_not_late(town: Wire) -> None:
    """A popular activity looks the same as many who mean no good: everybody is answered, each in his own line."""
    async with db.write() as session:
        await post(
            session, Letter(key="k", to=Address(town.platform, town.bot.self_id, "person", "5"), text="明早巡湖", disturb=True)
        )
    crowd = [asyncio.create_task(says(town, str(50_000 + number))) for number in range(15)]
    await asyncio.sleep(0)
    await delivery.deliver()  # as the courier does when the bell rings
    assert [len(each) for each in await asyncio.gather(*crowd)] == [6] * 15
    said = [each.text for each in town.sent]
    assert said.index("明早巡湖") < len(said) * 2 / 3, "the reminder waited for all of them"


async def says(town: Wire, who: str) -> list[str]:
    """What one of them is told, one answer to each."""
    return [answer for said in (JOIN, "活动", "撤销") * 2 for answer in await town.say(who, said, group=None)]


async def test_two_platforms_and_two_people_are_two(town: Wire) -> None:
    assert [weigh("qq:1") for _ in range(MOST + 2)] == [Verdict.HEAR] * MOST + [Verdict.TELL, Verdict.SILENCE]
    assert weigh("wechat:1") is Verdict.HEAR
    assert weigh("qq:11") is Verdict.HEAR


async def test_whoever_goes_on_flooding_goes_on_being_ignored(house: db.Database) -> None:
    for _ in range(MOST + 1):
        weigh("qq:1")
    for _ in range(600):
        wait(1)
        assert weigh("qq:1") is Verdict.SILENCE
    for heard in (Verdict.SILENCE, Verdict.HEAR):
        wait(15)  # somebody who only tries again now and then gets through
        assert weigh("qq:1") is heard


async def test_a_clock_that_is_put_back_and_a_memory_that_has_an_end(house: db.Database) -> None:
    weigh("qq:1")
    set_clock("2026-11-20 12:00")
    assert weigh("qq:1") is Verdict.HEAR
    for number in range(patience.MOST_REMEMBERED + 50):
        weigh(f"qq:{number}")
    assert len(patience._people) == patience.MOST_REMEMBERED


async def test_without_a_limit_everything_is_heard(town: Wire) -> None:
    patience.set_most(0)
    assert {weigh("qq:1") for _ in range(500)} == {Verdict.HEAR}
    async with db.read() as session:
        assert await session.scalar(select(func.count(Receipt.id)))
