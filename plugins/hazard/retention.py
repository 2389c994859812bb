"""How long reports keep their words and photos after their end. What stays says what was where, when, and how it ended."""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.kernel import clock
from plugins.people import forgetting, settings
from plugins.tickets.life import ENDED
from plugins.tickets.models import Ticket, TicketStep

from . import kind
from .models import Hazard

WORDS = settings.knob(
    "随手报保存", "随手报结案几天后删掉原话（类别、地点、日期留着）", default=3 * 365, low=90, high=3650, topic="随手报"
)
_NIGHT = timedelta(days=1)  # each community says itself for how long; this only says that it is looked at every night


@forgetting.forgets("随手报的原话", after=_NIGHT)
async def forget_words(session: AsyncSession, _: datetime) -> None:
    """Of the report and of its steps. Idempotent: ``erased_at`` tells which are done."""
    for community_id, limit in (await forgetting.limits(session, WORDS)).items():
        query = select(Ticket, Hazard).join(Hazard, Hazard.ticket_id == Ticket.id).where(Hazard.erased_at.is_(None))
        query = query.where(Ticket.community_id == community_id, Ticket.state.in_(ENDED), Ticket.closed_at <= limit)
        for ticket, hazard in (await session.execute(query)).all():
            ticket.words, hazard.heard_at, hazard.erased_at = "", [], clock.now()
            await session.execute(update(TicketStep).where(TicketStep.ticket_id == ticket.id).values(words=None))


@forgetting.forgets("随手报的照片", after=_NIGHT)
async def forget_photos(session: AsyncSession, _: datetime) -> None:
    """Rows first; a file goes when nothing else refers to it."""
    gone: list[str] = []
    for community_id, limit in (await forgetting.limits(session, forgetting.PHOTOS)).items():
        ended = Ticket.state.in_(ENDED), Ticket.closed_at <= limit
        mine = Ticket.community_id == community_id, Ticket.kind == kind.KEY, *ended
        steps = select(TicketStep).join(Ticket, Ticket.id == TicketStep.ticket_id)
        rows: list[Ticket | TicketStep] = list(await session.scalars(select(Ticket).where(*mine, _some(Ticket))))
        rows += await session.scalars(steps.where(*mine, _some(TicketStep)))
        for row in rows:
            gone += row.photos
            row.photos = []
    await photos.discard(session, gone)


def _some(table: type[Ticket | TicketStep]):
    return cast(table.photos, String) != "[]"
