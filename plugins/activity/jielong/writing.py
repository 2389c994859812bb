"""A clean 接龙 that becomes a native list when it is pasted by hand (what the client keeps a list by)."""

import re
from collections.abc import Iterable

from .lines import line_of
from .naming import LONGEST_ROW, masked
from .reading import MOST_ROWS

LONGEST_PART = 500  # characters of a title or a tail


def write(title: str, names: Iterable[str], tail: str = "") -> str:
    """``#接龙``, the title as first seen, a blank line, ``N. 名字``, and the tail under a blank line.

    Personal numbers are masked everywhere. At most 500 rows of at most 150 characters; no spaces at the end of a line.
    """
    rows = [f"{number}. {each}" for number, each in enumerate((_row(name) for name in _first(names)), 1)]
    parts = ["\n".join(part for part in ("#接龙", _several(title)) if part), "\n".join(rows), _several(tail)]
    return "\n\n".join(part for part in parts if part)


def _first(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.strip()][:MOST_ROWS]


def _row(name: str) -> str:
    return masked(" ".join(line_of(name).text.split()))[: LONGEST_ROW - 5].strip()


def _several(text: str) -> str:
    """Lines without spaces at their ends and without blank lines around them."""
    lines = (re.sub(r"\s+$", "", line) for line in masked(text[:LONGEST_PART]).splitlines())
    return "\n".join(lines).strip("\n")
