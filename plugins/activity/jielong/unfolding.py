"""Rows that share a line, because the breaks were lost on the way or somebody forgot one, each on a line of its own again."""

import itertools
import re
from collections.abc import Iterator, Sequence

from .lines import Line
from .markers import marker_at

_SPOT = re.compile(r"(?<![0-9.:：\-–/])(?:(?<=\s)|(?<=[^\s\w])|(?<=[^\W0-9a-zA-Z]))[(\[]?[0-9]{1,3}")
MOST_STARTS = 8


def unfold(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a line that holds several numbered rows cut in front of each number."""
    apart: list[Line] = []
    numbers = [marker.number if (marker := marker_at(line.plain)) and not marker.weak else 0 for line in lines]
    upcoming = _upcoming(numbers)
    for at, line in enumerate(lines):
        cuts = _cuts(line, numbers[at], upcoming[at])
        edges = [0, *cuts, len(line.text)]
        apart += [line] if not cuts else [line.cut(*span) for span in itertools.pairwise(edges)]
    return apart


def _upcoming(numbers: Sequence[int]) -> list[int]:
    """For each line the number of the next numbered one, 0 when there is none."""
    found, following = [], 0
    for number in reversed(numbers):
        found.append(following)
        following = number or following
    return found[::-1]


def _cuts(line: Line, number: int, upcoming: int) -> list[int]:
    spots = list(_spots(line.plain))
    if not spots:
        return []
    if number:
        return [] if upcoming == number + 1 else _climb(spots, number + 1)
    starts = [at for at, spot in enumerate(spots) if spot[1] == 1][:MOST_STARTS]
    climbs = [_climb(spots[at:], 1) for at in starts]
    best = max(climbs, key=len, default=[])
    alone = len(best) == 1 and not upcoming and line.plain[: best[0]].strip()
    return best if len(best) > 1 or (alone and _separated(line.plain, best[0])) else []


def _spots(plain: str) -> Iterator[tuple[int, int, bool]]:
    """Places inside the line that could begin a row: position, number, weak."""
    for hit in _SPOT.finditer(plain):
        marker = marker_at(plain, hit.start()) if hit.start() else None
        if marker and marker.content < len(plain) and (_separated(plain, hit.start()) or plain[hit.start() - 1].isspace()):
            yield hit.start(), marker.number, marker.weak


def _separated(plain: str, start: int) -> bool:
    return bool(re.match(r"[(\[]?[0-9]{1,3}\s*[.)\]、:;。]", plain[start : start + 8]))


def _climb(spots: Sequence[tuple[int, int, bool]], expected: int) -> list[int]:
    """Where the numbers go on one by one from ``expected``."""
    found: list[int] = []
    for at, number, weak in spots:
        if number == expected and not (weak and expected == 1):
            found.append(at)
            expected += 1
    return found
