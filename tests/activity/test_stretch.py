"""Stretches of days, on a Sunday, on a Wednesday, and at the end of a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.activity.stretch import read_stretch
from plugins.kernel import clock

SUNDAY, WEDNESDAY, LAST_DAY = date(2026, 11, 22), date(2026, 11, 25), date(2026, 12, 31)
READ = [
    ("今天", SUNDAY, "2026-11-22", "2026-11-22"),
    ("明日", LAST_DAY, "2027-01-01", "2027-01-01"),
    ("后天", SUNDAY, "2026-11-24", "2026-11-24"),
    ("本周", SUNDAY, "2026-11-16", "2026-11-22"),
    ("这个星期", WEDNESDAY, "2026-11-23", "2026-11-29"),
    ("下周", SUNDAY, "2026-11-23", "2026-11-29"),
    ("下个礼拜", WEDNESDAY, "2026-11-30", "2026-12-06"),
    ("周末", SUNDAY, "2026-11-21", "2026-11-22"),
    ("周末", WEDNESDAY, "2026-11-28", "2026-11-29"),
    ("这周末", WEDNESDAY, "2026-11-28", "2026-11-29"),
    ("下周末", SUNDAY, "2026-11-28", "2026-11-29"),
    ("本月", SUNDAY, "2026-11-01", "2026-11-30"),
    ("下个月", LAST_DAY, "2027-01-01", "2027-01-31"),
    ("上月", date(2027, 1, 5), "2026-12-01", "2026-12-31"),
    ("12月", SUNDAY, "2026-12-01", "2026-12-31"),
    ("11月份", SUNDAY, "2026-11-01", "2026-11-30"),
    ("十二月", SUNDAY, "2026-12-01", "2026-12-31"),
    ("2月", SUNDAY, "2027-02-01", "2027-02-28"),
    ("2028年2月", SUNDAY, "2028-02-01", "2028-02-29"),
    ("去年 3月", SUNDAY, "2025-03-01", "2025-03-31"),
    ("明年1月", SUNDAY, "2027-01-01", "2027-01-31"),
]


@pytest.mark.parametrize(("words", "today", "first", "last"), READ)
def test_words_for_days(words: str, today: date, first: str, last: str) -> None:
    found = read_stretch(words, today)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("words", ["", "13月", "0月", "12", "28号", "12月5日", "周六", "周末吗", "明天见", "巡湖", "每月"])
def test_what_is_no_stretch(words: str) -> None:
    assert read_stretch(words, SUNDAY) is None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from([words for words, *_ in READ]))
def test_a_stretch_holds_whole_days_in_shanghai(today: date, words: str) -> None:
    found = read_stretch(words, today)
    assert found is not None
    assert found.first <= found.last
    assert clock.local(found.starts_at).date() == found.first
    assert clock.local(found.ends_at).date() == found.last + timedelta(days=1)
    assert clock.local(found.starts_at).time() == clock.local(found.ends_at).time() == clock.local(found.ends_at).min.time()
