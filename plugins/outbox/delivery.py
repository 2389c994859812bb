"""Delivery: claim a row, send it outside any transaction, mark what became of it.

At most one drain runs in a process; of several processes each sends what its own accounts have to say (``claiming.py``).
"""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from nonebot.log import logger
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, logbook, meters, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, write

from . import claiming, enclosures, gateway, painting, pictures, spoken
from .claiming import LEASE, MOST_ATTEMPTS
from .models import OutgoingMessage, Route, State
from .pacing import Pace

AGAIN = timedelta(minutes=2)
STUBBORN = 600  # tries, a second apart, to note what was said

pace = Pace()
_draining = asyncio.Lock()
closing = asyncio.Event()


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    query = select(func.min(OutgoingMessage.due_at)).where(
        OutgoingMessage.state == State.QUEUED, OutgoingMessage.due_at > after
    )
    return await session.scalar(query)


@ticks.tick("deliver", next_due=_next_due, order=ticks.LAST, everywhere=True)
async def deliver() -> None:
    """Send everything that is due and can be sent now; returns when nothing more can."""
    async with _draining:
        await spoken.write_down()
        await _tidy()
        while not closing.is_set() and (row := await _next_ready()):
            await _send(row)


async def _tidy() -> None:
    async with read() as session:
        if not await claiming.any_left_over(session):
            return
    async with write() as session:
        await claiming.tidy(session)


async def _next_ready() -> OutgoingMessage | None:
    """Claim the oldest row whose chat may be spoken to now; waits while every such chat has to cool down."""
    while accounts := gateway.accounts():
        async with read() as session:
            query = select(OutgoingMessage.id, OutgoingMessage.to, OutgoingMessage.account)
            query = query.where(claiming.sendable(clock.now(), accounts))
            rows = (await session.execute(query.order_by(OutgoingMessage.due_at, OutgoingMessage.id).limit(50))).all()
        if not rows:
            return None
        waits = [(pace.wait_for(row.to, row.account), row.id) for row in rows]
        ready = [number for wait, number in waits if wait <= 0]
        if not ready:
            await pause(min(wait for wait, _ in waits))
        elif row := await _claim(ready):
            return row
    return None


async def pause(seconds: float) -> None:
    """Let a chat cool down; shorter when the house closes."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(closing.wait(), seconds)


async def _claim(numbers: Sequence[int]) -> OutgoingMessage | None:
    async with write() as session:
        return await claiming.take(session, numbers, gateway.accounts())


async def _send(row: OutgoingMessage) -> None:
    with logbook.about(row.reference):
        renewing = asyncio.create_task(_renew(row))
        try:
            await _send_one(row)
        finally:
            renewing.cancel()


async def _renew(row: OutgoingMessage) -> None:
    """A long letter in many parts, or a large file, may take longer than a claim lasts."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 4)
        try:
            async with write() as session:
                await claiming.renew(session, row)
        except Exception as error:  # the next renewal may succeed; if none does, the letter is taken over
            logger.warning(f"outgoing {row.id}: claim not renewed: {type(error).__name__}")


async def _send_one(row: OutgoingMessage) -> None:
    if row.recalls and await _taken_back(row):
        async with write() as session:
            await claiming.said(session, row, None)
        return
    to, content, temp = await _letter(row)
    pace.note(row.to, row.account)
    try:
        message_id = await gateway.speak(to, content, temp_group=temp)
    except gateway.NotConnected:
        meters.LETTERS.labels("not connected").inc()
        await _mark(row, state=State.QUEUED, attempts=row.attempts - 1)
    except gateway.Rejected as error:
        await _not_sent(row, State.FAILED, str(error))
    except gateway.Uncertain as error:
        await _not_sent(row, State.UNKNOWN, str(error))
    else:
        await _sent(row, to, message_id)


async def _sent(row: OutgoingMessage, to: Address, message_id: str | None) -> None:
    """It is said, and can be quoted from now on, even if the program dies the next moment."""
    logger.info(f"outgoing {row.id} sent by {row.route}")
    meters.LETTERS.labels(State.SENT.value).inc()
    if message_id and row.about:
        spoken.remember(str(to), message_id, row.about, written=True)
    for left in reversed(range(STUBBORN)):
        try:
            await _note(row, to, message_id)
        except Exception as error:  # what is not noted would be said again, so a database that is away is waited for
            logger.warning(f"outgoing {row.id}: sent, not noted yet: {type(error).__name__}")
            if closing.is_set() or not left:
                raise
            await pause(1.0)
        else:
            return


async def _note(row: OutgoingMessage, to: Address, message_id: str | None) -> None:
    async with write() as session:
        if message_id and row.about:
            await spoken.write(session, str(to), message_id, row.about)
        await claiming.said(session, row, message_id)


async def _taken_back(row: OutgoingMessage) -> bool:
    """Whether nothing of the earlier letter is left to be seen: it never left, or the platform has taken it back."""
    async with read() as session:
        query = select(OutgoingMessage.state, OutgoingMessage.message_id).where(OutgoingMessage.key == row.recalls)
        earlier = (await session.execute(query)).first()
    if earlier is None or earlier.state in (State.FAILED, State.EXPIRED):
        return True
    if not earlier.message_id:
        return False
    try:
        await gateway.take_back(Address.parse(row.to), earlier.message_id)
    except (gateway.NotConnected, gateway.Rejected, gateway.Uncertain) as error:
        logger.info(f"outgoing {row.id}: not taken back: {type(error).__name__}")
        return False
    return True


async def _letter(row: OutgoingMessage) -> tuple[Address, gateway.Content, str | None]:
    to = Address.parse(row.to)
    group = Address.parse(row.via_group) if row.via_group else None
    if row.route == Route.GROUP and group:
        return group, gateway.Content(row.discreet or "", mentions=(to.ident,), only_with_mention=True), None
    image = await painting.paint(row.card["template"], row.card["data"]) if row.card else None
    said = row.text if row.sealed is None else row.sealed
    photos, enclosed = await pictures.read(row.pictures or ()), await enclosures.make(row.enclosure)
    file, instead = ((enclosed.name, enclosed.data), enclosed.instead) if enclosed else (None, "")
    content = gateway.Content(said, mentions=row.mentions, image=image, photos=photos, file=file, without_file=instead)
    return to, content, group.ident if row.route == Route.TEMP and group else None


async def _not_sent(row: OutgoingMessage, verdict: State, error: str) -> None:
    """Another route for a person; another try for a group; then the verdict stands."""
    logger.warning(f"outgoing {row.id} {verdict} by {row.route}: {error}")
    meters.LETTERS.labels(verdict.value).inc()
    further = _further_route(row)
    if further:
        await _mark(row, state=State.QUEUED, route=further, attempts=0, error=error)
    elif row.attempts < MOST_ATTEMPTS[verdict]:
        await _mark(row, state=State.QUEUED, due_at=clock.now() + AGAIN * 2**row.attempts, error=error)
    else:
        await _mark(row, state=verdict, error=error)


def _further_route(row: OutgoingMessage) -> Route | None:
    if not row.via_group:
        return None
    if row.route == Route.DIRECT and row.to.startswith("qq:"):
        return Route.TEMP
    return Route.GROUP if row.route != Route.GROUP and row.discreet else None


async def _mark(row: OutgoingMessage, **values: object) -> None:
    if "error" in values:
        values["error"] = str(values["error"])[:300]
    async with write() as session:
        await claiming.mark(session, row, **values)
