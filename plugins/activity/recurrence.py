"""The days of a recurring activity: pure, from its rule alone.

A rule says one kind of day: ``month_days`` [8, 28] · ``weekdays`` [5] (Monday is 0), ``every`` n weeks counted from the week of
``anchor`` · ``last_days`` 3 of the month · ``nth`` 2 (-1: the last) ``weekday`` 6 of the month · ``year_day`` [3, 5] · ``lunar``
[12, 8] (day 0: the last of that month; leap months do not count). A day that a month or year does not have is left out.

Besides: ``from``, ``until`` (both included), ``skips``, ``moves`` {day of the rule: day it is held}, ``pauses`` [[first, last]].
A pause is about the days on which something is held. Dates are ISO texts, for a rule is stored as JSON.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

Rule = dict[str, Any]
FARTHEST_YEARS = 9  # between two 29ths of February lie up to eight years


def occurrences(rule: Rule, first: date, last: date) -> list[date]:
    """The days on which something is held from ``first`` to ``last``, both included, ascending, each once."""
    return sorted({held for _, held in slots(rule, first, last)})


def slots(rule: Rule, first: date, last: date) -> list[tuple[date, date]]:
    """Day of the rule and day it is held, of all that is held from ``first`` to ``last``, by the latter."""
    moves = {date.fromisoformat(day): date.fromisoformat(to) for day, to in rule.get("moves", {}).items()}
    moved = [day for day, to in moves.items() if first <= to <= last and _ruled(rule, day)]
    plain = [day for day in _ruled_days(rule, first, last) if day not in moves]
    found = [(day, moves.get(day, day)) for day in (*plain, *moved)]
    skips = set(rule.get("skips", ()))
    kept = (slot for slot in found if slot[0].isoformat() not in skips and not is_paused(rule, slot[1]))
    return sorted(kept, key=lambda slot: (slot[1], slot[0]))


def held_on(rule: Rule, day: date) -> date | None:
    """The day of the rule whose occurrence is held on ``day``; ``None``: nothing is held then."""
    return next((ruled for ruled, _ in slots(rule, day, day)), None)


def upcoming(rule: Rule, first: date, count: int) -> list[date]:
    """The next so many days from ``first`` on, fewer when the rule ends."""
    found: list[date] = []
    for _ in range(FARTHEST_YEARS):
        last = first + timedelta(days=365)
        found += occurrences(rule, first, last)
        if len(found) >= count:
            break
        first = last + timedelta(days=1)
    return found[:count]


def is_paused(rule: Rule, day: date) -> bool:
    """Whether nothing is held on that day because of a pause."""
    return any(first <= day.isoformat() <= last for first, last in rule.get("pauses", ()))


def _ruled(rule: Rule, day: date) -> bool:
    return day in _ruled_days(rule, day, day)


def _ruled_days(rule: Rule, first: date, last: date) -> list[date]:
    """The days of the rule itself, from its beginning to its end."""
    start = max(first, date.fromisoformat(rule.get("from", "0001-01-01")))
    end = min(last, date.fromisoformat(rule.get("until", "9999-12-31")))
    kind = next(each for each in _KINDS if each in rule)
    return [day for day in _KINDS[kind](rule, start, end) if start <= day <= end]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _month_days(rule: Rule, first: date, last: date) -> Iterable[date]:
    wanted = set(rule["month_days"])
    return (day for day in _days(first, last) if day.day in wanted)


def _weekdays(rule: Rule, first: date, last: date) -> Iterable[date]:
    wanted, every = set(rule["weekdays"]), rule.get("every", 1)
    monday = _monday(date.fromisoformat(rule["anchor"]))
    return (d for d in _days(first, last) if d.weekday() in wanted and (_monday(d) - monday).days // 7 % every == 0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _left(day: date) -> int:
    """How many days of its month come after it."""
    return monthrange(day.year, day.month)[1] - day.day


def _last_days(rule: Rule, first: date, last: date) -> Iterable[date]:
    return (day for day in _days(first, last) if _left(day) < rule["last_days"])


def _nth_weekday(rule: Rule, first: date, last: date) -> Iterable[date]:
    nth, weekday = rule["nth"], rule["weekday"]
    same = (day for day in _days(first, last) if day.weekday() == weekday)
    return (day for day in same if (_left(day) < 7 if nth < 0 else (day.day - 1) // 7 + 1 == nth))


def _year_day(rule: Rule, first: date, last: date) -> Iterable[date]:
    month, number = rule["year_day"]
    years = range(first.year, last.year + 1)
    return (date(year, month, number) for year in years if number <= monthrange(year, month)[1])


def _lunar(rule: Rule, first: date, last: date) -> Iterable[date]:
    month, number = rule["lunar"]
    days = (lunar_day(year, month, number) for year in range(first.year - 1, last.year + 1))
    return (day for day in days if day is not None)


@cache
def lunar_day(year: int, month: int, number: int) -> date | None:
    """The solar day of a day of the lunar year; ``None`` when that month has no such day. 0 is the month's last."""
    from lunar_python import LunarMonth, Solar  # here: its tables are large, and few need them

    found = LunarMonth.fromYm(year, month)
    if found is None or number > found.getDayCount():
        return None
    start = Solar.fromJulianDay(found.getFirstJulianDay())
    return date(start.getYear(), start.getMonth(), start.getDay()) + timedelta(days=(number or found.getDayCount()) - 1)


_KINDS: dict[str, Callable[[Rule, date, date], Iterable[date]]] = {
    "month_days": _month_days,
    "weekdays": _weekdays,
    "last_days": _last_days,
    "nth": _nth_weekday,
    "year_day": _year_day,
    "lunar": _lunar,
}
