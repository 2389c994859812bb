"""Points for what was reported and for what was done, once somebody else has confirmed it.

Whoever confirms is neither the handler nor the one who gets the points: the handler's are confirmed by the reporter (好了) or by
staff (核实), the reporter's by staff alone. A ticket that was closed without a word of anybody earns nothing.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.points import ledger
from plugins.points.rule import Credit

from . import kinds, reward_texts
from .life import FIXED
from .models import Ticket


async def settle(session: AsyncSession, ticket: Ticket) -> None:
    """Make the books say what the ticket is worth as it stands; nothing where it is not confirmed. Again is nothing."""
    for_report, for_work = await kinds.of(ticket).worth(session, ticket)
    closed = ticket.verdict in FIXED
    confirmers = {ticket.confirmed_by_id, ticket.verified_by_id} - {None, ticket.handler_id}
    verified = ticket.verified_by_id if closed and ticket.verified_by_id != ticket.handler_id else None
    earned = {
        "report": (for_report, ticket.reporter_id, verified is not None and verified != ticket.reporter_id),
        "work": (for_work, ticket.handler_id, closed and bool(confirmers)),
    }
    for what, (worth, member_id, confirmed) in earned.items():
        owed = member_id is not None and confirmed and (worth.points or worth.minutes)
        await ledger.settle(
            session,
            community_id=ticket.community_id,
            cause=f"ticket:{ticket.id}:{what}",
            credit=Credit(member_id, worth.minutes, worth.points) if owed and member_id else None,
            reason=reward_texts.reason(kinds.of(ticket).name, kinds.label(ticket), what),
            earned_at=ticket.finished_at or ticket.changed_at,
            posted_by="-",
        )
