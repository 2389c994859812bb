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
from .reading import take_rule
from .rule import Rule


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
    return Planned(rule, _draft(rest, rule, now, teams))


def read_change(text: str, title: str, rule: Rule, now: datetime, teams: Collection[str] = ()) -> Planned:
    """What is to be different from now on; the title stays unless 名称: is said."""
    new, rest = split(text, now)
    head = "" if any(f"{label}{colon}" in rest for label in ("名称", "主题") for colon in ":：") else f"「{title}」"
    return Planned(new, _draft(f"{head} {rest}", new or rule, now, teams))


def split(text: str, now: datetime) -> tuple[Rule | None, str]:
    """The rule, and the line without it."""
    slate = Slate(text)
    rule = take_rule(slate, now.astimezone(SHANGHAI).date())
    return rule, " ".join(words.strip(" ,，、;；") for _, words in slate.left(separators="")).strip()


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
