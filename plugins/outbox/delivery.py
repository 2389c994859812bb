"""Delivery: claim a row, send it outside any transaction, mark what became of it.

At most one drain runs in a process. A row left ``sending`` by a process that died may have gone out: like every ambiguous
failure it is tried once more and then parked as ``unknown`` (the platforms know no idempotency key; there is no third way).
"""

import asyncio
import contextlib
from datetime import datetime, timedelta

import nonebot
from nonebot.log import logger
from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.kernel import clock, logbook, meters, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, write

from . import enclosures, fate, gateway, painting, pictures, quiet, spoken, waking
from .models import OutgoingMessage, Route, State
from .pacing import Pace

LEASE = timedelta(minutes=2)
LAST_WORDS = 6.0  # seconds; a call to a peer is given up after five
AGAIN = timedelta(minutes=2)
MOST_ATTEMPTS = {State.UNKNOWN: 2, State.FAILED: 3}

pace = Pace()
_draining = asyncio.Lock()
_closing = asyncio.Event()
_tasks: set[asyncio.Task[None]] = set()
driver = nonebot.get_driver()


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    query = select(func.min(OutgoingMessage.due_at)).where(
        OutgoingMessage.state == State.QUEUED, OutgoingMessage.due_at > after
    )
    return await session.scalar(query)


@ticks.tick("deliver", next_due=_next_due, order=ticks.LAST)
async def deliver() -> None:
    """Send everything that is due and can be sent now; returns when nothing more can."""
    async with _draining:
        await spoken.write_down()
        await _tidy()
        while not _closing.is_set() and (row := await _next_ready()):
            await _send(row)


async def _tidy() -> None:
    present = clock.now()
    queued, sending = OutgoingMessage.state == State.QUEUED, OutgoingMessage.state == State.SENDING
    stale = sending & (OutgoingMessage.claimed_at < present - LEASE)
    late = queued & (OutgoingMessage.expires_at <= present)
    async with read() as session:
        if not await session.scalar(select(OutgoingMessage.id).where(or_(stale, late)).limit(1)):
            return
    async with write() as session:
        ended = await _change(session, late, state=State.EXPIRED, sealed=None)
        again = stale & (OutgoingMessage.attempts < MOST_ATTEMPTS[State.UNKNOWN])
        await _change(session, again, state=State.QUEUED)
        ended += await _change(session, stale, state=State.UNKNOWN, error="断在发送途中")
        for row in ended:
            await fate.settle(session, row)


async def _change(session: AsyncSession, which: ColumnElement[bool], **values: object) -> list[OutgoingMessage]:
    changed = update(OutgoingMessage).where(which).values(**values).returning(OutgoingMessage)
    return list(await session.scalars(changed, execution_options={"populate_existing": True}))


def _sendable(present: datetime) -> ColumnElement[bool]:
    due = (OutgoingMessage.state == State.QUEUED) & (OutgoingMessage.due_at <= present)
    due &= OutgoingMessage.account.in_(gateway.accounts()) & _first_of_its_thread()
    return due & OutgoingMessage.disturb.is_(True) if quiet.is_quiet(present) else due


def _first_of_its_thread() -> ColumnElement[bool]:
    """What was posted before it in the same thread has been said, or never will be."""
    earlier = aliased(OutgoingMessage)
    under_way = earlier.state.in_((State.QUEUED, State.SENDING))
    before = select(earlier.id).where(earlier.thread == OutgoingMessage.thread, earlier.id < OutgoingMessage.id, under_way)
    return OutgoingMessage.thread.is_(None) | ~before.exists()


async def _next_ready() -> OutgoingMessage | None:
    """Claim the oldest row whose chat may be spoken to now; waits while every such chat has to cool down."""
    while gateway.accounts():
        async with read() as session:
            query = select(OutgoingMessage.id, OutgoingMessage.to, OutgoingMessage.account).where(_sendable(clock.now()))
            rows = (await session.execute(query.order_by(OutgoingMessage.due_at, OutgoingMessage.id).limit(50))).all()
        if not rows:
            return None
        waits = [(pace.wait_for(row.to, row.account), row.id) for row in rows]
        ready = [number for wait, number in waits if wait <= 0]
        if not ready:
            await _pause(min(wait for wait, _ in waits))
        elif row := await _claim(ready[0]):
            return row
    return None


async def _pause(seconds: float) -> None:
    """Let a chat cool down; shorter when the house closes."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_closing.wait(), seconds)


async def _claim(number: int) -> OutgoingMessage | None:
    async with write() as session:
        claim = update(OutgoingMessage).where(OutgoingMessage.id == number, OutgoingMessage.state == State.QUEUED)
        claim = claim.values(state=State.SENDING, claimed_at=clock.now(), attempts=OutgoingMessage.attempts + 1)
        return await session.scalar(claim.returning(OutgoingMessage))


async def _send(row: OutgoingMessage) -> None:
    with logbook.about(row.reference):
        await _send_one(row)


async def _send_one(row: OutgoingMessage) -> None:
    if row.recalls and await _taken_back(row):
        await _mark(row, state=State.SENT, sent_at=clock.now(), sealed=None)
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
    values = {"state": State.SENT, "sent_at": clock.now(), "message_id": message_id, "sealed": None}
    async with write() as session:
        if message_id and row.about:
            await spoken.write(session, str(to), message_id, row.about)
            spoken.remember(str(to), message_id, row.about, written=True)
        for marked in await _change(session, OutgoingMessage.id == row.id, **values):
            await fate.settle(session, marked)


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
        return group, gateway.Content(row.discreet or "", mentions=(to.ident,)), None
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
        for marked in await _change(session, OutgoingMessage.id == row.id, **values):
            await fate.settle(session, marked)


async def _courier() -> None:
    """Deliver whenever the bell rings; the tick catches what the bell missed."""
    while not _closing.is_set():
        await waking.bell.wait()
        waking.bell.clear()
        try:
            await deliver()
        except Exception:
            logger.exception("delivery failed")


@driver.on_startup
async def _start() -> None:
    _tasks.add(asyncio.create_task(_courier()))


@driver.on_bot_connect
async def _connected() -> None:
    await waking.wake()


@driver.on_shutdown
async def _stop() -> None:
    """What is being sent is sent to its end, so that nobody wonders after the restart whether it went out."""
    _closing.set()
    waking.bell.set()
    await asyncio.wait(_tasks, timeout=LAST_WORDS)
    for task in _tasks:
        task.cancel()
    _tasks.clear()
    with contextlib.suppress(RuntimeError):
        await spoken.write_down()
