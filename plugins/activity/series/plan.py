"""One line that sets up or changes a series: the rule is taken off, the rest is read as 「发布」 reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from plugins.activity.questions import Unclear
from plugins.activity.slate import Slate
from plugins.kernel.clock import SHANGHAI

from ..draft import Draft, read_draft
from ..models import Series
from . import texts
from .days import coming
from .reading import take_change, take_rule
from .rule import Rule, from_row

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A rule (``None``: none was said) and what else the line says; the draft is of one of its days."""

    rule: Rule | None
    draft: Draft


def read_plan(text: str, now: datetime, teams: Collection[str] = ()) -> Planned:
    """The line of a new series. Unclear: no rule in it, or what 「发布」 would not understand."""
    rule, rest = split(text, now)
    if rule is None:
        raise Unclear(texts.rule_unread(text))
    draft = _draft(rest, rule, now, teams)
    if draft.start and _begins_in_vain(rule, draft.start.time(), now):
        rule, _ = split(text, now + ONE_DAY)
    return Planned(rule, draft)


def _begins_in_vain(rule: Rule | None, start: time, now: datetime) -> bool:
    """Whether weeks would be counted from a day of today whose hour is over."""
    wall = now.astimezone(SHANGHAI)
    return rule is not None and rule.first == wall.date() and start <= wall.time()


def read_change(text: str, series: Series, now: datetime, teams: Collection[str] = ()) -> Planned:
    """What is to be different from now on; the title stays unless 名称: is said, and of the rule what is not said anew."""
    slate = Slate(text)
    rule, today = from_row(series.rule), now.astimezone(SHANGHAI).date()
    new = take_change(slate, today, rule)
    rest = _left(slate)
    head = "" if any(f"{label}{colon}" in rest for label in ("名称", "主题") for colon in ":：") else f"「{series.title}」"
    draft = _draft(f"{head} {rest}", new or rule, now, teams)
    start = draft.start.time() if draft.start else time.fromisoformat(series.start)
    if _begins_in_vain(new, start, now):
        new = take_change(Slate(text), today + ONE_DAY, rule)
    return Planned(new, draft)


def split(text: str, now: datetime) -> tuple[Rule | None, str]:
    """The rule, and the line without it."""
    slate = Slate(text)
    rule = take_rule(slate, now.astimezone(SHANGHAI).date())
    return rule, _left(slate)


def _left(slate: Slate) -> str:
    return " ".join(words.strip(" ,，、;；") for _, words in slate.left(separators="")).strip()


def _draft(rest: str, rule: Rule, now: datetime, teams: Collection[str]) -> Draft:
    day = _later_day(rule, now.astimezone(SHANGHAI).date())
    return read_draft(f"{rest} {day.year}年{day.month}月{day.day}日", now, teams)


def _later_day(rule: Rule, today: date) -> date:
    """One that has not begun, whatever the hour."""
    days = coming(rule, max(today + timedelta(days=1), rule.first or today), 1)
    return days[0] if days else today + timedelta(days=1)


def minutes_before(start: datetime, closes: datetime | None) -> int | None:
    """How long before each start a deadline is that was said for one of them."""
    return None if closes is None else int((start - closes).total_seconds()) // 60


def same_length(series: Series, start: datetime | None) -> str | None:
    """The end that keeps the series as long as it is, for a new start without an end."""
    if start is None:
        return None
    first, last = (datetime.combine(start.date(), time.fromisoformat(each)) for each in (series.start, series.end))
    length = last - first + (timedelta(days=1) if last <= first else timedelta())
    return f"{start + length:%H:%M}"
