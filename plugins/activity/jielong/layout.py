"""Where in the lines the title is, where the rows are, and where the tail begins.

The client writes: title, example, blank line, rows, blank line, tail (seen in captured messages). People write rules, menus and dates with
numbers above or below the rows, and sub-headings among them. A *run* is a climb of numbered lines; some runs are rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import likeness
from .lines import Line
from .markers import Marker, marker_at

EXAMPLE = re.compile(
    r"\s*(?:例子?|例如|格式|格式如|示例|样例|如|比如)\s*[,.:、\s]|\s*(?:例|示例|样例)(?=[\u4e00-\u9fff])|\s*接龙格式"
)
_HEADING = re.compile(
    r"\s*[\[<《「].{1,20}[\]>》」]\s*[:：]?\s*$|\s*\S{1,20}[:：]\s*$|\s*\S{0,12}(?:队|组|班|场|路线|点位|片区|[0-9]{1,2}[日号]|周[一-日末])\S{0,6}\s*$"
)
_NOTE = re.compile(
    r"请|截止|集合|谢谢|注意|联系|电话|人满|已满|以上|备注|温馨|提示|提醒|地点|时间|大家|欢迎|报名|须知|要求|携带|共\s*[0-9]+\s*人"
)
LONGEST_HEADING = 24


@dataclass(slots=True)
class Run:
    """Numbered lines that climb: their places among the lines, with their markers."""

    at: list[int] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.at[0]

    @property
    def last(self) -> int:
        """Its last numbered line."""
        return self.at[-1]

    def add(self, at: int, marker: Marker) -> None:
        """One more row."""
        self.at.append(at)
        self.markers.append(marker)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines by their part: ``rows`` are runs with their heading (a line number or ``None``); ``end`` is where the tail begins."""

    rows: tuple[tuple[int | None, Run], ...]
    title_end: int
    end: int


def runs_of(lines: Sequence[Line]) -> list[Run]:
    """All climbs of numbered lines, rows or not."""
    marked = [(at, marker) for at, line in enumerate(lines) if (marker := marker_at(line.plain))]
    strong_one = max((at for at, marker in marked if marker.number == 1 and not marker.weak), default=-1)
    runs: list[Run] = []
    for place, (at, marker) in enumerate(marked):
        previous = runs[-1].markers[-1].number if runs else None
        following = marked[place + 1][1].number if place + 1 < len(marked) else None
        if previous is not None and not (marker.number == 1 and previous != 1 and not marker.weak):
            if not marker.weak or marker.number in (previous, previous + 1):
                runs[-1].add(at, marker)
        elif _may_begin(lines, at, marker, following, strong_one):
            runs.append(Run([at], [marker]))
    return runs


def _may_begin(lines: Sequence[Line], at: int, marker: Marker, following: int | None, strong_one: int) -> bool:
    if not marker.weak:
        return marker.number <= 1 or strong_one < at
    if following == marker.number + 1:
        return True
    return strong_one < at and marker.number == 1 and following is None and at > 0 and lines[at - 1].blank


def lay_out(lines: Sequence[Line], *, headed: bool) -> Layout | None:
    """The parts; ``None`` when no run is a list of people."""
    runs = runs_of(lines)
    kept = _people(lines, runs)
    if not kept or not (headed or _convinces(lines, kept)):
        return None
    several = len(kept) > 1
    rows = tuple((_heading(lines, run, sure=several and run is not kept[0]), run) for run in kept)
    heading = rows[0][0]
    title_end = kept[0].first if heading is None else heading
    return Layout(rows, title_end, _end(lines, kept[-1], runs))


def _people(lines: Sequence[Line], runs: Sequence[Run]) -> list[Run]:
    """The runs that are rows: a run of rules, dishes or dates stands above or below them."""
    shares = [likeness.share_of_people([_content(lines, run, place) for place in range(len(run.at))]) for run in runs]
    kept = []
    for place, run in enumerate(runs):
        later = runs[place + 1 :]
        above = _line_above(lines, run.first)
        rules = above is not None and likeness.announces_rules(above.plain) and shares[place] < 0.75
        better = max(shares) >= 0.5 > shares[place]
        superseded = any(_is_fresh_start(lines, run, other) for other in later) and shares[place] < 0.9
        if not (rules or better or superseded):
            kept.append(run)
    return kept


def _content(lines: Sequence[Line], run: Run, place: int) -> str:
    return lines[run.at[place]].plain[run.markers[place].content :]


def _is_fresh_start(lines: Sequence[Line], run: Run, later: Run) -> bool:
    """Whether the rows proper begin with the later run: after an example, or after the blank line that this one lacks."""
    between = lines[run.last + 1 : later.first]
    if any(EXAMPLE.match(line.plain) for line in between):
        return True
    return lines[later.first - 1].blank and not (run.first and lines[run.first - 1].blank)


def _line_above(lines: Sequence[Line], at: int) -> Line | None:
    return next((line for line in reversed(lines[:at]) if not line.blank), None)


def _convinces(lines: Sequence[Line], kept: Sequence[Run]) -> bool:
    """Without #接龙: a title that invites, two rows that climb from 1, and nearly all of them persons."""
    title = [line.plain for line in lines[: kept[0].first] if not line.blank]
    if not title or not likeness.invites(" ".join(title)) or likeness.announces_rules(title[-1]):
        return False
    contents = [_content(lines, run, place) for run in kept for place in range(len(run.at))]
    return len(contents) > 1 and kept[0].markers[0].number == 1 and likeness.share_of_people(contents) >= 0.6


def _heading(lines: Sequence[Line], run: Run, *, sure: bool) -> int | None:
    """The line right above the run when it is the heading of a group."""
    at = run.first - 1
    if at < 0 or lines[at].blank:
        return None
    plain = lines[at].plain
    above_is_title = any(not line.blank for line in lines[:at])
    return at if above_is_title and (sure or plain.rstrip().endswith(":")) and is_heading(plain) else None


def is_heading(plain: str) -> bool:
    """Whether an unnumbered line among rows heads the rows below it, rather than going on with the row above."""
    return len(plain.strip()) <= LONGEST_HEADING and bool(_HEADING.match(plain))


def _end(lines: Sequence[Line], last: Run, runs: Sequence[Run]) -> int:
    """Where the tail begins: a blank line behind the last row, or a line that is clearly a note to all."""
    for at in range(last.last + 1, len(lines)):
        if lines[at].blank or _NOTE.search(lines[at].plain) or any(run.first == at for run in runs):
            return at
    return len(lines)
