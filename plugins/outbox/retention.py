"""Letters and quotes are not kept for ever: thirty days after their end they are gone, words and all."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write

from . import spoken
from .models import OutgoingMessage, SpokenMessage, State

KEPT = timedelta(days=30)
_done = OutgoingMessage.state.in_((State.SENT, State.EXPIRED, State.FAILED, State.UNKNOWN))


async def _oldest(session: AsyncSession) -> datetime | None:
    letter = await session.scalar(select(func.min(OutgoingMessage.expires_at)).where(_done))
    quote = await session.scalar(select(func.min(SpokenMessage.said_at)))
    return min((moment for moment in (letter, quote) if moment), default=None)


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await _oldest(session)
    return max(oldest + KEPT, after + timedelta(days=1)) if oldest else None


@ticks.tick("forget old letters", next_due=_next_due, order=90)
async def forget_old() -> None:
    """Drop what ended more than thirty days ago."""
    limit = clock.now() - KEPT
    async with read() as session:
        oldest = await _oldest(session)
    if oldest is None or oldest > limit:
        return
    async with write() as session:
        await session.execute(delete(OutgoingMessage).where(_done, OutgoingMessage.expires_at <= limit))
        await spoken.forget_before(session, limit)
