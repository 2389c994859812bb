"""The patrols of a stretch with their logs: what everybody could read in the group's summary, and the photos beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity
from plugins.kernel import clock
from plugins.patrol import year
from plugins.patrol.models import PatrolLog
from plugins.points.period import Months


@dataclass(frozen=True, slots=True)
class Ride:
    """A patrol of which it is known who came: ``day`` as in the year's table, and the entries of its log."""

    day: year.Day
    log: Sequence[PatrolLog]

    @property
    def activity_id(self) -> int:
        """Which activity it is."""
        assert self.day.activity
        return self.day.activity.id

    @property
    def least(self) -> int:
        """How many it needs."""
        assert self.day.activity
        return self.day.activity.minimum or 0


async def rides(session: AsyncSession, community_id: int, of: Months) -> Sequence[Ride]:
    """Those that were ridden, in their order; what was called off or has no attendance is none."""
    first, last = clock.local(of.start).date(), clock.local(of.end).date()
    years = range(first.year, last.year + (last.month > 1))
    days = [each for one in years for each in await year.table(session, community_id, one) if first <= each.day < last]
    ridden = [each for each in days if each.came is not None and not each.cancelled]
    logs = await _logs(session, [each.activity for each in ridden if each.activity])
    return [Ride(each, logs.get(each.activity.id, ())) for each in ridden if each.activity]


async def _logs(session: AsyncSession, activities: Sequence[Activity]) -> dict[int, list[PatrolLog]]:
    query = select(PatrolLog).where(PatrolLog.activity_id.in_([each.id for each in activities])).order_by(PatrolLog.id)
    found: dict[int, list[PatrolLog]] = {}
    for each in await session.scalars(query):
        found.setdefault(each.activity_id, []).append(each)
    return found
