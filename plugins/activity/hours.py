"""Times of day as leaders type them, in minutes after midnight of their day (24:00 = 1440, 次日1:00 = 1500).

An hour from 1 to 6 without its part of the day (上午, 下午 …) is asked for; 0 and 7 to 24 are meant as written. In a range
the part of the day carries over to the end. A range passes midnight when it begins at 18:00 or later and ends by 6:00, or says
次日.
"""

import re
from dataclasses import dataclass, replace

from plugins.activity import questions
from plugins.activity.questions import Unclear
from plugins.activity.slate import NUMBER, WIPED, Slate, number

DAY = 24 * 60
_NIGHT_FROM, _NIGHT_TO = 18 * 60, 6 * 60

_KINDS = {
    "dawn": "凌晨",
    "morning": "清晨 清早 早晨 早上 一早 上午 早 晨",
    "noon": "中午 正午",
    "afternoon": "下午 午后 傍晚",
    "evening": "晚上 晚间 夜里 夜间 夜晚 半夜 深夜 晚 夜",
}
_PARTS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_HOURS: dict[str | None, dict[int, int]] = {
    None: {h: h for h in (0, *range(7, 25))},
    "dawn": {12: 0} | {h: h for h in range(12)},
    "morning": {h: h for h in range(1, 13)},
    "noon": {h: h for h in range(10, 15)} | {h: h + 12 for h in range(1, 6)},
    "afternoon": {h: h for h in range(12, 24)} | {h: h + 12 for h in range(1, 12)},
    "evening": {12: 24} | {h: h for h in range(17, 25)} | {h: h + 12 for h in range(5, 12)},
}
"""What an hour means after a part of the day; an hour that is not listed contradicts it."""

_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_EDGE = rf"(?=[\s,、;。!){WIPED}]|$)"
_NOT_A_CLOCK = "(?!位|[名个]|意见|建议|要求|注意|水|心|赞|击|积分|代|间|段|长|候|令)"
_MINUTES = (
    rf"半|整|[一三13]刻|{NUMBER}分|[0-9]{{2}}(?![0-9人名个位份户栋号月日楼点:])"
    r"|[零〇一二三四五][零〇一二三四五六七八九十]{1,2}(?![人名个位份户])"
)
_TO = r"\s*(?:[-~〜∼–—―−]{1,2}|至|到)\s*"
_TAIL = r"(?:准时)?(?:开始|起(?!点))?"


def _part(n: int, must: str = "?") -> str:
    return rf"(?:(?P<part{n}>{_PART})\s*){must}"


def _clock(n: int) -> str:
    digits = rf"(?<![0-9.])(?<![0-9]:)(?P<digits{n}>[0-9]{{1,2}}):(?P<past{n}>[0-9]{{2}})(?::[0-9]{{2}})?(?![0-9:])"
    spoken = rf"(?P<hour{n}>{NUMBER})(?:点钟?|时){_NOT_A_CLOCK}(?P<minute{n}>{_MINUTES})?"
    return rf"(?:{digits}|{spoken})"


_BARE1 = rf"(?<![-./第])(?<![0-9]:)(?P<digits1>{NUMBER})"
_BARE2 = rf"(?P<digits2>{NUMBER}){_EDGE}"
_NEXT = "(?P<next>次日|第二天|隔天)?"
RANGES = tuple(
    re.compile(rf"{_part(1, must)}{first}{_TO}{_NEXT}{_part(2)}{second}{_TAIL}")
    for first, second, must in (
        (_clock(1), _clock(2), "?"),
        (_BARE1, _clock(2), "?"),
        (_clock(1), _BARE2, "?"),
        (_BARE1, _BARE2, ""),
    )
)
SINGLE = re.compile(rf"{_part(1)}{_clock(1)}{_TAIL}")
_LONE_PART = re.compile(rf"(?<={WIPED})\s*\(?(?P<part>{_PART})\)?{_EDGE}")
_LONE_RANGE = re.compile(rf"(?:(?<=[\s,、;{WIPED}])|^)(?P<first>[0-9]{{1,2}}){_TO}(?P<second>[0-9]{{1,2}}){_EDGE}")


@dataclass(frozen=True, slots=True)
class _Hour:
    """One time as typed. ``padded`` (06:30) means the 24-hour clock."""

    hour: int
    minute: int
    kind: str | None
    padded: bool
    words: str

    def minutes(self) -> int:
        """Minutes after midnight; Unclear when it could be either half of the day, or is no time."""
        if self.hour > 24 or self.minute > 59 or (self.hour == 24 and self.minute):
            raise Unclear(questions.no_such_time(self.words))
        hours = {h: h for h in range(25)} if self.padded and self.kind is None else _HOURS[self.kind]
        if self.hour in hours:
            return hours[self.hour] * 60 + self.minute
        raise Unclear(questions.which_half(self.hour, self.minute) if self.hour <= 6 else questions.no_such_time(self.words))


