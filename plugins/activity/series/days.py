"""The days of a rule. Short months, leap years and leap lunar months need no thought: each day is asked whether it is one.

A month without the 31st has none then; so it is with the 29th of February and with 农历三十 (腊月三十 is 除夕, whatever its number).
A day of one lunar month of the year is never in a leap month; of every month, it is.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from .lunar import lunar, term, vacation
from .rule import LastDays, LunarDays, MonthDays, Ordinals, Pattern, Rule, Terms, Weekdays, YearDays

LONGEST_WAIT = timedelta(days=8 * 366)  # from one 29th of February to the next over 2100


def occurrences(rule: Rule, first: date, last: date) -> list[date]:
    """The days of ``rule`` from ``first`` to ``last``, both included, ascending."""
    return list(_between(rule, first, last))


def coming(rule: Rule, first: date, most: int) -> list[date]:
    """The first ``most`` days of ``rule`` from ``first`` on; fewer when it ends, or when there is none for eight years."""
    found: list[date] = []
    while len(found) < most:
        start = found[-1] + timedelta(days=1) if found else first
        more = list(islice(_between(rule, start, start + LONGEST_WAIT), most - len(found)))
        if not more:
            break
        found += more
    return found


def _between(rule: Rule, first: date, last: date) -> Iterator[date]:
    first, last = max(first, rule.first or first), min(last, rule.last or last)
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return (day for day in days if any(_is_on(each, day, rule.first) for each in rule.on) and not _is_off(rule, day))


def _is_off(rule: Rule, day: date) -> bool:
    if any(start <= day <= end for start, end in rule.off):
        return True
    return bool(rule.vacations) and (vacation(day) in rule.vacations) is not rule.within


def _is_on(pattern: Pattern, day: date, first: date | None) -> bool:
    match pattern:
        case Weekdays(weekdays, every):
            return day.weekday() in weekdays and (every == 1 or first is None or _weeks(first, day) % every == 0)
        case YearDays(dates):
            return (day.month, day.day) in dates
        case LunarDays(dates):
            return _is_lunar(dates, day)
        case Terms(names):
            return term(day) in names
        case _:
            return (not pattern.months or day.month in pattern.months) and _is_in_month(pattern, day)


def _is_in_month(pattern: MonthDays | LastDays | Ordinals, day: date) -> bool:
    left = monthrange(day.year, day.month)[1] - day.day
    match pattern:
        case MonthDays(days):
            return day.day in days or -1 - left in days
        case LastDays(count):
            return left < count
        case Ordinals(nths, weekdays):
            nth = (day.day - 1) // 7 + 1
            return day.weekday() in weekdays and (nth in nths or (left < 7 and -1 in nths))


def _is_lunar(dates: tuple[tuple[int, int], ...], day: date) -> bool:
    there = lunar(day)
    return any(
        (month == 0 or (month == there.month and not there.leap)) and (number == there.day or (number == -1 and there.last))
        for month, number in dates
    )


def _weeks(first: date, day: date) -> int:
    """Whole weeks, from Monday to Monday."""
    return (day - timedelta(days=day.weekday()) - first + timedelta(days=first.weekday())).days // 7
