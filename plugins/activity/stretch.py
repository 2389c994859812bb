"""The stretches of days that people ask about: 今天, 周末, 下周, 12月. Weeks begin on Monday."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from plugins.kernel import clock

from .slate import NUMBER, number


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``first`` to ``last``, both days included, in Shanghai; ``label`` is how people call it."""

    label: str
    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """Its first moment."""
        return clock.at_local(datetime.combine(self.first, time()))

    @property
    def ends_at(self) -> datetime:
        """The moment after its last."""
        return clock.at_local(datetime.combine(self.last + timedelta(days=1), time()))


def month_of(year: int, month: int) -> Stretch:
    """A calendar month; ``month`` may run over either end of the year (13 is January of the next)."""
    years, index = divmod(month - 1, 12)
    first = date(year + years, index + 1, 1)
    return Stretch(f"{first.year}年{first.month}月", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _day(said: re.Match[str], today: date) -> Stretch:
    day = today + timedelta(days={"今": 0, "明": 1, "后": 2}[said[1]])
    return Stretch(f"{said[1]}天", day, day)


def _week(said: re.Match[str], today: date) -> Stretch:
    later = said[1].startswith("下")
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=int(later))
    return Stretch("下周" if later else "本周", monday, monday + timedelta(days=6))


def _weekend(said: re.Match[str], today: date) -> Stretch:
    later = (said[1] or "").startswith("下")
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5, weeks=int(later))
    return Stretch("下周末" if later else "周末", saturday, saturday + timedelta(days=1))


def _near_month(said: re.Match[str], today: date) -> Stretch:
    return month_of(today.year, today.month + {"上": -1, "下": 1}.get(said[1][0], 0))


def _month(said: re.Match[str], today: date) -> Stretch | None:
    """12月: the one that comes, this month included; with a year, that one."""
    month, year = number(said["month"]), said["year"]
    if not 1 <= month <= 12:
        return None
    if year:
        return month_of(today.year + {"去": -1, "今": 0, "明": 1}[year] if year in "去今明" else int(year), month)
    return month_of(today.year + (month < today.month), month)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Stretch | None]], ...] = (
    (re.compile(r"([今明后])[天日]"), _day),
    (re.compile(r"(本|这个?|下个?)(?:周|星期|礼拜)"), _week),
    (re.compile(r"(本|这个?|下个?)?周末"), _weekend),
    (re.compile(r"(本|这个?|当|上个?|下个?)月"), _near_month),
    (re.compile(rf"(?:(?P<year>20\d\d|[去今明])年\s*)?(?P<month>{NUMBER})月份?"), _month),
)


def read_stretch(text: str, today: date) -> Stretch | None:
    """The stretch that is the whole of ``text`` (normalised); ``None`` when it is none."""
    for pattern, read in _READERS:
        if said := pattern.fullmatch(text.strip()):
            return read(said, today)
    return None
