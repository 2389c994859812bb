"""A day that somebody names for what ends or begins then: 2027年3月1日, 3月1日, 30号, 下周五, 年底. Never a time of day."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from plugins.inbox.meaning.numerals import arabic
from plugins.inbox.wording import normalise

_WEEK = {sign: index for index, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for sign in signs}
_NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_YEARS = {"今年": 0, "明年": 1, "后年": 2}
_YEAR = r"(?P<year>20\d\d|今年|明年|后年)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_FULL = re.compile(rf"{_YEAR}(?:年|[./-])?\s*{_MONTH}\s*(?:月份?|[./-])(?:\s*{_DAY}\s*[日号]?|底)?")
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?:月份?|[./-])(?:\s*{_DAY}\s*[日号]?|底)")
_LONE_DAY = re.compile(rf"{_DAY}\s*[日号]")
_WEEKDAY = re.compile(r"(?P<which>下下|下|这|本)?(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])")
_NAMED = re.compile("大后天|后天|今天|明天|月底|年底|明年底")
_EIGHT = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
Reader = Callable[[re.Match[str], date], date | None]


def _full(said: re.Match[str], today: date) -> date | None:
    year = today.year + _YEARS[said["year"]] if said["year"] in _YEARS else int(said["year"])
    month = int(said["month"])
    return _made(year, month, int(said["day"]) if said["day"] else calendar.monthrange(year, month)[1])


def _month_day(said: re.Match[str], today: date) -> date | None:
    """The coming one."""
    month = int(said["month"])
    for year in range(today.year, today.year + 9):  # 29 February comes every four years, once after eight
        day = int(said["day"]) if said["day"] else calendar.monthrange(year, month)[1]
        if (found := _made(year, month, day)) and found >= today:
            return found
    return None


def _lone_day(said: re.Match[str], today: date) -> date | None:
    """The coming one: 30号 said on the 22nd is this month's, said on the 31st the next one's that has a 30th."""
    for ahead in range(13):
        month = today.month - 1 + ahead
        if (found := _made(today.year + month // 12, month % 12 + 1, int(said["day"]))) and found >= today:
            return found
    return None


def _weekday(said: re.Match[str], today: date) -> date | None:
    index, weeks = _WEEK[said["weekday"]], {"下": 1, "下下": 2}.get(said["which"] or "", 0)
    if not said["which"]:
        return today + timedelta(days=(index - today.weekday()) % 7)
    return today - timedelta(days=today.weekday()) + timedelta(days=index, weeks=weeks)


def _named(said: re.Match[str], today: date) -> date | None:
    if said[0] in _NEAR:
        return today + timedelta(days=_NEAR[said[0]])
    if said[0] == "月底":
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return date(today.year + (said[0] == "明年底"), 12, 31)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_EIGHT, _full),
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_LONE_DAY, _lone_day),
    (_WEEKDAY, _weekday),
    (_NAMED, _named),
)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read(words: str, today: date) -> date | None:
    """The day that the whole of ``words`` names; a month alone with its year means its last day.

    ``None`` when it names none, or one that does not exist (11月31日).
    """
    said = arabic(normalise(words)).strip(" ,。.!")
    for form, reader in _READERS:
        if found := form.fullmatch(said):
            return reader(found, today)
    return None


def spelt(day: date) -> str:
    """2027年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
