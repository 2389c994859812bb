"""A month's activities as the data of a picture. What is over stays, what was called off does not."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from plugins.cards.card import Card
from plugins.kernel import clock
from plugins.kernel.masking import mask

from . import texts
from .models import Activity
from .stretch import Stretch

WEEKS = Calendar()
"""Weeks from Monday on."""


def card(community: str, month: Stretch, activities: Sequence[Activity], stands: Mapping[int, str]) -> Card:
    """The month as weeks of days; an activity stands in the day on which it begins. ``stands``: how many are missing, by id."""
    today = clock.local().date()
    by_day: defaultdict[date, list[Activity]] = defaultdict(list)
    for each in activities:
        by_day[max(clock.local(each.starts_at).date(), month.first)].append(each)
    weeks = WEEKS.monthdatescalendar(month.first.year, month.first.month)
    return Card(
        "month",
        {
            "title": month.label,
            "community": community,
            "count": len(activities),
            "weeks": [[_day(each, month, today, by_day, stands) for each in week] for week in weeks],
            "example": _example(activities),
        },
    )


def _example(activities: Sequence[Activity]) -> int | None:
    """A number that can be signed up for now."""
    now = clock.now()
    return next((each.number for each in activities if each.starts_at > now and each.state == "open"), None)


def _day(
    day: date, month: Stretch, today: date, by_day: dict[date, list[Activity]], stands: Mapping[int, str]
) -> dict[str, Any]:
    inside = day.month == month.first.month
    items = [_item(each, stands.get(each.id, "")) for each in by_day[day]] if inside else []
    return {"day": day.day, "inside": inside, "today": day == today, "past": day < today, "items": items}


def _item(activity: Activity, stands: str) -> dict[str, Any]:
    return {
        "number": activity.number,
        "time": texts.hour(activity.starts_at),
        "title": mask(activity.title),
        "place": mask(activity.place),
        "stands": stands,
    }
