"""A clock that was ahead and has been set right: what was begun by it waits for nobody's tomorrow."""

from datetime import timedelta

from plugins.kernel import clock, db, lease
from plugins.outbox import claiming, delivery
from plugins.outbox.service import Letter
from tests.outbox.letters import group, put, rows, states
from tests.wire import QQ

DAY = timedelta(days=1)


def set_back() -> None:
    """The clock was a day ahead, and is right again."""
    clock.set_shift(clock.shift() - DAY)


async def test_a_letter_posted_by_a_clock_that_was_ahead_leaves_at_once(qq: QQ) -> None:
    await put(Letter("a", group(qq), "今晚七点"))
    set_back()
    await delivery.deliver()
    assert await states() == ["sent"]


async def test_a_letter_for_later_waits_for_its_hour(qq: QQ) -> None:
    await put(Letter("a", group(qq), "明早七点", due_at=clock.now() + DAY))
    await delivery.deliver()
    assert await states() == ["queued"]


async def test_a_claim_of_who_died_while_the_clock_was_ahead_is_taken_over(qq: QQ) -> None:
    await put(Letter("a", group(qq), "今晚七点"))
    async with db.write() as session:
        await claiming.take(session, [each.id for each in await rows()], {f"qq:{qq.bot.self_id}"})
    set_back()
    lease.forget_all()
    await delivery.deliver()
    [row] = await rows()
    assert (row.state, row.attempts) == ("sent", 2)


async def test_a_lease_taken_by_a_clock_that_was_ahead_is_free(house: db.Database) -> None:
    assert await lease.take("ticks", timedelta(minutes=1))
    set_back()
    lease.forget_all()
    assert await lease.take("ticks", timedelta(minutes=1))
