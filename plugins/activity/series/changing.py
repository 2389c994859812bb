"""What is changed about a series: skipped, moved, paused, resumed, stopped, altered from now on."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import calling_off, confirming, finding, kinds, leader_texts, notices, publishing, signing
from .. import texts as activity_texts
from ..models import Activity, ActivityState, Series
from . import change_texts, furnishing, making, settling, which
from .days import coming, occurrences
from .rule import Rule, Span, from_row, to_row

FIELDS = ("title", "rule", "start", "end", "place", "capacity", "minimum", "team_id", "sections")


def today() -> date:
    """Shanghai's."""
    return clock.local().date()


def without(rule: Rule, off: Sequence[Span]) -> Rule:
    """The rule with other days off, in order, each once."""
    return Rule(rule.on, rule.first, rule.last, tuple(sorted(set(off))), rule.vacations, rule.within)


async def occurrence(session: AsyncSession, series: Series, day: date) -> Activity | None:
    """The occurrence of that day, called off or not; ``None`` when it is not made as yet. Raises ``Refusal`` for no day of it."""
    if found := await which.on_day(session, series, day):
        return found
    rule = from_row(series.rule)
    if day < today() or not occurrences(rule, day, day):
        raise Refusal(change_texts.not_a_day_of_it(series, day, coming(rule, today(), 3), today()))
    return None


async def skip(session: AsyncSession, series: Series, day: date, row: Activity | None, key: str) -> int:
    """Not on that day, which stays out of the rule; returns how many people were told."""
    rule = from_row(series.rule)
    out = row.occurs_on if row and row.occurs_on else day
    series.rule = to_row(without(rule, [*rule.off, (out, out)]))
    told = await settling.withdraw(session, row, key) if row and row.state != ActivityState.CANCELLED else 0
    await session.flush()
    return told


async def move(session: AsyncSession, series: Series, row: Activity, starts_at: datetime, ends_at: datetime) -> int:
    """One occurrence to another time, and everybody on it asked anew; the series goes on as it was. Returns how many were asked."""
    day = clock.local(starts_at).date()
    there = await which.on_day(session, series, day)
    if there and there.id != row.id and there.state != ActivityState.CANCELLED and clock.local(there.starts_at).date() == day:
        raise Refusal(change_texts.there_is_one_already(series, day, today()))
    activity = await finding.lock(session, row.id)
    publishing.check_changeable(activity)
    before = activity_texts.span(activity)
    await publishing.reschedule(session, activity, starts_at, ends_at, None)
    if activity.announced_at or await settling.people_on(session, activity):
        return await confirming.ask_anew(session, activity, before)
    return 0


async def made_for(session: AsyncSession, series: Series, day: date) -> Activity:
    """The occurrence of a day beyond what has been made, made now."""
    made = await making.make(session, series, [day])
    if not made:
        raise Refusal(leader_texts.starts_in_past())
    return made[0]


def fields(series: Series) -> dict[str, Any]:
    """What of it can be altered, as it is."""
    return {name: getattr(series, name) for name in FIELDS}


async def alter(session: AsyncSession, series: Series, new: dict[str, Any], key: str) -> tuple[settling.Settled, int]:
    """Its fields from now on, also in the occurrences that have been made and not been changed by hand; the people are asked anew.

    Returns what the rule's change led to, and how many were asked.
    """
    rows = [each for each in await which.ahead(session, series) if each.state != ActivityState.CANCELLED]
    as_ruled = [each for each in rows if _is_as_ruled(series, each)]
    limit, begins = series.capacity, _starts(series)
    for name, value in new.items():
        setattr(series, name, value)
    series.made_until = None
    if "sections" not in new:
        later = _starts(series) - begins
        series.sections = furnishing.moved_along(series.sections, later) if later else series.sections
        furnishing.check_within(series)
    await session.flush()
    settled = await settling.settle(session, series, key)
    minimum = await kinds.of(series).minimum(session, series)
    asked = 0
    for row in rows:
        if row.state == ActivityState.CANCELLED:
            continue
        activity = await finding.lock(session, row.id, numbered=False)
        activity.title, activity.team_id, activity.minimum = series.title, series.team_id, minimum
        if activity.capacity == limit:
            await _limit(session, activity, series.capacity)
        asked += await _follow(session, series, activity) if row in as_ruled else 0
    return settled, asked


def _starts(series: Series) -> int:
    """Minutes after midnight."""
    start = time.fromisoformat(series.start)
    return start.hour * 60 + start.minute


def _is_as_ruled(series: Series, row: Activity) -> bool:
    if row.occurs_on is None:
        return False
    return (row.starts_at, row.ends_at, row.place) == (*making.moments(series, row.occurs_on), series.place)


async def _limit(session: AsyncSession, activity: Activity, capacity: int | None) -> None:
    """The new limit, but nobody is put off a list; who waits moves up. Where there are sections, each has its own."""
    if activity.sections:
        return
    heads = (await signing.tally(session, activity.id)).heads
    activity.capacity = None if capacity is None else max(capacity, heads)
    await session.flush()
    await notices.tell_promoted(session, activity, await signing.promote(session, activity))


async def _follow(session: AsyncSession, series: Series, activity: Activity) -> int:
    assert activity.occurs_on
    starts_at, ends_at = making.moments(series, activity.occurs_on)
    if (starts_at, ends_at, series.place) == (activity.starts_at, activity.ends_at, activity.place):
        return 0
    if starts_at <= clock.now():
        return 0
    before = activity_texts.span(activity)
    await publishing.reschedule(session, activity, starts_at, ends_at, series.place)
    if activity.announced_at or await settling.people_on(session, activity):
        if activity.number is None:
            activity = await finding.lock(session, activity.id)
        return await confirming.ask_anew(session, activity, before)
    return 0


async def call_off(session: AsyncSession, rows: Sequence[Activity], key: str) -> int:
    """Call off what was kept because of the people on it; returns how many were told."""
    told = 0
    for row in rows:
        activity = await finding.lock(session, row.id)
        told += await calling_off.call_off(session, activity, settling.WITHDRAWN, key)
    return told
