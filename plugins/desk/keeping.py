"""Which backups are kept: of each of the last 7 days, 4 weeks and 12 months the newest one. Pure."""

import re
from collections.abc import Collection
from datetime import date, datetime

NAME = "%Y-%m-%d-%H%M%S"
DAYS, WEEKS, MONTHS = 7, 4, 12
_FORM = re.compile(r"\d{4}-\d\d-\d\d-\d{6}")


def day_of(name: str) -> date | None:
    """The day of a backup's name; ``None`` when it is no name of ours."""
    if not _FORM.fullmatch(name):
        return None
    try:
        return datetime.strptime(name, NAME).date()  # noqa: DTZ007  # the name is in Shanghai's wall clock
    except ValueError:
        return None


def to_drop(names: Collection[str], today: date) -> list[str]:
    """Those that are kept no longer. What is no backup's name is never among them, and the newest never is."""
    days = {name: day for name in sorted(names, reverse=True) if (day := day_of(name))}
    kept: dict[tuple[str, object], str] = {}
    for name, day in days.items():
        for span in _spans(day, today):
            kept.setdefault(span, name)
    return sorted(set(days) - set(kept.values()) - set(list(days)[:1]))


def _spans(day: date, today: date) -> list[tuple[str, object]]:
    """The day, week and month a backup may stand for, as far as those are still kept."""
    age = (today - day).days
    months = (today.year - day.year) * 12 + today.month - day.month
    weeks = (today.toordinal() - 1) // 7 - (day.toordinal() - 1) // 7
    spans: list[tuple[str, object]] = [("day", day)] * (age < DAYS)
    spans += [("week", weeks)] * (weeks < WEEKS)
    return spans + [("month", (day.year, day.month))] * (months < MONTHS)
