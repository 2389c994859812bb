"""随手助 and 随手派 as they may be counted and listed: who did one and when, never the words, which name whoever was helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.deeds.models import DeedKind, DeedState, GoodDeed
from plugins.points.period import Months


@dataclass(frozen=True, slots=True)
class Kindness:
    """A good deed that staff has confirmed."""

    called: str
    kind: DeedKind
    member_id: int
    day: date
    copies: int
    cause: str


async def confirmed(session: AsyncSession, community_id: int, of: Months) -> Sequence[Kindness]:
    """Those of the stretch, in the order of their numbers."""
    columns = (GoodDeed.id, GoodDeed.number, GoodDeed.kind, GoodDeed.member_id, GoodDeed.day, GoodDeed.copies)
    query = select(*columns).where(*_within(community_id, of), GoodDeed.state == DeedState.CONFIRMED)
    rows = await session.execute(query.order_by(GoodDeed.number))
    return [
        Kindness(f"{row.kind}{row.number}", DeedKind(row.kind), row.member_id, row.day, row.copies or 0, f"good_deed:{row.id}")
        for row in rows
    ]


async def waiting(session: AsyncSession, community_id: int, of: Months) -> int:
    """How many of the stretch nobody has looked at yet."""
    query = select(func.count(GoodDeed.id)).where(*_within(community_id, of), GoodDeed.state == DeedState.OPEN)
    return await session.scalar(query) or 0


def _within(community_id: int, of: Months):
    return GoodDeed.community_id == community_id, GoodDeed.done_at >= of.start, GoodDeed.done_at < of.end
