"""What time does to tickets: whichever has its moment come climbs a rung, each in a transaction of its own, each rung once."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick

from . import climbing, finding
from .models import Ticket


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    return await session.scalar(select(func.min(Ticket.wake_at)).where(Ticket.wake_at > after))


@tick("tickets", next_due=_next_due)
async def wake() -> None:
    """Reminders, deadlines, the way up, the day to look again, the end of waiting for an answer."""
    async with read() as session:
        query = select(Ticket.id).where(Ticket.wake_at <= clock.now()).order_by(Ticket.wake_at)
        due = (await session.scalars(query)).all()
    for number in due:
        async with write() as session:
            await climbing.climb(session, await finding.lock(session, number))