def _minute(words: str) -> int:
    if words.endswith("刻"):
        return 45 if words[0] in "三3" else 15
    return {"半": 30, "整": 0, "": 0}[words] if words in ("半", "整", "") else number(words.removesuffix("分"))


def _hour(match: re.Match[str], n: int, kind: str | None) -> _Hour:
    said = match.groupdict()
    hour = said.get(f"digits{n}") or said.get(f"hour{n}") or ""
    minute = said.get(f"past{n}") or said.get(f"minute{n}") or ""
    part = said.get(f"part{n}")
    padded = hour.startswith("0") and len(hour) == 2
    return _Hour(number(hour), _minute(minute), _PARTS[part] if part else kind, padded, match.group().strip())


def _end(end: _Hour, start: int, carried: str | None, *, own: bool) -> int:
    """The end in minutes, given the start; ``own`` says that the end has its own part of the day."""
    kind = end.kind if own else None if end.hour > 12 or end.padded else carried
    night = start >= _NIGHT_FROM and not own and kind in (None, "evening") and end.hour <= 6
    if night and end.minute < 60 and (kind is None or end.hour <= 4):
        return DAY + end.hour * 60 + end.minute
    minutes = replace(end, kind=kind).minutes()
    if minutes <= start and not own and 1 <= end.hour <= 6 and kind in (None, "morning") and not end.padded:
        raise Unclear(questions.which_half(end.hour, end.minute))
    return minutes


@dataclass(frozen=True, slots=True)
class Hours:
    """The words of one time or range; ``read`` says what they mean."""

    match: re.Match[str]

    @property
    def ranged(self) -> bool:
        """Has an end."""
        return "part2" in self.match.groupdict()

    @property
    def chatty(self) -> bool:
        """一点 without anything else is 'a bit', not a time."""
        said = self.match.groupdict()
        return (
            not self.ranged and said.get("hour1") == "一" and not said["minute1"] and said["part1"] in (None, "早", "晚", "夜")
        )

    def read(self, kind: str | None = None) -> tuple[int, int | None]:
        """Start and end in minutes; ``kind`` is the part of the day said elsewhere (明晚 … 7点半)."""
        first = _hour(self.match, 1, kind)
        start = first.minutes()
        if not self.ranged:
            return start, None
        own = self.match.group("part2") is not None
        second = _hour(self.match, 2, None)
        if self.match.group("next"):
            return start, DAY + replace(second, padded=True).minutes()
        end = _end(second, start, first.kind, own=own)
        if start >= DAY:
            raise Unclear(questions.midnight_of_which_day())
        if end <= start and start >= _NIGHT_FROM and end <= _NIGHT_TO:
            end += DAY
        if end <= start:
            raise Unclear(questions.ends_before_start(start, end))
        return start, end


def kind_of(part: str | None) -> str | None:
    """The kind of a part of the day (晚 → evening)."""
    return _PARTS[part] if part else None


def take_hours(slate: Slate) -> list[Hours]:
    """Take every time and range off the slate."""
    found: list[Hours] = []
    for pattern in (*RANGES, SINGLE):
        for match in pattern.finditer(slate.text):
            if not (hours := Hours(match)).chatty:
                slate.take(*match.span())
                found.append(hours)
    return found


def take_lone_part(slate: Slate) -> str | None:
    """Take a part of the day that stands alone after its date (28号早上 亲水平台 6:30); returns its kind."""
    found = slate.take_all(_LONE_PART)
    return _PARTS[found[0]["part"]] if found else None


def take_lone_range(slate: Slate) -> tuple[int, int] | None:
    """Take 9-11 off a slate whose date is known and whose time is not; only hours that are plain (7 to 24)."""
    for match in _LONE_RANGE.finditer(slate.text):
        first, second = int(match["first"]), int(match["second"])
        if 7 <= first < second <= 24:
            slate.take(*match.span())
            return first * 60, second * 60
    return None


def single_at(text: str, start: int) -> Hours | None:
    """The one time that begins exactly here; None when there is none."""
    match = SINGLE.match(text, start)
    return Hours(match) if match and not Hours(match).chatty else None


def range_at(text: str, start: int) -> bool:
    """Whether a range begins exactly here."""
    return any(pattern.match(text, start) for pattern in RANGES)
