"""The year's table as a picture: the data of its card."""

from collections.abc import Sequence
from itertools import groupby

from plugins.cards.card import Card

from . import texts
from .year import Day


def card(community: str, year: int, days: Sequence[Day], least: int) -> Card:
    """Every month with its patrols: how many came, and whether that was enough."""
    months = [
        {"month": month, "days": [_tile(each) for each in among]}
        for month, among in groupby(days, key=lambda one: one.day.month)
    ]
    total = texts.year_total(days, least)
    return Card("year", {"title": f"{year} 年巡湖", "community": community, "total": total, "months": months})


def _tile(each: Day) -> dict[str, object]:
    if each.came is None or each.cancelled:
        return {"day": each.day.day, "state": "none", "text": texts.without_count(each)}
    return {"day": each.day.day, "state": "reached" if each.reached else "short", "text": f"{each.came} 人"}
