"""Which day of the calendar a leader's words mean.

A day without its month is the next such day still to come; a day without its year is the coming one, but one that went by
within ``RECENT`` days is asked for. Looking back (a record of what was done) it is the last such day.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from plugins.activity import questions
from plugins.activity.questions import Unclear
from plugins.activity.slate import number

RECENT = 60
_MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """From where the words are heard.

    ``now`` is local; ``at`` the time of day in minutes where it is known. ``near``: the day spoken of so far (改期),
    ``by``: the moment before which it must lie (a deadline). ``backward``: what was done, not what is to come.
    """

    now: datetime
    at: int | None = None
    near: date | None = None
    by: datetime | None = None
    backward: bool = False

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    @property
    def anchor(self) -> date | None:
        """The day to which 前一天 and 当天 refer."""
        return self.by.date() if self.by else self.near

    def open(self, day: date) -> bool:
        """Whether the day, at its time, is still to come (looking back: has begun)."""
        if self.backward:
            return day <= self.today
        if self.at is None:
            return day >= self.today
        return datetime.combine(day, time(), self.now.tzinfo) + timedelta(minutes=self.at) > self.now

    def choose(self, days: list[date]) -> date | None:
        """The one among recurring days (ascending) that is meant; None when there is none."""
        days = [d for d in days if self.open(d)]
        if not days:
            return None
        if self.backward:
            return days[-1]
        if self.by:
            return max((d for d in days if d <= self.by.date()), default=days[0])
        near = self.near
        return min(days, key=lambda d: abs(d - near)) if near else days[0]


Reader = Callable[[re.Match[str], Frame], date]


def _make(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(questions.no_such_day(words)) from None


def _months(today: date) -> Iterator[tuple[int, int]]:
    """The months from a year ago to a year ahead."""
    for offset in range(-_MONTHS_AHEAD, _MONTHS_AHEAD + 1):
        years, month = divmod(today.month - 1 + offset, 12)
        yield today.year + years, month + 1


def full(match: re.Match[str], frame: Frame) -> date:
    """2026-11-28, 2026年11月28日, 明年1月5日."""
    relative = {"今": 0, "明": 1, "后": 2}
    said = match["year"]
    year = frame.today.year + relative[said[0]] if said[0] in relative else number(said)
    return _make(year if year > 99 else 2000 + year, number(match["month"]), number(match["day"]), match.group())


def month_day(match: re.Match[str], frame: Frame) -> date:
    """11月28日, 11.28, 11/28."""
    month, day, today = number(match["month"]), number(match["day"]), frame.today
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise Unclear(questions.no_such_day(match.group()))
    years = [y for y in (today.year - 1, today.year, today.year + 1) if day <= monthrange(y, month)[1]]
    days = [date(y, month, day) for y in years]
    gone = [d for d in days if not frame.open(d)]
    if not frame.backward and gone and (today - gone[-1]).days <= RECENT:
        return gone[-1]
    if (chosen := frame.choose(days)) is None:
        raise Unclear(questions.no_such_day(match.group()))
    return chosen


def bare_day(match: re.Match[str], frame: Frame) -> date:
    """28号: the next 28th; a month that has no such day is passed over."""
    day = number(match["day"])
    chosen = frame.choose([date(y, m, day) for y, m in _months(frame.today) if 1 <= day <= monthrange(y, m)[1]])
    if chosen is None:
        raise Unclear(questions.no_such_day(match.group()))
    return chosen


def _month_of(words: str, today: date) -> tuple[int, int]:
    if words.startswith("下"):
        return (today.year + today.month // 12, today.month % 12 + 1)
    return (today.year, today.month)


def day_of_month(match: re.Match[str], frame: Frame) -> date:
    """本月28号, 下个月5号."""
    return _make(*_month_of(match["which"], frame.today), number(match["day"]), match.group())


def month_end(match: re.Match[str], frame: Frame) -> date:
    """月底, 下月底, 11月底: the last day."""
    today = frame.today
    year, month = _month_of(match["which"] or "", today)
    if match["month"]:
        month = number(match["month"])
        year += month < today.month and not frame.backward
    if not 1 <= month <= 12:
        raise Unclear(questions.no_such_day(match.group()))
    return date(year, month, monthrange(year, month)[1])


_WEEKDAYS = dict(zip("一二三四五六日天123456", (*range(7), 6, *range(6)), strict=True))
_RELATIVE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}


def relative(match: re.Match[str], frame: Frame) -> date:
    """今天, 明晚, 大后天."""
    return frame.today + timedelta(days=_RELATIVE[match["which"]])


def beside(match: re.Match[str], frame: Frame) -> date:
    """前一天, 当天: counted from the day spoken of."""
    if frame.anchor is None:
        raise Unclear(questions.no_such_day(match.group()))
    return frame.anchor - timedelta(days=match.group()[0] != "当")


def weekday_number(match: re.Match[str]) -> int:
    """Monday is 0."""
    return _WEEKDAYS[match["weekday"] or match["weekday2"]]


def weekday(match: re.Match[str], frame: Frame) -> date:
    """周六: the next one; 本周六, 下周六, 上周六: of that week, which begins on Monday."""
    wanted, which, today = weekday_number(match), match["which"] or "", frame.today
    if which:
        weeks = which.count("下") - which.count("上")
        return today - timedelta(days=today.weekday()) + timedelta(days=wanted, weeks=weeks)
    first = today + timedelta(days=(wanted - today.weekday()) % 7)
    days = [first + timedelta(weeks=w) for w in range(-1, 9)]
    chosen = frame.choose(days)
    plain = next((d for d in days if frame.open(d)), None)
    if chosen is None or plain is None:
        raise Unclear(questions.no_such_day(match.group()))
    if not frame.backward and chosen != plain:
        raise Unclear(questions.which_of(plain, chosen, today))
    return chosen
