"""The day to look again that is named in 「挂账 123 需资金 12月再看」."""

import re
from datetime import date, datetime, time, timedelta

from plugins.inbox.meaning.numerals import arabic
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.people import dates

USUAL = timedelta(days=30)
MOST = timedelta(days=366)
NINE = time(9)
_AGAIN = re.compile(r"(?P<when>[^\s,，。;；]+?)(?:的时候|前后|左右)?\s*(?:再|来|去|回头)?(?:看|说|办|议|修|查|定|处理)")
_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9])\s*月(?:份|初)?")
_LATER = re.compile(r"(?P<many>\d{1,3})\s*(?P<unit>天|日|周|个星期|星期|个月)(?:以?后|之后)?")
_UNITS = {"天": 1, "日": 1, "周": 7, "个星期": 7, "星期": 7, "个月": 30}
_NEXT = {"下周": 7, "下个星期": 7, "下月": 30, "下个月": 30, "过完年": 90, "年后": 90, "开春": 100, "明年": 0}


def find(words: str, today: date) -> date | None:
    """The day to look again, the first of a month where only that is said; ``None`` where none is named, or one too far or past."""
    said = arabic(normalise(words))
    for found in _AGAIN.finditer(said):
        when = found["when"]
        for start in range(len(when)):
            if (day := _read(when[start:], today)) and today < day <= today + MOST:
                return day
    return None


def _read(when: str, today: date) -> date | None:
    if month := _MONTH.fullmatch(when):
        wanted = int(month["month"])
        return date(today.year + (wanted <= today.month), wanted, 1)
    if later := _LATER.fullmatch(when):
        return today + timedelta(days=int(later["many"]) * _UNITS[later["unit"]])
    if when == "明年":
        return date(today.year + 1, 1, 4)
    if when in _NEXT:
        return today + timedelta(days=_NEXT[when])
    return dates.read(when, today)


def moment(day: date) -> datetime:
    """Nine in the morning of that day."""
    return clock.at_local(datetime.combine(day, NINE))
