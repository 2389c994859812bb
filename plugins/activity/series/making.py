"""Occurrences are made ahead, each once, whatever restarts and jumps of the clock come between.

What exists is told by the table (unique per series and day), not by a memory of what was made; ``made_until`` only spares the
tick from looking again on the same day. Nothing is ever made for a time that has begun.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick

from .. import kinds, publishing
from ..models import Activity, Series
from . import furnishing, standing
from .days import occurrences
from .rule import from_row

AHEAD = timedelta(days=35)
ONE_DAY = timedelta(days=1)
AT_ONCE = 20  # series in one transaction


def horizon() -> date:
    """The last day for which occurrences are made today."""
    return clock.local().date() + AHEAD


async def make_ahead(session: AsyncSession, series: Series) -> list[Activity]:
    """Make the occurrences from today to the horizon that are not there yet. ``series`` is locked by the caller."""
    today, last = clock.local().date(), horizon()
    new = await make(session, series, occurrences(from_row(series.rule), today, last))
    series.made_until = last
    await session.flush()
    return new


async def make(session: AsyncSession, series: Series, days: Sequence[date]) -> list[Activity]:
    """Make those of these days that are not there and have not begun; whoever comes to all of them is on their lists."""
    made = select(Activity.occurs_on).where(Activity.series_id == series.id, Activity.occurs_on.in_(days))
    there = set(await session.scalars(made))
    minimum = await kinds.of(series).minimum(session, series)
    new = []
    for day in days:
        plan = plan_of(series, day, minimum)
        if day not in there and plan.starts_at > clock.now():
            activity = await publishing.prepare(session, series.community_id, plan)
            activity.series_id, activity.occurs_on = series.id, day
            await furnishing.furnish(session, series, activity)
            new.append(activity)
    await session.flush()
    await standing.take_places(session, series, new)
    return new


def plan_of(series: Series, day: date, minimum: int | None) -> publishing.Plan:
    """What the occurrence of that day is to be."""
    starts_at, ends_at = moments(series, day)
    return publishing.Plan(
        title=series.title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=series.place,
        capacity=series.capacity,
        minimum=minimum,
        signup_closes_at=_before(starts_at, series.signup_closes),
        cancel_closes_at=_before(starts_at, series.cancel_closes),
        team_id=series.team_id,
        leader_id=series.leader_id,
        chat=series.chat,
        kind=series.kind,
    )


def moments(series: Series, day: date) -> tuple[datetime, datetime]:
    """From when to when it is on that day."""
    start, end = time.fromisoformat(series.start), time.fromisoformat(series.end)
    last = day if end > start else day + ONE_DAY
    return clock.at_local(datetime.combine(day, start)), clock.at_local(datetime.combine(last, end))


def _before(starts_at: datetime, minutes: int | None) -> datetime | None:
    """A deadline that is over before the occurrence is made is none."""
    closes = None if minutes is None else starts_at - timedelta(minutes=minutes)
    return closes if closes and closes > clock.now() else None


async def _next_making(session: AsyncSession, after: datetime) -> datetime | None:
    """Midnight, as long as any series runs."""
    if await session.scalar(select(Series.id).where(Series.ended_at.is_(None)).limit(1)) is None:
        return None
    return clock.at_local(datetime.combine(clock.local(after).date() + ONE_DAY, time()))


@tick("make occurrences", next_due=_next_making, order=1)
async def make_occurrences() -> None:
    """Make ahead for every series that has not been looked at today, a few in each transaction: each commit waits for the disk.

    ``made_until`` beyond the horizon means that the clock ran ahead for a while: that series is looked at from today on. On most
    days most series have no new day within the horizon; those are noted all at once.
    """
    today, last = clock.local().date(), horizon()
    stale = or_(Series.made_until.is_(None), Series.made_until != last)
    async with read() as session:
        rows = (await session.scalars(select(Series).where(Series.ended_at.is_(None), stale).order_by(Series.id))).all()
    if not rows:
        return
    wanted = [each.id for each in rows if occurrences(from_row(each.rule), _from(each, today, last), last)]
    for numbers in (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)):
        async with write() as session:
            query = select(Series).where(Series.id.in_(numbers), Series.ended_at.is_(None), stale)
            for series in (await session.scalars(query.order_by(Series.id).with_for_update())).all():
                await make_ahead(session, series)
    nothing = [each.id for each in rows if each.id not in set(wanted)]
    async with write() as session:
        await session.execute(update(Series).where(Series.id.in_(nothing), stale).values(made_until=last))


def _from(series: Series, today: date, last: date) -> date:
    """The first day that has not been looked at."""
    until = series.made_until
    return until + ONE_DAY if until and today <= until < last else today
