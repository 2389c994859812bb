"""What is to be drawn, as a value that knows nothing of how."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    """A template (``board`` or ``notice``) and what fills it in.

    ``data`` is JSON-able; its strings are shown as they are, never read as markup. ``bench/cards.py`` has a full example.

    ``board``: title, period, unit, total, foot, and rows of rank (the caller's: ties are 1, 1, 3), name, value, share
    (0 to 1), note. ``notice``: number, title, when, place, leader, limit, closes, community, how ("群里回：报名 12": the
    words after the colon go into a bubble). Only title, number, rank and value must be there; what else is absent, null
    or empty is left out.
    """

    template: str
    data: dict[str, Any]
