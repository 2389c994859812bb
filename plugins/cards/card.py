"""What is to be drawn, as a value that knows nothing of how."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    """A template (``board``, ``notice``, ``month``, ``poster``, ``sheet``, ``hazards``, ``year``, ``savings``, ``bulletin``,
    ``certificate``, ``report``) and what fills it in.

    ``data`` is JSON-able; its strings are shown as they are, never read as markup. ``bench/cards.py`` has a full example.

    ``board``: title, period, kind (of service, or what else it is about), unit, total, foot, and rows of rank (the caller's: ties
    are 1, 1, 3), name, value, share (0 to 1), note. ``notice``: number, title, when, place, leader, limit, closes, community, how ("群里回：报名 12": the
    words after the colon go into a bubble). ``month``: title (2026年12月), community, count, example (a number to sign up
    for), and weeks of seven days of day, inside, today, past, items of number (null for what is made ahead), time, title, place. ``poster``: what a notice
    has, with day and time apart, say (the words to send) and code (its QR rows, ``1`` for dark). ``sheet``: title, community,
    when, place, rows of time and names, and who is waiting. ``year``: title, community, total, foot, months of month and days,
    each day, state (``reached``, ``short``, else none) and text. ``savings``: title (whose), community, level (0 to 5), star, share
    (of the way to the next), points, hours, foot, entries of day, reason, amounts, back (taken back). Only title, number, rank,
    value, weeks and code must be there; what else is absent, null or empty is left out.

    ``hazards``: title, community, period, foot, and totals (name, value, bad), tiles (name, value, share, late, building), bars
    (name, value, share, note). ``bulletin``: title, words (its lines), community, day.

    ``certificate``, only for paper: title (of the file), and pages of honour (null for a record of service), number, name, identity,
    period, hours, times, content, issuer, date, say (the words to send) and code (its QR rows).

    ``report``, two pages of paper: title, community, period, empty, before, tiles (name, value, unit, change), bars (name, value,
    share, note) under hours, services, hazards, needs and top, teams (bars, idle, more), lines, activities (day, title, people),
    more, foot, and photos of caption and place (which photo of the photo folder).
    """

    template: str
    data: dict[str, Any]
