"""What every occurrence of a series begins with: its shifts, stalls or quotas, and who may come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Team

from .. import finding, notices, publishing, signing
from ..eligibility import setting
from ..eligibility.models import Conditions
from ..models import Activity, ActivityState, Series
from ..sections import dividing
from ..sections.division import Part
from . import furnishing_texts, which


@dataclass(slots=True)
class Spread:
    """What became of the coming occurrences: changed (with what undoing needs), or left as they were."""

    changed: list[Activity] = field(default_factory=list)
    kept: list[Activity] = field(default_factory=list)
    detail: list[dict[str, Any]] = field(default_factory=list)


def row_of(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """As a series keeps them; what is not there is left out."""
    return [{name: value for name in Part.__slots__ if (value := getattr(each, name)) is not None} for each in parts]


def parts_of(row: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The sections that a series keeps."""
    return tuple(Part(**each) for each in row)


def moved_along(row: Sequence[Mapping[str, Any]], minutes: int) -> list[dict[str, Any]]:
    """The same, so many minutes later: the series has got other hours."""
    return [{name: value + minutes if name in ("start", "end") else value for name, value in each.items()} for each in row]


def check_within(series: Series) -> None:
    """Raises ``Refusal`` for a shift that does not lie within the hours of the series."""
    start, end = (time.fromisoformat(each) for each in (series.start, series.end))
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    last += 24 * 60 * (last <= first)
    timed = [each for each in parts_of(series.sections) if each.start is not None and each.end is not None]
    if any(not first <= (each.start or 0) < (each.end or 0) <= last for each in timed):
        raise Refusal(furnishing_texts.outside(series))


async def furnish(session: AsyncSession, series: Series, activity: Activity) -> None:
    """Give an occurrence that was just made what the series has for it."""
    if series.sections:
        await dividing.divide(session, activity, parts_of(series.sections))
    if series.conditions:
        await setting.write(session, activity, series.conditions)


async def conditions_of(session: AsyncSession, series: Series) -> Conditions | None:
    """They as an occurrence would have them, to be read out; never stored."""
    if not series.conditions:
        return None
    team_id = series.conditions["team_id"]
    return Conditions(**series.conditions, team=await session.get(Team, team_id) if team_id else None)


async def divide(session: AsyncSession, series: Series, parts: Sequence[Part]) -> Spread:
    """These sections from now on. Of what has been made those get them that nobody is on, or where it is plain who belongs where."""
    series.sections, series.capacity = row_of(parts), None
    spread = Spread()
    for each in await _ahead(session, series):
        activity = await finding.lock(session, each.id, numbered=False)
        detail = {"id": activity.id, "capacity": activity.capacity, "parts": row_of(_parts_of(activity))}
        if await _redivided(session, activity, parts):
            spread.changed.append(activity)
            spread.detail.append(detail | {"seats": await dividing.count_seats(session, activity)})
        else:
            spread.kept.append(activity)
    return spread


async def divide_back(session: AsyncSession, detail: Mapping[str, Any]) -> bool:
    """One occurrence as it was before; ``False``: people have taken seats meanwhile, so it stays."""
    activity = await finding.lock(session, detail["id"], numbered=False)
    if await dividing.count_seats(session, activity) != detail["seats"]:
        return False
    await dividing.undivide(session, activity, detail["capacity"])
    await dividing.divide(session, activity, parts_of(detail["parts"]))
    return True


async def _ahead(session: AsyncSession, series: Series) -> Sequence[Activity]:
    return [each for each in await which.ahead(session, series) if each.state != ActivityState.CANCELLED]


def _parts_of(activity: Activity) -> tuple[Part, ...]:
    """Its sections as they were announced."""
    midnight = clock.local(activity.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for each in activity.sections:
        start, end = ((int((at - midnight).total_seconds()) // 60 if at else None) for at in (each.starts_at, each.ends_at))
        found.append(Part(each.name, start, end, each.capacity, each.minimum))
    return tuple(found)


async def _redivided(session: AsyncSession, activity: Activity, parts: Sequence[Part]) -> bool:
    """Divide it anew. ``False``, and all is as it was: people are on it and it is not plain which section is theirs."""
    if activity.sections and await publishing.anyone_on(session, activity):
        return False
    before, capacity = _parts_of(activity), activity.capacity
    if before:
        await dividing.undivide(session, activity, capacity)
    await dividing.divide(session, activity, parts)
    try:
        dividing.check_within(activity)
        await dividing.seat_everybody(session, activity)
    except Refusal:
        await dividing.undivide(session, activity, capacity)
        await dividing.divide(session, activity, before)
        return False
    await notices.tell_promoted(session, activity, await signing.promote(session, activity))
    return True


async def restrict(session: AsyncSession, series: Series, fields: Mapping[str, Any]) -> Spread:
    """These conditions from now on; an occurrence that has got others by hand keeps them. Nobody is taken off a list."""
    was = series.conditions or setting.nobody_kept_out()
    series.conditions = {} if dict(fields) == setting.nobody_kept_out() else dict(fields)
    spread = Spread()
    for each in await _ahead(session, series):
        activity = await finding.lock(session, each.id, numbered=False)
        here = setting.as_they_are(activity)
        if here in (was, dict(fields)):
            await setting.write(session, activity, fields)
            spread.changed.append(activity)
            spread.detail.append({"id": activity.id, "was": here})
        else:
            spread.kept.append(activity)
    return spread
