"""Letters and quotes are forgotten thirty days after their end."""

from sqlalchemy import func, select

from plugins.kernel import clock, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, write
from plugins.outbox import spoken
from plugins.outbox.models import OutgoingMessage, SpokenMessage, State
from plugins.outbox.service import Letter, post
from tests.conftest import set_clock
from tests.wire import QQ

GROUP = Address("qq", "80001", "group", "70001")


async def counts() -> tuple[int, int]:
    async with read() as session:
        letters = await session.scalar(select(func.count(OutgoingMessage.id)))
        quotes = await session.scalar(select(func.count(SpokenMessage.id)))
    return letters or 0, quotes or 0


async def test_what_is_done_is_forgotten_after_thirty_days_and_not_before(qq: QQ) -> None:
    async with write() as session:
        await post(session, Letter("one", GROUP, "通知", about="activity:1", expires_at=clock.now()))
    await qq.settle()
    async with write() as session:
        await post(session, Letter("two", GROUP, "通知", about="activity:1"))
    await qq.settle()
    await spoken.write_down()
    assert await counts() == (2, 1)
    set_clock("2026-12-22 11:00")
    await ticks.run_all()
    assert await counts() == (2, 1)
    set_clock("2026-12-23 12:00")
    await ticks.run_all()
    assert await counts() == (0, 0)


async def test_what_still_waits_is_kept(qq: QQ) -> None:
    qq.leave()
    async with write() as session:
        await post(
            session,
            Letter(
                "far",
                GROUP,
                "通知",
                due_at=clock.now(),
                expires_at=clock.at_local(clock.local().replace(year=2027, tzinfo=None)),
            ),
        )
    set_clock("2027-02-01 12:00")
    await ticks.run_all()
    async with read() as session:
        assert await session.scalar(select(OutgoingMessage.state)) == State.QUEUED
