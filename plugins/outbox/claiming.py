"""Claims: which process sends which letter. A letter is sent by a process that holds the account which reaches its chat.

A claim names its process and the time. While the letter is being sent the claim is renewed; one that is not was left by a process
that died, and the letter may have gone out. Like every ambiguous failure it is tried once more, by whoever holds the account then,
and parked as ``unknown`` after that (the platforms know no idempotency key; there is no third way). Rows that another process
has in hand are passed over (``SKIP LOCKED``; SQLite, having one writer, leaves that out).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.kernel import clock, lease

from . import fate, quiet
from .models import OutgoingMessage, State

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = {State.UNKNOWN: 2, State.FAILED: 3}
_queued, _sending = OutgoingMessage.state == State.QUEUED, OutgoingMessage.state == State.SENDING


def sendable(present: datetime, accounts: Collection[str]) -> ColumnElement[bool]:
    """What is due and may be said now by one of these accounts.

    What was due when it was posted is due, whatever the clock shows now: it may have been ahead then, and been set right.
    """
    arrived = or_(OutgoingMessage.due_at <= present, OutgoingMessage.due_at <= OutgoingMessage.created_at)
    due = _queued & arrived & (OutgoingMessage.expires_at > present)
    due &= OutgoingMessage.account.in_(accounts) & _first_of_its_thread()
    return due & OutgoingMessage.disturb.is_(True) if quiet.is_quiet(present) else due


def _first_of_its_thread() -> ColumnElement[bool]:
    """What was posted before it in the same thread has been said, or never will be."""
    earlier = aliased(OutgoingMessage)
    under_way = earlier.state.in_((State.QUEUED, State.SENDING))
    before = select(earlier.id).where(earlier.thread == OutgoingMessage.thread, earlier.id < OutgoingMessage.id, under_way)
    return OutgoingMessage.thread.is_(None) | ~before.exists()


async def take(session: AsyncSession, numbers: Sequence[int], accounts: Collection[str]) -> OutgoingMessage | None:
    """Claim the oldest of ``numbers`` that can still be sent and that nobody has in hand; ``None``: there is none."""
    present = clock.now()
    free = select(OutgoingMessage.id).where(OutgoingMessage.id.in_(numbers), sendable(present, accounts))
    free = free.order_by(OutgoingMessage.due_at, OutgoingMessage.id).limit(1).with_for_update(skip_locked=True)
    claim = update(OutgoingMessage).where(OutgoingMessage.id == free.correlate(None).scalar_subquery())
    claim = claim.values(
        state=State.SENDING, claimed_by=lease.holder(), claimed_at=present, attempts=OutgoingMessage.attempts + 1
    )
    return await session.scalar(claim.returning(OutgoingMessage))


def _mine(row: OutgoingMessage) -> ColumnElement[bool]:
    return (OutgoingMessage.id == row.id) & _sending & (OutgoingMessage.claimed_by == row.claimed_by)


async def renew(session: AsyncSession, row: OutgoingMessage) -> None:
    """It is still being sent."""
    await session.execute(update(OutgoingMessage).where(_mine(row)).values(claimed_at=clock.now()))


async def said(session: AsyncSession, row: OutgoingMessage, message_id: str | None) -> None:
    """It has left. That stands whoever has the claim by now: another must not say it again."""
    open_ = (OutgoingMessage.id == row.id) & OutgoingMessage.state.in_((State.QUEUED, State.SENDING))
    await _change(session, open_, state=State.SENT, sent_at=clock.now(), message_id=message_id, sealed=None)


async def mark(session: AsyncSession, row: OutgoingMessage, **values: object) -> None:
    """What became of the attempt; nothing is changed when the claim has been taken over meanwhile."""
    await _change(session, _mine(row), **values)


def _stale(present: datetime) -> ColumnElement[bool]:
    """Not renewed for long, or claimed by a clock that was ahead and has been set right."""
    return _sending & or_(OutgoingMessage.claimed_at < present - LEASE, OutgoingMessage.claimed_at > present + LEASE)


def _late(present: datetime) -> ColumnElement[bool]:
    return _queued & (OutgoingMessage.expires_at <= present)


async def any_left_over(session: AsyncSession) -> bool:
    """Whether ``tidy`` would find anything."""
    present = clock.now()
    query = select(OutgoingMessage.id).where(or_(_stale(present), _late(present))).limit(1)
    return await session.scalar(query) is not None


async def tidy(session: AsyncSession) -> None:
    """Take over the claims of processes that died, whichever those were; end what is of no more use."""
    present = clock.now()
    stale, once_more = _stale(present), OutgoingMessage.attempts < MOST_ATTEMPTS[State.UNKNOWN]
    await _change(session, _free(_late(present)), state=State.EXPIRED, sealed=None)
    await _change(session, _free(stale & once_more), state=State.QUEUED)
    await _change(session, _free(stale & ~once_more), state=State.UNKNOWN, error="断在发送途中")


def _free(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those of them that nobody else is about to change: he does it, or it is done the next time."""
    rows = select(OutgoingMessage.id).where(which).with_for_update(skip_locked=True)
    return OutgoingMessage.id.in_(rows.correlate(None))


async def _change(session: AsyncSession, which: ColumnElement[bool], **values: object) -> None:
    """Change them and tell who watches them of those that have ended."""
    changed = update(OutgoingMessage).where(which).values(**values).returning(OutgoingMessage)
    for row in list(await session.scalars(changed, execution_options={"populate_existing": True})):
        await fate.settle(session, row)
