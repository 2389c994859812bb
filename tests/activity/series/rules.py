"""Rules of every kind, in the one form that each has."""

from datetime import date, timedelta

from hypothesis import strategies as st

from plugins.activity.series.lunar import TERMS
from plugins.activity.series.rule import (
    LastDays,
    LunarDays,
    MonthDays,
    Ordinals,
    Rule,
    Terms,
    Vacation,
    Weekdays,
    YearDays,
    joined,
)

NAMED = st.sampled_from([(), (1, 4, 7, 10), (2, 5, 8, 11), (3, 6, 9, 12), (1, 3, 5, 7, 9, 11), (2, 4, 6, 8, 10, 12)])
MONTHS = NAMED | st.sets(st.integers(1, 12), min_size=1, max_size=4).map(lambda each: tuple(sorted(each)))


def ascending(elements: st.SearchStrategy, most: int = 4) -> st.SearchStrategy:
    """A few different ones, smallest first."""
    return st.sets(elements, min_size=1, max_size=most).map(lambda each: tuple(sorted(each)))


def real_dates() -> st.SearchStrategy:
    """(month, day) of a leap year."""
    return st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))


LUNAR = st.tuples(st.integers(0, 12), st.integers(1, 30)).map(lambda each: (12, -1) if each == (12, 30) else each)
PATTERNS = st.one_of(
    st.builds(MonthDays, ascending(st.integers(1, 31)), NAMED),
    st.builds(MonthDays, ascending(st.integers(-9, -2)), NAMED),
    st.builds(LastDays, st.integers(1, 28), MONTHS),
    st.builds(Ordinals, ascending(st.sampled_from([-1, 1, 2, 3, 4, 5])), ascending(st.integers(0, 6), 7), MONTHS),
    st.builds(Weekdays, ascending(st.integers(0, 6), 7)),
    st.builds(YearDays, ascending(real_dates())),
    st.builds(LunarDays, ascending(LUNAR)),
    st.builds(Terms, st.lists(st.sampled_from(TERMS), min_size=1, max_size=3, unique=True).map(tuple)),
)
SOME_DAY = st.dates(date(2026, 11, 22), date(2027, 12, 31))
SPANS = st.tuples(SOME_DAY, st.integers(0, 60)).map(lambda each: (each[0], each[0] + timedelta(days=each[1])))


def _rule(on: list, lasting: tuple[date, int] | None, off: list, vacations: tuple, within: bool) -> Rule:
    first, last = (lasting[0], lasting[0] + timedelta(days=lasting[1])) if lasting else (None, None)
    return Rule(joined(on), first, last, tuple(sorted(set(off))), vacations, within and bool(vacations))


RULES = st.builds(
    _rule,
    st.lists(PATTERNS, min_size=1, max_size=3),
    st.none() | st.tuples(SOME_DAY, st.integers(40, 400)),
    st.lists(SPANS, max_size=2),
    st.sampled_from([(), (Vacation.WINTER,), (Vacation.SUMMER,), (Vacation.WINTER, Vacation.SUMMER)]),
    st.booleans(),
)
