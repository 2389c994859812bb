"""Days and times as leaders type them, anywhere in a line.

Everything that can be read in two ways raises ``Unclear`` with the question; nothing is guessed. The moments are aware and in
Shanghai wall-clock time. What is not understood as day or time comes back, as it was typed, in ``rest``.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from plugins.activity import questions
from plugins.activity.calendar_day import Frame
from plugins.activity.days import DASH, Days, DayWords, days_at, skip_spaces, take_days
from plugins.activity.hours import Hours, kind_of, range_at, single_at, take_hours, take_lone_part, take_lone_range
from plugins.activity.questions import Unclear
from plugins.activity.slate import Slate
from plugins.kernel.clock import SHANGHAI

_PART_OF_DAY = re.compile(r"晚上?|早上?|晨|夜里?")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, aware, Shanghai wall clock; ``end`` is None when only a start was said."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was read. ``start`` and ``end`` are minutes after midnight of ``day``; beyond 1440 is the day after.

    ``day`` None: no date was said. ``start`` None: no time was said. Either can then be asked for.
    """

    day: date | None
    start: int | None
    end: int | None
    rest: str

    @property
    def span(self) -> Span | None:
        """The moments, when both day and time are known."""
        if self.day is None or self.start is None:
            return None
        return Span(moment(self.day, self.start), None if self.end is None else moment(self.day, self.end))


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after midnight of the day, in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)


def find_span(text: str, now: datetime, near: date | None = None) -> Found:
    """The day and the time or range anywhere in the text.

    ``near`` is the day spoken of so far (改期): a time without a day is on it, a day without a month is the closest to it.
    Unclear: two readings, no such day or time, gone by, more than one day or time.
    """
    slate = Slate(text)
    found = read_span(slate, Frame(_local(now), near=near))
    return replace(found, rest=_rest(slate))


def find_moment(text: str, now: datetime, near: date | None = None) -> Found:
    """Like ``find_span`` where one moment is needed: a range is Unclear."""
    found = find_span(text, now, near)
    if found.start is not None and found.end is not None:
        raise Unclear(questions.one_moment_only(f"{questions.clock(found.start)}-{questions.clock(found.end)}"))
    return found


def find_day(text: str, now: datetime) -> Found:
    """The coming day that is said (28号, 周六那个, 明天); times and other numbers stay in ``rest``.

    11.28 and 11-28 count only in front.
    """
    slate = Slate(text)
    days = take_days(slate, weak=False)
    if not days.dates and not days.weekdays:
        days, end = days_at(slate.text, 0)
        slate.take(0, end)
    day = days.read(Frame(_local(now)))
    _take_part(slate, days)
    return Found(day, None, None, _rest(slate))


def find_past_day(text: str, now: datetime) -> Found:
    """The day that stands in front of a record of what was done (28日 东岸…): the last such day, today included."""
    slate = Slate(text)
    days, end = days_at(slate.text, 0)
    day = days.read(Frame(_local(now), backward=True))
    slate.take(0, end)
    _take_part(slate, days)
    return Found(day, None, None, _rest(slate))


def read_span(slate: Slate, frame: Frame) -> Found:
    """Take day and time off the slate; ``rest`` is left to the caller, who has the slate."""
    days = take_days(slate)
    hours = take_hours(slate)
    part = _take_part(slate, days) or take_lone_part(slate)
    start, end = _one(hours, part)
    lone = take_lone_range(slate) if start is None and (days.dates or days.weekdays or frame.near) else None
    start, end = lone or (start, end)
    if not days.dates and (dash := _dash(slate, timed=start is not None)):
        days = replace(days, dates=(dash,))
    day = days.read(replace(frame, at=start)) or (frame.near if start is not None else None)
    if day is not None and start is not None and moment(day, start) <= frame.now:
        raise Unclear(questions.past_moment(day, start, frame.today))
    return Found(day, start, end, "")


def moment_at(text: str, start: int) -> tuple[Days, Hours | None, int]:
    """The words of one moment that begin exactly here (截止 *27日18点*), and where they end. A range is not a moment."""
    days, end = days_at(text, start)
    at = skip_spaces(text, end)
    if range_at(text, at) or (hours := single_at(text, at)) is None:
        return days, None, end
    return days, hours, hours.match.end()


def _one(hours: list[Hours], part: str | None) -> tuple[int | None, int | None]:
    """The one time that is said, the same one twice being one."""
    times = {h.read(part) for h in hours}
    if len(times) > 1:
        raise Unclear(questions.several_times([h.match.group().strip() for h in hours]))
    return times.pop() if times else (None, None)


def _dash(slate: Slate, *, timed: bool) -> DayWords | None:
    """Take 11-28 as a date; 8-10 may as well be hours, unless the time is said elsewhere."""
    pattern, reader = DASH
    match = pattern.search(slate.text)
    if match is None:
        return None
    first, second = int(match["month"]), int(match["day"])
    if not timed and 7 <= first < second <= 24:
        raise Unclear(questions.day_or_hours(first, second))
    slate.take(*match.span())
    return DayWords(match, reader)


def _take_part(slate: Slate, days: Days) -> str | None:
    """The part of the day in 明晚, taken off unless it went with its time; its kind."""
    if (said := days.part) is None:
        return None
    if match := _PART_OF_DAY.match(slate.text, said.end()):
        slate.take(*match.span())
    return kind_of(said["part"])


def _local(now: datetime) -> datetime:
    return now.astimezone(SHANGHAI)


def _rest(slate: Slate) -> str:
    pieces = (piece.strip(" ,，、;；()（）") for _, piece in slate.left())
    return " ".join(piece for piece in pieces if piece)
