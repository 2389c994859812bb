"""The old calendar: which lunar day a date is, on which dates the solar terms begin, when schools are on holiday.

The tables of a year are made once by lunar-python and kept.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarYear, Solar

from .rule import Vacation

_LATE_NAMES = {
    "DA_XUE": "大雪",
    "DONG_ZHI": "冬至",
    "XIAO_HAN": "小寒",
    "DA_HAN": "大寒",
    "LI_CHUN": "立春",
    "YU_SHUI": "雨水",
    "JING_ZHE": "惊蛰",
}
"""The library calls terms beyond the lunar year by their sound."""
_IN_ORDER = (
    "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒"
)
TERMS = tuple(_IN_ORDER.split())
BEFORE_SPRING_FESTIVAL = timedelta(days=20)
UNTIL_LANTERN_FESTIVAL = timedelta(days=14)
_MOST_YEARS = 64


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the old calendar. ``last``: no day of this month comes after it."""

    month: int
    day: int
    leap: bool
    last: bool


@lru_cache(maxsize=_MOST_YEARS)
def _months(year: int) -> list[tuple[date, int, int]]:
    """(first day, month, length) of the lunar months that touch the solar year; a leap month is below zero."""
    found = {}
    for lunar_year in (year - 1, year):
        for month in LunarYear.fromYear(lunar_year).getMonths():
            found[_date(Solar.fromJulianDay(month.getFirstJulianDay()))] = (month.getMonth(), month.getDayCount())
    return [(first, *found[first]) for first in sorted(found)]


def _date(solar: Solar) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar(day: date) -> LunarDate:
    """The lunar day of a date."""
    months = _months(day.year)
    first, month, length = months[bisect_right(months, day, key=lambda each: each[0]) - 1]
    number = (day - first).days + 1
    return LunarDate(abs(month), number, month < 0, number == length)


@lru_cache(maxsize=_MOST_YEARS)
def _terms(year: int) -> dict[date, str]:
    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    return {_date(solar): _LATE_NAMES.get(name) or name for name, solar in table.items() if solar.getYear() == year}


def term(day: date) -> str | None:
    """The solar term that begins on that day."""
    return _terms(day.year).get(day)


@lru_cache(maxsize=_MOST_YEARS)
def vacation_span(which: Vacation, year: int) -> tuple[date, date]:
    """The school holidays of a year: July and August; and from 20 days before 春节 to 元宵节, which is about what schools do."""
    if which is Vacation.SUMMER:
        return date(year, 7, 1), date(year, 8, 31)
    spring = _date(Lunar.fromYmd(year, 1, 1).getSolar())
    return spring - BEFORE_SPRING_FESTIVAL, spring + UNTIL_LANTERN_FESTIVAL


def vacation(day: date) -> Vacation | None:
    """The school holidays that the day lies in."""
    for which in Vacation:
        for year in (day.year, day.year + 1):
            first, last = vacation_span(which, year)
            if first <= day <= last:
                return which
    return None
