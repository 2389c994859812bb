"""The rule of a series as data: on which days, from when, until when, when not. How it is said stands in ``reading`` and ``saying``.

A row keeps it as plain JSON. The oldest form, ``{"month_days": [8, 28]}``, is still what such a rule looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T", int, tuple[int, int])
Span = tuple[date, date]
Pairs = tuple[tuple[int, int], ...]


class Vacation(StrEnum):
    """School holidays."""

    WINTER = "寒假"
    SUMMER = "暑假"


@dataclass(frozen=True, slots=True)
class MonthDays:
    """每月8日、28日. Counted from the end below zero: -1 is the last day. ``months``: only in these; none named: in all."""

    days: tuple[int, ...]
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LastDays:
    """每月最后三天."""

    count: int
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordinals:
    """每月第二个周日; -1 is the last one. Monday is 0."""

    nths: tuple[int, ...]
    weekdays: tuple[int, ...]
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Weekdays:
    """每周二、四; ``every`` second week and so on, counted from the week of the rule's first day."""

    weekdays: tuple[int, ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class YearDays:
    """每年3月5日: (month, day)."""

    dates: Pairs


@dataclass(frozen=True, slots=True)
class LunarDays:
    """农历腊月初八: (lunar month, day). Month 0 is every one, leap months too; day -1 is the last of the month (除夕)."""

    dates: Pairs


@dataclass(frozen=True, slots=True)
class Terms:
    """清明, 冬至: the day on which a solar term begins."""

    names: tuple[str, ...]


Pattern = MonthDays | LastDays | Ordinals | Weekdays | YearDays | LunarDays | Terms


@dataclass(frozen=True, slots=True)
class Rule:
    """The days of any of ``on``, from ``first`` to ``last``, both included, but not on ``off``.

    ``vacations``: not in these school holidays, or, ``within``, only in them.
    """

    on: tuple[Pattern, ...]
    first: date | None = None
    last: date | None = None
    off: tuple[Span, ...] = ()
    vacations: tuple[Vacation, ...] = ()
    within: bool = False


def joined(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The same days with as few patterns as there are kinds of them, so that a rule has one form however it is said."""
    merged: dict[object, Pattern] = {}
    for each in patterns:
        key = _sort(each)
        merged[key] = _both(merged[key], each) if key in merged else each
    return tuple(merged.values())


def _sort(pattern: Pattern) -> object:
    match pattern:
        case MonthDays(_, months) | LastDays(_, months):
            return type(pattern), months
        case Ordinals(_, weekdays, months):
            return type(pattern), weekdays, months
        case Weekdays(_, every):
            return type(pattern), every
        case _:
            return type(pattern)


def _both(one: Pattern, other: Pattern) -> Pattern:
    match one, other:
        case MonthDays(days, months), MonthDays(more):
            return MonthDays(_union(days, more), months)
        case LastDays(count, months), LastDays(more):
            return LastDays(max(count, more), months)
        case Ordinals(nths, weekdays, months), Ordinals(more):
            return Ordinals(_union(nths, more), weekdays, months)
        case Weekdays(weekdays, every), Weekdays(more):
            return Weekdays(_union(weekdays, more), every)
        case YearDays(dates), YearDays(more):
            return YearDays(_union(dates, more))
        case LunarDays(dates), LunarDays(more):
            return LunarDays(_union(dates, more))
        case Terms(names), Terms(more):
            return Terms(tuple(dict.fromkeys((*names, *more))))
    raise TypeError(f"{one} and {other} are of different kinds")


def _union(some: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(sorted({*some, *more}))


def to_row(rule: Rule) -> dict[str, Any]:
    """As the table keeps it; what is not there is left out."""
    patterns = [_pattern_row(each) for each in rule.on]
    row: dict[str, Any] = patterns[0] if len(patterns) == 1 else {"on": patterns}
    extra = {
        "first": rule.first and rule.first.isoformat(),
        "last": rule.last and rule.last.isoformat(),
        "off": [[start.isoformat(), end.isoformat()] for start, end in rule.off],
        "vacations": [each.name for each in rule.vacations],
        "within": rule.within,
    }
    return row | {name: value for name, value in extra.items() if value}


def _pattern_row(pattern: Pattern) -> dict[str, Any]:
    match pattern:
        case MonthDays(days, months):
            row: dict[str, Any] = {"month_days": list(days), "months": list(months)}
        case LastDays(count, months):
            row = {"last_days": count, "months": list(months)}
        case Ordinals(nths, weekdays, months):
            row = {"nths": list(nths), "weekdays": list(weekdays), "months": list(months)}
        case Weekdays(weekdays, every):
            row = {"every": every, "weekdays": list(weekdays)}
        case YearDays(dates):
            row = {"year_days": [list(each) for each in dates]}
        case LunarDays(dates):
            row = {"lunar_days": [list(each) for each in dates]}
        case Terms(names):
            row = {"terms": list(names)}
    return {name: value for name, value in row.items() if value != []}


def from_row(row: dict[str, Any]) -> Rule:
    """What the table keeps, whatever its age."""
    return Rule(
        on=tuple(_pattern(each) for each in row.get("on", [row])),
        first=date.fromisoformat(row["first"]) if "first" in row else None,
        last=date.fromisoformat(row["last"]) if "last" in row else None,
        off=tuple((date.fromisoformat(start), date.fromisoformat(end)) for start, end in row.get("off", [])),
        vacations=tuple(Vacation[each] for each in row.get("vacations", [])),
        within=row.get("within", False),
    )


def _pattern(row: dict[str, Any]) -> Pattern:
    months = tuple(row.get("months", ()))
    if "month_days" in row:
        return MonthDays(tuple(row["month_days"]), months)
    if "last_days" in row:
        return LastDays(row["last_days"], months)
    if "nths" in row:
        return Ordinals(tuple(row["nths"]), tuple(row["weekdays"]), months)
    if "every" in row:
        return Weekdays(tuple(row["weekdays"]), row["every"])
    if "year_days" in row:
        return YearDays(tuple((month, day) for month, day in row["year_days"]))
    if "lunar_days" in row:
        return LunarDays(tuple((month, day) for month, day in row["lunar_days"]))
    return Terms(tuple(row["terms"]))
