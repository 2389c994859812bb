"""How things are written on the sheets of the workbook: people, teams, days. And what a sheet is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.people import exports
from plugins.points.rule import HOUR

from .figures import Figures

Cell = str | int | float | None
NO_TEAM, NO_SERVICE = "未分队", "未分类"
TOGETHER = "合计"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``widths`` of the columns, in characters. ``lead``: lines above the headings."""

    name: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    lead: Sequence[str] = ()


@dataclass(frozen=True)
class Pen:
    """How people are written: masked unless it was said what for. ``order``: each has the same number on every sheet."""

    figures: Figures
    named: bool
    order: Mapping[int, int]

    def name(self, member_id: int) -> str:
        """王** or 王阿姨; an organisation is nobody who could be named."""
        person = self.figures.people[member_id]
        return mask(person.name) if self.named or person.organisation else exports.masked(person.name)

    def platform_number(self, member_id: int) -> str:
        """Whether there is one, or which."""
        code = self.figures.people[member_id].platform_number
        return code if self.named else "有" if code else ""

    def team(self, number: int | None) -> str:
        """The team's name."""
        return next((each.name for each in self.figures.teams if each.id == number), NO_TEAM)

    def service(self, number: int | None) -> str:
        """The kind of service."""
        return next((each.name for each in self.figures.services if each.id == number), NO_SERVICE)


def pen(of: Figures, *, named: bool) -> Pen:
    """Numbers go to people by their hours, the most first."""
    totals = of.by(lambda each: each.member_id)
    ranked = sorted((number for number in totals if number is not None), key=lambda one: (-totals[one].minutes, one))
    new = [each.member_id for each in of.newcomers if each.member_id not in totals]
    return Pen(of, named, {number: place for place, number in enumerate([*ranked, *new], 1)})


def exactly(minutes: int) -> Cell:
    """Minutes as hours, to the hundredth."""
    return round(minutes / HOUR, 2)


def plain(text: str) -> str:
    """In one line, no numbers of anybody."""
    return mask(" ".join(text.split()))


def date(at: datetime) -> str:
    """2026-11-28."""
    return f"{clock.local(at):%Y-%m-%d}"


def hour(at: datetime) -> str:
    """09:00."""
    return f"{clock.local(at):%H:%M}"


def when(at: datetime) -> tuple[str, str]:
    """Day and time apart."""
    return date(at), hour(at)


def moment(at: datetime) -> str:
    """Day and time together."""
    return f"{date(at)} {hour(at)}"
