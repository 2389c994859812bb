"""Recurring activities: occurrences are made ahead, each once, whatever restarts and jumps of the clock come between.

What exists is told by the table (unique per series and day), not by a memory of what was made; ``made_until`` only spares the
tick from looking again on the same day. Nothing is ever made for a time that has begun.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.people.models import Community
from plugins.people.numbers import next_number
from plugins.people.opening import on_open
from plugins.people.preset import Preset, SeriesPlan

from . import kinds, publishing, texts
from .models import Activity, Series

AHEAD = timedelta(days=35)


def occurrences(rule: dict[str, Any], first: date, last: date) -> list[date]:
    """The days of ``rule`` from ``first`` to ``last``, both included, ascending. A month without the 31st has none then."""
    wanted = set(rule["month_days"])
    return [day for day in _days(first, last) if day.day in wanted]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def horizon() -> date:
    """The last day for which occurrences are made today."""
    return clock.local().date() + AHEAD


async def make_ahead(session: AsyncSession, series: Series) -> list[Activity]:
    """Make the occurrences from today to the horizon that are not there yet. ``series`` is locked by the caller."""
    today, last = clock.local().date(), horizon()
    made = select(Activity.occurs_on).where(Activity.series_id == series.id, Activity.occurs_on >= today)
    there = set(await session.scalars(made))
    minimum = await kinds.of(series).minimum(session, series)
    new = []
    for day in occurrences(series.rule, today, last):
        plan = _plan(series, day, minimum)
        if day not in there and plan.starts_at > clock.now():
            activity = await publishing.prepare(session, series.community_id, plan)
            activity.series_id, activity.occurs_on = series.id, day
            new.append(activity)
    series.made_until = last
    await session.flush()
    return new


def _plan(series: Series, day: date, minimum: int | None) -> publishing.Plan:
    return publishing.Plan(
        title=series.title,
        starts_at=clock.at_local(datetime.combine(day, time.fromisoformat(series.start))),
        ends_at=clock.at_local(datetime.combine(day, time.fromisoformat(series.end))),
        place=series.place,
        capacity=series.capacity,
        minimum=minimum,
        kind=series.kind,
    )


async def _next_making(session: AsyncSession, after: datetime) -> datetime | None:
    """Midnight, as long as any series runs."""
    if await session.scalar(select(Series.id).where(Series.ended_at.is_(None)).limit(1)) is None:
        return None
    return clock.at_local(datetime.combine(clock.local(after).date() + timedelta(days=1), time()))


@tick("make occurrences", next_due=_next_making, order=1)
async def make_occurrences() -> None:
    """Make ahead for every series that has not been looked at today, each in a transaction of its own.

    ``made_until`` beyond the horizon means that the clock ran ahead for a while: that series is looked at again, too.
    """
    stale = or_(Series.made_until.is_(None), Series.made_until != horizon())
    async with read() as session:
        numbers = (await session.scalars(select(Series.id).where(Series.ended_at.is_(None), stale).order_by(Series.id))).all()
    for number in numbers:
        async with write() as session:
            query = select(Series).where(Series.id == number, Series.ended_at.is_(None), stale).with_for_update()
            if series := await session.scalar(query):
                await make_ahead(session, series)


@on_open
async def open_series(turn: Turn, community: Community, preset: Preset) -> str:
    """The preset's series, with their first occurrences, in the transaction of 「开通」."""
    for plan in preset.series:
        await make_ahead(turn.session, await _enter(turn.session, community.id, plan))
    return texts.series_opened(preset.series)


async def _enter(session: AsyncSession, community_id: int, plan: SeriesPlan) -> Series:
    series = Series(
        community_id=community_id,
        number=await next_number(session, community_id, "series"),
        kind=kinds.PLAIN if plan.kind == "activity" else plan.kind,
        title=plan.title,
        rule={"month_days": list(plan.month_days)},
        start=f"{plan.start:%H:%M}",
        end=f"{plan.end:%H:%M}",
        place=plan.place,
        minimum=plan.minimum,
    )
    session.add(series)
    await session.flush()
    return series
