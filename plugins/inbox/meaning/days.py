"""Days as people name them in passing: 28号, 十一月二十八, 11.28, 这周六, 下周六, 明晚, 周末; and the hour or part of the day.

Nothing is invented here: an expression becomes a *test* of a moment that exists already, so a wrong day matches nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plugins.inbox.meaning.phrases import Span

Test = Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class Named:
    """One expression in a sentence: where it stands and which moments it fits. ``bare`` is the number of a lone 12号."""

    span: Span
    fits: Test
    bare: int | None = None


_WEEK = {sign: index for index, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for sign in signs}
_RELATIVE = {"今天": 0, "今晚": 0, "今早": 0, "今儿": 0, "明天": 1, "明晚": 1, "明早": 1, "明儿": 1, "后天": 2, "大后天": 3}
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])(?:月|[./])(3[01]|[12]\d|0?[1-9])(?!\d)[号日]?")
_DAY = re.compile(r"(?<![\d月.第])(3[01]|[12]\d|0?[1-9])[号日](?![楼栋院线门店馆])")
_WEEKDAY = re.compile(r"(下下|下|这|本|上)?(?:一?个)?(?:周|星期|礼拜)([一二三四五六日天1-7])")
_WEEKEND = re.compile(r"(下|这|本)?(?:个)?周末")
_NEAR = re.compile("大后天|后天|今天|今晚|今早|今儿|明天|明晚|明早|明儿")
_PART = re.compile("早上|早晨|清早|一大早|上午|中午|下午|傍晚|晚上|夜里")
_HOUR = re.compile(r"(?<!\d)(2[0-3]|1\d|0?\d)(?:点(半)?钟?|:(\d\d))")
_PARTS = {"中": (11, 14), "下": (12, 18), "傍": (16, 20), "晚": (17, 24), "夜": (17, 24)}


def _month_day(hit: re.Match[str], _: date) -> Named:
    wanted = (int(hit[1]), int(hit[2]))
    return Named(hit.span(), lambda moment: (moment.month, moment.day) == wanted)


def _day(hit: re.Match[str], _: date) -> Named:
    day = int(hit[1])
    return Named(hit.span(), lambda moment: moment.day == day, day)


def _weekday(hit: re.Match[str], today: date) -> Named:
    index = _WEEK[hit[2]]
    monday = today - timedelta(days=today.weekday())
    weeks = {"上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}.get(hit[1] or "")
    if weeks is None:
        return Named(hit.span(), lambda moment: moment.weekday() == index)
    wanted = monday + timedelta(days=index, weeks=weeks)
    return Named(hit.span(), lambda moment: moment.date() == wanted)


def _weekend(hit: re.Match[str], today: date) -> Named:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1 if hit[1] == "下" else 0)
    wanted = {monday + timedelta(days=5), monday + timedelta(days=6)}
    return Named(hit.span(), lambda moment: moment.date() in wanted)


def _near(hit: re.Match[str], today: date) -> Named:
    wanted = today + timedelta(days=_RELATIVE[hit[0]])
    return Named(hit.span(), lambda moment: moment.date() == wanted)


def _part(hit: re.Match[str], _: date) -> Named:
    first, last = _PARTS.get(hit[0][0], (4, 12))
    return Named(hit.span(), lambda moment: first <= moment.hour < last)


def _hour(hit: re.Match[str], _: date) -> Named:
    hour, minute = int(hit[1]), 30 if hit[2] else int(hit[3] or 0)
    exact = bool(hit[2] or hit[3])
    return Named(hit.span(), lambda moment: moment.hour % 12 == hour % 12 and (not exact or moment.minute == minute))


_READERS = (
    (_MONTH_DAY, _month_day),
    (_DAY, _day),
    (_WEEKDAY, _weekday),
    (_WEEKEND, _weekend),
    (_NEAR, _near),
    (_PART, _part),
    (_HOUR, _hour),
)


def named_days(text: str, today: date) -> list[Named]:
    """Every day, part of a day and hour that the text names (Arabic digits), none of them inside another."""
    named: list[Named] = []
    for expression, read in _READERS:
        for hit in expression.finditer(text):
            if all(hit.end() <= other.span[0] or hit.start() >= other.span[1] for other in named):
                named.append(read(hit, today))
    return named
