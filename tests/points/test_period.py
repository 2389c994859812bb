"""What people say for a stretch of months."""

import re
from datetime import datetime

import pytest

from plugins.kernel import clock
from plugins.points import period

TODAY = clock.at_local(datetime.fromisoformat("2026-11-25 12:00"))

SAID = [
    ("本月", "2026年11月", 1),
    ("上个月", "2026年10月", 1),
    ("11月", "2026年11月", 1),
    ("11月份", "2026年11月", 1),
    ("十一月", "2026年11月", 1),
    ("12月", "2025年12月", 1),
    ("2024年2月", "2024年2月", 1),
    ("2026 年 11 月", "2026年11月", 1),
    ("2026-11", "2026年11月", 1),
    ("去年12月", "2025年12月", 1),
    ("第四季度", "2026年第4季度", 3),
    ("四季度", "2026年第4季度", 3),
    ("第4季", "2026年第4季度", 3),
    ("Q3", "2026年第3季度", 3),
    ("2025年第四季度", "2025年第4季度", 3),
    ("本季度", "2026年第4季度", 3),
    ("上季度", "2026年第3季度", 3),
    ("上半年", "2026年上半年", 6),
    ("下半年", "2026年下半年", 6),
    ("今年上半年", "2026年上半年", 6),
    ("今年", "2026年", 12),
    ("2025年度", "2025年", 12),
    ("去年", "2025年", 12),
    ("1月到3月", "2026年第1季度", 3),
    ("2-5月", "2026年2–5月", 4),
    ("2027年", "2027年", 12),
]


@pytest.mark.parametrize(("word", "label", "length"), SAID)
def test_what_is_meant(word: str, label: str, length: int) -> None:
    found = period.read(word, TODAY)
    assert found
    assert (found.label, found.length) == (label, length)
    assert re.fullmatch(period.LIKELY, word)


@pytest.mark.parametrize("word", ["13月", "0月", "第五季度", "3-1月", "2026年13月"])
def test_what_does_not_exist_is_meant_and_not_read(word: str) -> None:
    assert period.read(word, TODAY) is None
    assert re.fullmatch(period.LIKELY, word)


@pytest.mark.parametrize("word", ["下个月交", "一下", "半年了", "今年的情况", "12", "", "总榜", "老陈"])
def test_talk_is_no_time(word: str) -> None:
    assert period.read(word, TODAY) is None
    assert not re.fullmatch(period.LIKELY, word)


def test_without_a_year_it_is_the_latest_that_has_begun() -> None:
    february = clock.at_local(datetime.fromisoformat("2027-02-01 00:30"))
    wanted = {"1月": "2027年1月", "2月": "2027年2月", "3月": "2026年3月", "四季度": "2026年第4季度", "下半年": "2026年下半年"}
    for word, label in {**wanted, "上半年": "2027年上半年", "一季度": "2027年第1季度"}.items():
        found = period.read(word, february)
        assert found
        assert found.label == label


def test_bounds_are_midnights_in_shanghai() -> None:
    found = period.read("2026年12月", TODAY)
    assert found
    assert (found.start.isoformat(), found.end.isoformat()) == ("2026-11-30T16:00:00+00:00", "2026-12-31T16:00:00+00:00")


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("1月", "2025年12月"),
        ("第一季度", "2025年第4季度"),
        ("上半年", "2025年下半年"),
        ("今年", "2025年"),
        ("2-5月", "2025年10月–2026年1月"),
    ],
)
def test_the_time_before_is_as_long(word: str, label: str) -> None:
    found = period.read(word, TODAY)
    assert found
    assert (found.before.label, found.before.length) == (label, found.length)
    assert found.before.end == found.start
