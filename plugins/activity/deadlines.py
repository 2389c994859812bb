"""The two deadlines on a 「发布」 line: 截止27日18点, 报名截止:27日18:00, 27日18点截止, 取消截止26日12点.

A day without a time closes at its end (23:59); a time without a day is asked for, unless it is 前一天 or 当天.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plugins.activity import questions
from plugins.activity.calendar_day import Frame
from plugins.activity.days import Days
from plugins.activity.hours import Hours, kind_of
from plugins.activity.questions import Unclear
from plugins.activity.slate import Slate
from plugins.activity.when import moment, moment_at

Kind = Literal["报名", "取消"]

_WORD = re.compile(
    r"(?:报名|登记)?(?P<cancel>取消|退出|退报|撤销)?(?:报名)?(?:截止|截至)(?:报名)?(?:时间|日期)?(?P<glue>\s*:\s*|到|至|于|为|是)?"
    r"|(?P<until>之前|以?前)\s*(?:可以?)?(?:报名|(?P<cancel2>取消|退出))"
)
_LAST_MINUTE = 24 * 60 - 1
_LONGEST = 24
"""How far before its word a moment may begin, in characters."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words of a deadline; ``read`` says which moment, once the start of the activity is known."""

    kind: Kind
    days: Days
    hours: Hours | None
    part: str | None

    def read(self, now: datetime, start: datetime | None) -> datetime | None:
        """The moment; None while it counts from a start that is not known yet. Unclear: gone by, later than the start."""
        if not self.days.dates and not self.days.weekdays:
            raise Unclear(questions.deadline_unread())
        if start is None:
            return None
        at = self.hours.read(self.part)[0] if self.hours else _LAST_MINUTE
        day = self.days.read(Frame(now, at=at, by=start))
        if day is None:
            raise Unclear(questions.deadline_unread())
        closes = moment(day, at)
        if closes <= now:
            raise Unclear(questions.past_moment(day, at, now.date()))
        if closes > start:
            raise Unclear(questions.deadline_late(self.kind, _said(closes, now), _said(start, now)))
        return closes


def _said(at: datetime, now: datetime) -> str:
    return f"{questions.day(at.date(), now.date())} {at:%-H:%M}"


def take_deadlines(slate: Slate) -> list[Deadline]:
    """Take the deadlines off the slate."""
    found: list[Deadline] = []
    at = 0
    while match := _WORD.search(slate.text, at):
        at = match.end()
        if deadline := _take(slate, match):
            found.append(deadline)
    return found


def _take(slate: Slate, word: re.Match[str]) -> Deadline | None:
    """The deadline at this word; None when it is none (请提前报名)."""
    before = word["until"] is not None
    said = _before(slate.text, word.start()) if before else _around(slate.text, word)
    if said is None and before:
        return None
    slate.take(*word.span())
    kind: Kind = "取消" if word["cancel"] or word["cancel2"] else "报名"
    if said is None:
        return Deadline(kind, Days((), ()), None, None)
    slate.take(said.start, said.end)
    return Deadline(kind, said.days, said.hours, kind_of(said.days.part["part"]) if said.days.part else None)


@dataclass(frozen=True, slots=True)
class _Said:
    """A moment in the line, and where."""

    start: int
    end: int
    days: Days
    hours: Hours | None


def _around(text: str, word: re.Match[str]) -> _Said | None:
    """The moment behind the word, unless only the one before it is glued to it."""
    behind = _at(text, word.end())
    if behind and (word["glue"] or not text[word.end()].isspace()):
        return behind
    return _before(text, word.start()) or behind or _before(text, len(text[: word.start()].rstrip()))


def _at(text: str, start: int) -> _Said | None:
    days, hours, end = moment_at(text, start)
    return _Said(start, end, days, hours) if end > start else None


def _before(text: str, end: int) -> _Said | None:
    """The longest moment, its day included, that ends exactly here."""
    for start in range(max(0, end - _LONGEST), end):
        said = None if text[start].isspace() else _at(text, start)
        if said and said.end == end and (said.days.dates or said.days.weekdays):
            return said
    return None
