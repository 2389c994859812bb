"""The report as a card: two pages of A4 with figures, bars, the list of activities, photos of the lake and the most diligent."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from plugins.cards.card import Card
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.points.period import Months
from plugins.points.texts import name_of

from . import figure_texts
from .facts import Fact, hours
from .figure_texts import number
from .figures import Figures
from .pen import NO_SERVICE, NO_TEAM
from .service_record import Held

TILES = ("activities", "times", "hours", "newcomers", "people", "points", "hazards", "needs")
MOST_TEAMS, MOST_SORTS, MOST_TOP, MOST_PHOTOS = 22, 8, 10, 4
MOST_LISTED, MOST_BESIDE_PHOTOS = 24, 14
Bar = dict[str, Any]
Bars = list[Bar]


def card(community: str, of: Figures, told: Mapping[str, Fact], before: Mapping[str, Fact]) -> Card:
    """What the template ``report`` shows; every figure in it is one of ``told``, or a part of one."""
    compared = figure_texts.comparable(before)
    photos = _photos(of)
    most = MOST_BESIDE_PHOTOS if photos else MOST_LISTED
    return Card(
        "report",
        {
            "title": f"{community} 志愿服务报告",
            "community": community,
            "period": figure_texts.label(of.period),
            "empty": figure_texts.nothing(community, of.period) if of.empty else "",
            "tiles": [_tile(told[key], before[key] if compared else None) for key in TILES],
            "before": of.period.before.label if compared else "",
            "hours": _over_time(of),
            "teams": _teams(of),
            "services": _services(of),
            "hazards": _shares(of.hazards.categories[:MOST_SORTS]),
            "needs": _shares(_needs(of)[:MOST_SORTS]),
            "lines": figure_texts.lines(told),
            "activities": [_activity(each, of) for each in _largest(of, most)],
            "more": max(0, len(of.held) - most),
            "top": _top(of),
            "photos": photos,
            "foot": figure_texts.foot(of),
        },
    )


def _tile(fact: Fact, before: Fact | None) -> dict[str, str]:
    change = figure_texts.difference(fact, before) if before else ""
    return {"name": fact.name, "value": number(fact.value), "unit": fact.unit, "change": change}


def _shares(pairs: Sequence[tuple[str, int | float]]) -> Bars:
    most = max((value for _, value in pairs), default=0) or 1
    return [{"name": name, "value": number(value), "share": value / most} for name, value in pairs]


def _over_time(of: Figures) -> Bars:
    """Hours by month; of a single month by week."""
    minutes: dict[date, int] = {first: 0 for first, _ in slices(of.period)}
    for each in of.parts:
        day = clock.local(each.at).date()
        minutes[max(first for first in minutes if first <= day)] += each.minutes
    return _shares([(name, hours(minutes[first])) for first, name in slices(of.period)])


def slices(period: Months) -> Sequence[tuple[date, str]]:
    """The first day of each month, or of each week of a single month, and how it is called."""
    first, end = clock.local(period.start).date(), clock.local(period.end).date()
    if period.length > 1:
        months = [Months(period.first + ahead, 1) for ahead in range(period.length)]
        days = [clock.local(each.start).date() for each in months]
        return [(day, f"{day.month}月") for day in days]
    days = [first] + [day for ahead in range(1, 31) if (day := first + timedelta(ahead)) < end and day.weekday() == 0]
    ends = [*days[1:], end]
    return [(day, _days(day, until - timedelta(1))) for day, until in zip(days, ends, strict=True)]


def _days(first: date, last: date) -> str:
    return f"{first.day}日" if first == last else f"{first.day}–{last.day}日"


def _teams(of: Figures) -> dict[str, Any]:
    """People-times per team, the most first; those with nothing are only counted."""
    sums = {one: each for one, each in of.by(lambda part: part.team_id).items() if each.times or each.minutes}
    called = {each.id: each.name for each in of.teams}
    ranked = sorted(sums, key=lambda one: (one is None, -sums[one].times, -sums[one].minutes, one or 0))
    rows = _shares([(called.get(one or 0, NO_TEAM), sums[one].times) for one in ranked])
    for row, one in zip(rows, ranked, strict=True):
        row["note"] = f"{number(hours(sums[one].minutes))} 小时"
    idle = sum(each.id not in sums and each.closed_at is None for each in of.teams)
    return {"bars": rows[:MOST_TEAMS], "idle": idle, "more": max(0, len(rows) - MOST_TEAMS)}


def _services(of: Figures) -> Bars:
    sums = of.by(lambda part: part.service_id)
    called = {each.id: each.name for each in of.services}
    if not set(sums) & set(called):
        return []
    pairs = [(called.get(one or 0, NO_SERVICE), hours(each.minutes)) for one, each in sums.items() if each.minutes]
    return _shares(sorted(pairs, key=lambda pair: -pair[1])[:MOST_SORTS])


def _needs(of: Figures) -> Sequence[tuple[str, int]]:
    counts: dict[str, int] = {}
    for each in of.needs:
        counts[each.sort] = counts.get(each.sort, 0) + each.asked
    return sorted(counts.items(), key=lambda pair: -pair[1])


def _largest(of: Figures, most: int) -> Sequence[Held]:
    """Those with the most people, shown in the order of time."""
    heads = of.heads
    chosen = sorted(of.held, key=lambda each: (-heads[each.id], each.starts_at))[:most]
    return sorted(chosen, key=lambda each: (each.starts_at, each.id))


def _activity(held: Held, of: Figures) -> dict[str, str]:
    here = clock.local(held.starts_at)
    return {"day": f"{here.month}月{here.day}日", "title": mask(held.title), "people": str(of.heads[held.id])}


def _top(of: Figures) -> Bars:
    """The most hours, without those who do not want to stand on a board, and without organisations."""
    sums = of.by(lambda part: part.member_id)
    listed = [
        (one, each.minutes)
        for one, each in sums.items()
        if one is not None and each.minutes > 0 and of.people[one].on_boards and not of.people[one].organisation
    ]
    best = sorted(listed, key=lambda pair: (-pair[1], pair[0]))[:MOST_TOP]
    return _shares([(name_of(of.people[one].name), hours(minutes)) for one, minutes in best])


def _photos(of: Figures) -> list[dict[str, str]]:
    """Out of the logs of the lake alone, one of each patrol before a second of any."""
    of_rides = [[(each.day.day, place) for entry in each.log for place in entry.photos] for each in of.rides]
    in_turn = [some[turn] for turn in range(MOST_PHOTOS) for some in of_rides if turn < len(some)]
    chosen = dict.fromkeys(in_turn)
    return [{"place": place, "caption": f"{day.month}月{day.day}日 巡湖"} for day, place in list(chosen)[:MOST_PHOTOS]]
