"""What was asked for: needs as bare numbers. Nothing that names, places or describes anybody leaves the helpline's tables here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.helpline import kind, sorts
from plugins.helpline.models import Need, Rating
from plugins.helpline.news_texts import CRISIS
from plugins.kernel import clock
from plugins.points.period import Months
from plugins.tickets.life import FIXED, OPEN, State
from plugins.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Asked:
    """One need as far as it may be counted: which month (2026-11), which sort (what is sensitive is 私事), what came of it."""

    month: str
    sort: str
    served: bool
    open: bool
    content: bool


@dataclass(frozen=True, slots=True)
class NeedCount:
    """The needs of one sort in one month."""

    month: str
    sort: str
    asked: int
    served: int
    open: int
    content: int


async def needs(session: AsyncSession, community_id: int, of: Months) -> Sequence[NeedCount]:
    """Those that were said in the stretch and not taken back, counted by month and sort."""
    query = select(Ticket.opened_at, Ticket.category, Ticket.state, Ticket.verdict, Need.rating, Need.sensitive)
    query = query.join(Need, Need.ticket_id == Ticket.id).where(Ticket.community_id == community_id, Ticket.kind == kind.KEY)
    query = query.where(Ticket.opened_at >= of.start, Ticket.opened_at < of.end, Ticket.state != State.WITHDRAWN)
    found = [_asked(row) for row in await session.execute(query)]
    cells = sorted({(each.month, each.sort) for each in found})
    return [_count(month, sort, [each for each in found if (each.month, each.sort) == (month, sort)]) for month, sort in cells]


def _asked(row) -> Asked:
    private = row.sensitive or row.category == CRISIS
    return Asked(
        month=f"{clock.local(row.opened_at):%Y-%m}",
        sort=sorts.PRIVATE if private else row.category or sorts.OTHER,
        served=row.state == State.CLOSED and row.verdict in FIXED,
        open=row.state in OPEN,
        content=row.rating == Rating.GOOD,
    )


def _count(month: str, sort: str, some: Sequence[Asked]) -> NeedCount:
    return NeedCount(
        month, sort, len(some), *(sum(getattr(each, what) for each in some) for what in ("served", "open", "content"))
    )
