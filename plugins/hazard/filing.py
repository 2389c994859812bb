"""A report becomes a ticket: opened, routed, told; in danger everybody on duty hears of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.tickets import owners, telling
from plugins.tickets.audience import Audience
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
    """A letter to everybody on duty, with the door where one was said: whoever can has to go there now."""
    everybody = [*(await owners.chain(session, ticket)).first, *await kind.on_duty(session, ticket)]
    others = [each for each in everybody if each != reporter_id]
    number = ticket.number
    return await telling.tell(session, ticket, Audience.TAKER, others, "alarm", lambda view: texts.alarm(view, number))


async def tell_where(session: AsyncSession, ticket: Ticket, words: str) -> None:
    """The place of a danger was said afterwards: everybody on duty hears it."""
    on_duty = [each for each in await kind.on_duty(session, ticket) if each != ticket.reporter_id]
    await telling.tell(session, ticket, Audience.TAKER, on_duty, "where", lambda view: texts.danger_is_at(view, words))
