"""The year's table: every day of the rule, who came, and whether the minimum was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, ActivityState, Outcome, Series, SignUp
from plugins.activity.series.days import occurrences
from plugins.activity.series.rule import from_row
from plugins.kernel import clock
from plugins.people.models import Community

from .rides import KIND


@dataclass(frozen=True, slots=True)
class Day:
    """One patrol of the year. ``came``: adults, ``None`` while attendance has not been recorded; ``activity`` missing: never made."""

    day: date
    activity: Activity | None
    came: int | None

    @property
    def reached(self) -> bool:
        """Whether the minimum was reached."""
        return self.came is not None and self.activity is not None and self.came >= (self.activity.minimum or 0)

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.activity is not None and self.activity.state == ActivityState.CANCELLED


async def table(session: AsyncSession, community_id: int, year: int) -> Sequence[Day]:
    """Every patrol of the year in order: those that were made, and the days of the rule that are not made (yet)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    opened = await session.scalar(select(Community.opened_at).where(Community.id == community_id))
    series = await session.scalars(select(Series).where(Series.community_id == community_id, Series.kind == KIND))
    ruled = {day for each in series for day in occurrences(from_row(each.rule), first, last)}
    if opened:  # of the time before the community was here nothing is known
        ruled = {day for day in ruled if day >= clock.local(opened).date()}
    made = await _made(session, community_id, first, last)
    days = [Day(clock.local(each.starts_at).date(), each, came) for each, came in made]
    ruled -= {each.occurs_on or clock.local(each.starts_at).date() for each, _ in made}
    return sorted([*days, *(Day(day, None, None) for day in ruled)], key=lambda each: each.day)


async def _made(session: AsyncSession, community_id: int, first: date, last: date) -> Sequence[tuple[Activity, int | None]]:
    """The year's patrols with the number of adults who came."""
    present = func.sum(1 + SignUp.guests).filter(SignUp.outcome == Outcome.PRESENT)
    query = (
        select(Activity, present)
        .outerjoin(SignUp, SignUp.activity_id == Activity.id)
        .where(
            Activity.community_id == community_id,
            Activity.kind == KIND,
            Activity.starts_at >= clock.at_local(datetime.combine(first, time())),
            Activity.starts_at <= clock.at_local(datetime.combine(last, time.max)),
        )
    )
    rows = await session.execute(query.group_by(Activity.id))
    return [(row[0], int(row[1] or 0) if row[0].attended_at else None) for row in rows]
