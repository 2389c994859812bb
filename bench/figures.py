"""Figures and how they are shown: a ratio is the median of paired rounds, with the smallest and the largest beside it."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEAD = "| what | wanted | median | min | max | reached |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that was measured several times. ``limit``: what was asked for; ``None``: shown for comparison only."""

    what: str
    values: Sequence[float]
    limit: float | None = None
    at_least: bool = False
    digits: int = 2
    unit: str = ""

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.values)

    @property
    def reached(self) -> bool:
        """Whether the median is within the limit."""
        return self.limit is None or (self.median >= self.limit if self.at_least else self.median <= self.limit)

    def line(self) -> str:
        """A row of the table under ``HEAD``."""
        wanted = "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g}{self.unit}"
        verdict = "" if self.limit is None else ("yes" if self.reached else "**no**")
        shown = (self._shown(value) for value in (self.median, min(self.values), max(self.values)))
        return f"| {self.what} | {wanted} | {' | '.join(shown)} | {verdict} |"

    def _shown(self, value: float) -> str:
        return f"{value:.{self.digits}f}{self.unit}"


def table(figures: Iterable[Figure]) -> str:
    """Markdown."""
    return "\n".join([HEAD, *(each.line() for each in figures)])


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """Round by round, so that a slow minute of the machine weighs on both sides."""
    return [mine / other for mine, other in zip(above, below, strict=True)]
