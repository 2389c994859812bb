"""Whether it has been reported before: the same place and category, still open or ended within fourteen days."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import spots
from plugins.tickets.life import OPEN, State
from plugins.tickets.models import Ticket

from .models import Hazard
from .report import Report

LATELY = timedelta(days=14)
AT_ONCE = timedelta(hours=2)
MOST_LOOKED_AT = 30


async def find(session: AsyncSession, community_id: int, report: Report) -> Ticket | None:
    """The newest ticket that this may be about; of one that was a duplicate itself, the one it belongs to."""
    for ticket, spot in await _near(session, community_id, report):
        if spots.same(spot, report.key):
            return await session.get_one(Ticket, ticket.duplicate_of_id) if ticket.duplicate_of_id else ticket
    return None


async def _near(session: AsyncSession, community_id: int, report: Report) -> Sequence[tuple[Ticket, str]]:
    if not report.core:
        return ()
    query = (
        select(Ticket, Hazard.spot)
        .join(Hazard, Hazard.ticket_id == Ticket.id)
        .where(Hazard.community_id == community_id, Hazard.category == report.category, Hazard.core == report.core)
        .where(Ticket.state.in_((*OPEN, State.CLOSED, State.DUPLICATE)))
        .where(or_(Ticket.state.in_(OPEN), Ticket.closed_at > clock.now() - LATELY))
    )
    rows = await session.execute(query.order_by(Ticket.id.desc()).limit(MOST_LOOKED_AT))
    return [(row[0], row[1]) for row in rows]


async def same_danger(session: AsyncSession, community_id: int, report: Report) -> Ticket | None:
    """The ticket of a danger that others have just reported: nobody is asked about the same fire five times.

    Where one of the two did not say the place, the same kind of danger within two hours is taken to be the same.
    """
    query = (
        select(Ticket, Hazard.spot, Hazard.core)
        .join(Hazard, Hazard.ticket_id == Ticket.id)
        .where(Hazard.community_id == community_id, Hazard.danger == report.danger, Ticket.state.in_(OPEN))
        .where(Ticket.opened_at > clock.now() - AT_ONCE)
    )
    for ticket, spot, core in await session.execute(query.order_by(Ticket.id.desc()).limit(MOST_LOOKED_AT)):
        if not core or not report.core or spots.same(spot, report.key):
            return ticket
    return None
