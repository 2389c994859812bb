"""The end of what was private: some time after a need has ended, words, names, doors, numbers, talk and photos are gone.

What stays says that somebody was helped, when, and by whom: the ticket without a word, who looked, and the books.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.kernel import clock, db, ticks
from plugins.outbox.models import OutgoingMessage, State
from plugins.people import settings
from plugins.people.models import Community
from plugins.tickets.life import ENDED
from plugins.tickets.models import Ticket, TicketStep

from . import relay, revealing
from .models import Need, PrivateLook, RelayedLine


def _ended() -> ColumnElement[bool]:
    return Ticket.state.in_(ENDED) & Need.erased_at.is_(None) & Ticket.closed_at.is_not(None)


async def _days(session: AsyncSession) -> dict[int, int]:
    """How long each community keeps it."""
    known = (await session.scalars(select(Community.id))).all()
    return {each: await settings.value(session, each, revealing.KEPT) for each in known}


async def _due(session: AsyncSession, now: datetime) -> Sequence[int]:
    found: list[int] = []
    for community_id, days in (await _days(session)).items():
        query = select(Ticket.id).join(Need, Need.ticket_id == Ticket.id).where(_ended(), Ticket.community_id == community_id)
        found += await session.scalars(query.where(Ticket.closed_at <= now - timedelta(days=days)).order_by(Ticket.id))
    return found


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    days = await _days(session)
    query = select(Ticket.community_id, Ticket.closed_at).join(Need, Need.ticket_id == Ticket.id).where(_ended())
    moments = [row.closed_at + timedelta(days=days[row.community_id]) for row in await session.execute(query)]
    return min((moment for moment in moments if moment > after), default=None)


@ticks.tick("erase needs", next_due=_next_due, order=70)
async def erase_due() -> None:
    """Erase what is due: rows first, then the files, then the journal, which still holds the old pages."""
    async with db.read() as session:
        due = await _due(session, clock.now())
    if not due:
        return
    for ticket_id in due:
        async with db.write() as session:
            files = await erase(session, ticket_id)
        photos.destroy(files)
    await db.current().forget_journal()


async def erase(session: AsyncSession, ticket_id: int) -> Sequence[str]:
    """Leave nothing private in the tables; returns the photos that are to be destroyed."""
    ticket, need = await session.get_one(Ticket, ticket_id), await session.get_one(Need, ticket_id)
    lines = (await session.scalars(select(RelayedLine).where(RelayedLine.ticket_id == ticket_id))).all()
    steps = (await session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket_id))).all()
    files = [*ticket.photos, *(file for row in (*lines, *steps) for file in row.photos)]
    ticket.words, ticket.photos, ticket.place = "", [], ""
    for row in (*lines, *steps):
        row.words, row.photos = None, []
    need.sort = need.name = need.door = need.phone = need.time = None
    need.erased_at = clock.now()
    await session.execute(update(PrivateLook).where(PrivateLook.ticket_id == ticket_id).values(why=None))
    about = OutgoingMessage.about.in_((ticket.subject, relay.about(ticket)))
    waiting = update(OutgoingMessage).where(about, OutgoingMessage.state == State.QUEUED)
    await session.execute(waiting.values(state=State.EXPIRED))
    await session.execute(update(OutgoingMessage).where(about).values(sealed=None, pictures=None))
    await session.flush()
    return files
