"""A report becomes a ticket: opened, routed, told; in danger everybody on duty hears of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.tickets import owners, telling
from plugins.tickets.models import Ticket
from plugins.tickets.opening import Draft, open_ticket

from . import kind, texts
from .models import Hazard
from .report import Report


@dataclass(frozen=True, slots=True)
class Filed:
    """The ticket, and how many people on duty a letter about its danger was written to."""

    ticket: Ticket
    told: int = 0


async def file(session: AsyncSession, community_id: int, member_id: int, report: Report) -> Filed:
    """Open the ticket. ``member_id``: who reports and is told; with ``report.anonymous`` named to nobody."""
    draft = Draft(
        community_id=community_id,
        kind=kind.KEY,
        words=report.words,
        category=report.category,
        place=report.place,
        place_id=await kind.place_id(session, community_id, report.spot),
        photos=report.photos,
        reporter_id=member_id,
        behalf_id=report.behalf_id,
        anonymous=report.anonymous,
        urgent=report.danger is not None,
    )
    ticket = await open_ticket(session, draft)
    session.add(
        Hazard(
            ticket_id=ticket.id,
            community_id=community_id,
            category=report.category,
            core=report.core,
            spot=report.key,
            danger=report.danger,
            heard_at=list(report.heard_at),
        )
    )
    await session.flush()
    told = await _alarm(session, ticket, member_id) if report.danger else ()
    return Filed(ticket, len(told))


async def _alarm(session: AsyncSession, ticket: Ticket, reporter_id: int) -> Sequence[int]:
    """A letter to everybody on duty who has not got one as the owner; returns all who know now."""
    owning = [each for each in (await owners.chain(session, ticket)).first if each != reporter_id]
    others = [each for each in await kind.on_duty(session, ticket) if each not in owning and each != reporter_id]
    number = ticket.number
    told = await telling.tell(session, ticket, telling.Audience.OWNER, others, "alarm", lambda view: texts.alarm(view, number))
    return [*owning, *told]
