"""The days of a rule: short months, leap years, leap lunar months, and what holds of every rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.activity.series.days import coming, occurrences
from plugins.activity.series.lunar import lunar, vacation
from plugins.activity.series.rule import (
    LastDays,
    LunarDays,
    MonthDays,
    Ordinals,
    Pattern,
    Rule,
    Terms,
    Vacation,
    Weekdays,
    YearDays,
    from_row,
    to_row,
)
from tests.activity.series.rules import RULES


def days(pattern: Pattern, first: str, last: str) -> list[str]:
    found = occurrences(Rule((pattern,)), date.fromisoformat(first), date.fromisoformat(last))
    return [each.isoformat() for each in found]


def test_the_8th_and_the_28th_over_fourteen_months() -> None:
    found = occurrences(from_row({"month_days": [8, 28]}), date(2026, 11, 1), date(2027, 12, 31))
    assert len(found) == 28
    assert found[:3] == [date(2026, 11, 8), date(2026, 11, 28), date(2026, 12, 8)]
    assert {day.day for day in found} == {8, 28}


def test_a_month_without_such_a_day_has_none() -> None:
    assert days(MonthDays((29, 31)), "2027-01-01", "2027-04-30") == [
        "2027-01-29", "2027-01-31", "2027-03-29", "2027-03-31", "2027-04-29",
    ]  # fmt: skip
    assert days(MonthDays((29,)), "2028-02-01", "2028-02-29") == ["2028-02-29"]


def test_the_last_three_days_are_those_of_each_month() -> None:
    assert days(LastDays(3), "2027-02-01", "2027-03-31") == [
        "2027-02-26", "2027-02-27", "2027-02-28", "2027-03-29", "2027-03-30", "2027-03-31",
    ]  # fmt: skip
    assert days(LastDays(3), "2028-02-20", "2028-03-01") == ["2028-02-27", "2028-02-28", "2028-02-29"]
    assert days(LastDays(1, (3, 6, 9, 12)), "2026-11-01", "2027-06-30") == ["2026-12-31", "2027-03-31", "2027-06-30"]
    assert days(MonthDays((-2,)), "2027-02-01", "2027-02-28") == ["2027-02-27"]


def test_ordinal_weekdays() -> None:
    assert days(Ordinals((2,), (6,)), "2026-11-01", "2026-12-31") == ["2026-11-08", "2026-12-13"]
    assert days(Ordinals((-1,), (4,)), "2026-11-01", "2026-12-31") == ["2026-11-27", "2026-12-25"]
    assert days(Ordinals((5,), (5,)), "2026-11-01", "2027-01-31") == ["2027-01-30"]  # most months have no fifth Saturday
    assert days(Ordinals((2,), (6,), (5,)), "2027-01-01", "2027-12-31") == ["2027-05-09"]


def test_every_second_week_goes_on_over_the_year() -> None:
    rule = Rule((Weekdays((5,), 2),), first=date(2026, 11, 28))
    found = occurrences(rule, date(2026, 11, 1), date(2027, 1, 31))
    assert [each.isoformat() for each in found] == ["2026-11-28", "2026-12-12", "2026-12-26", "2027-01-09", "2027-01-23"]


def test_the_29th_of_february() -> None:
    assert coming(Rule((YearDays(((2, 29),)),)), date(2026, 1, 1), 2) == [date(2028, 2, 29), date(2032, 2, 29)]
    assert coming(Rule((YearDays(((2, 29),)),)), date(2096, 3, 1), 1) == [date(2104, 2, 29)]


def test_festivals_of_the_old_calendar() -> None:
    pairs = ((1, 15), (5, 5), (8, 15), (9, 9), (12, 8), (12, -1))
    assert days(LunarDays(pairs), "2026-01-01", "2026-12-31") == [
        "2026-01-26", "2026-02-16", "2026-03-03", "2026-06-19", "2026-09-25", "2026-10-18",
    ]  # fmt: skip


def test_a_leap_month_has_no_festival_but_a_first_day() -> None:
    """2025 has a second sixth month, from the 25th of July."""
    assert lunar(date(2025, 7, 25)).leap
    assert days(LunarDays(((6, 1),)), "2025-01-01", "2025-12-31") == ["2025-06-25"]
    firsts = days(LunarDays(((0, 1),)), "2025-06-01", "2025-08-31")
    assert firsts == ["2025-06-25", "2025-07-25", "2025-08-23"]


def test_the_last_night_of_the_year_whatever_its_number() -> None:
    assert lunar(date(2026, 2, 16)).day == 29
    assert lunar(date(2027, 2, 5)).day == 29
    assert lunar(date(2024, 2, 9)).day == 30
    assert days(LunarDays(((12, -1),)), "2024-01-01", "2027-12-31") == ["2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"]


def test_terms() -> None:
    assert days(Terms(("清明", "冬至")), "2026-01-01", "2027-12-31") == ["2026-04-05", "2026-12-22", "2027-04-05", "2027-12-22"]


def test_school_holidays() -> None:
    saturdays = Weekdays((5,))
    without = occurrences(
        Rule((saturdays,), vacations=(Vacation.WINTER, Vacation.SUMMER)), date(2027, 1, 1), date(2027, 12, 31)
    )
    within = occurrences(
        Rule((saturdays,), vacations=(Vacation.WINTER, Vacation.SUMMER), within=True), date(2027, 1, 1), date(2027, 12, 31)
    )
    assert sorted(without + within) == occurrences(Rule((saturdays,)), date(2027, 1, 1), date(2027, 12, 31))
    assert all(vacation(day) is None for day in without)
    assert {vacation(day) for day in within} == set(Vacation)
    assert date(2027, 2, 6) in within  # 春节


@given(RULES, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 200), st.integers(0, 200))
def test_looking_twice_finds_what_looking_once_finds(rule: Rule, first: date, one: int, two: int) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=two)
    whole = occurrences(rule, first, last)
    assert whole == occurrences(rule, first, middle) + occurrences(rule, middle + timedelta(days=1), last)
    assert whole == sorted(set(whole))
    assert all(first <= day <= last for day in whole)


@given(RULES, st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_row_keeps_the_rule(rule: Rule, first: date) -> None:
    kept = from_row(to_row(rule))
    assert kept == rule
    assert coming(kept, first, 3) == coming(rule, first, 3)


@pytest.mark.parametrize("row", [{"month_days": [8, 28]}, {"month_days": [31]}])
def test_the_oldest_rows_are_what_they_were(row: dict[str, object]) -> None:
    assert to_row(from_row(row)) == row
