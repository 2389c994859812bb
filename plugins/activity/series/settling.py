"""What has been made is brought in line with a rule that has changed. Whatever people are on stays, and is told."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .. import calling_off, finding, publishing
from ..models import Activity, ActivityState, Series
from . import which
from .days import occurrences
from .making import make_ahead
from .rule import from_row

Counter = Callable[[AsyncSession, Activity], Awaitable[int]]
_counters: list[Counter] = [publishing.anyone_on]
WITHDRAWN = "这一期不办"
"""The reason of what a series called off itself: it comes back when the rule wants it again. A leader's own reason stands."""


def counts_people(counter: Counter) -> Counter:
    """Have ``counter`` asked, too, how many people an occurrence is for: as long as there are any it is not dropped."""
    _counters.append(counter)
    return counter


async def people_on(session: AsyncSession, activity: Activity) -> int:
    """How many have signed up for it, or are expected by rooms above."""
    return sum([await counter(session, activity) for counter in _counters])


@dataclass(slots=True)
class Settled:
    """What became of the occurrences; ``kept``: the rule does not want them, but people are on them."""

    made: list[Activity] = field(default_factory=list)
    restored: list[Activity] = field(default_factory=list)
    withdrawn: list[Activity] = field(default_factory=list)
    kept: list[Activity] = field(default_factory=list)


async def settle(session: AsyncSession, series: Series, key: str) -> Settled:
    """Make what is wanted, restore what was withdrawn and is wanted again, withdraw what nobody is on. ``series`` is held."""
    settled = Settled()
    rows = await which.ahead(session, series)
    wanted = _wanted(series, rows)
    for row in rows:
        off = row.occurs_on not in wanted
        if row.state == ActivityState.CANCELLED and row.reason == WITHDRAWN and not off:
            await restore(session, row, key)
            settled.restored.append(row)
        elif row.state != ActivityState.CANCELLED and off:
            if await people_on(session, row):
                settled.kept.append(row)
            else:
                await withdraw(session, row, key)
                settled.withdrawn.append(row)
    if series.ended_at is None:
        settled.made = await make_ahead(session, series)
    return settled


def _wanted(series: Series, rows: Sequence[Activity]) -> set[object]:
    days = [each.occurs_on for each in rows if each.occurs_on]
    if series.ended_at is not None or not days:
        return set()
    return set(occurrences(from_row(series.rule), min(days), max(days)))


async def withdraw(session: AsyncSession, row: Activity, key: str) -> int:
    """Call it off; whoever is on it is told, and the groups if they had heard of it. Returns how many were on it."""
    activity = await finding.lock(session, row.id, numbered=False)
    if activity.announced_at or await people_on(session, activity):
        return await calling_off.call_off(session, activity, WITHDRAWN, key)
    await publishing.cancel(session, activity, WITHDRAWN)
    return 0


async def restore(session: AsyncSession, row: Activity, key: str) -> None:
    """Take the calling off back, with the same people told."""
    activity = await finding.lock(session, row.id, numbered=False)
    if activity.announced_at or await people_on(session, activity):
        await calling_off.call_on(session, activity, ActivityState.OPEN, f"{activity.id}:{key}")
        return
    activity.state, activity.reason = ActivityState.OPEN, None
    await session.flush()


def days_of(rows: Sequence[Activity]) -> list[str]:
    """12月20日, 12月27日."""
    walls = [clock.local(each.starts_at) for each in rows]
    return [f"{wall.month}月{wall.day}日" for wall in walls]
