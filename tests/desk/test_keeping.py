"""Which backups stay: a pure rule."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.desk.keeping import NAME, day_of, to_drop

TODAY = date(2026, 11, 25)


def names(days: int, today: date = TODAY) -> list[str]:
    """One backup each night for so many days."""
    return [
        f"{datetime.combine(today, datetime.min.time()).replace(hour=3) - timedelta(days=back):{NAME}}" for back in range(days)
    ]


def kept(made: list[str], today: date = TODAY) -> list[str]:
    return sorted(set(made) - set(to_drop(made, today)))


def test_a_year_and_a_half_of_nights() -> None:
    days = [day_of(name) for name in kept(names(550))]
    assert [day for day in days if day and day > TODAY - timedelta(days=7)] == [
        TODAY - timedelta(days=back) for back in range(6, -1, -1)
    ]
    assert {(day.year, day.month) for day in days if day} == {(2025, 12), *((2026, month) for month in range(1, 12))}
    assert len(days) <= 7 + 4 + 12


def test_several_a_day_leave_the_newest() -> None:
    made = ["2026-11-25-030000", "2026-11-25-120000", "2026-11-25-183000"]
    assert kept(made) == ["2026-11-25-183000"]


def test_what_is_not_ours_is_never_dropped() -> None:
    made = ["bot-0001-20260101-000000.db", "我的备份", "2020-01-01", "2020-13-40-999999", "2020-01-01-030000"]
    assert to_drop(made, TODAY) == []
    assert to_drop([*made, "2026-11-25-030000"], TODAY) == ["2020-01-01-030000"]


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=60, unique=True))
def test_the_newest_always_stays_and_dropping_again_changes_nothing(ages: list[int]) -> None:
    made = [names(age + 1)[-1] for age in ages]
    left = kept(made)
    assert max(made) in left
    assert kept(left) == left
    assert len(left) <= 7 + 4 + 12 + 1
