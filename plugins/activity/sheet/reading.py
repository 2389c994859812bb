"""A filled sheet as lines: who, what became of him, from when until when. Pure text; nobody is looked up here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plugins.inbox.heard import SharedFile
from plugins.inbox.wording import normalise, squeeze, visible
from plugins.kernel.refusal import Refusal

from ..models import Outcome
from . import columns, marks, texts, workbook
from .columns import Columns
from .workbook import Grid

LONGEST_NAME = 20
IN_SHEET = re.compile(r"活动(?:编)?号\s*[:#]?\s*(\d{1,6})|(\d{1,6})\s*号活动")
IN_NAME = re.compile(r"(?:名单|考勤表?|签到表?)[-_ #]*(\d{1,6})(?!\d)|(\d{1,6})\s*号")
BEFORE_NAME = re.compile(r"^\d{1,3}\s*[.、)]\s*")
BEHIND_NAME = re.compile(r"\s*[(【\[].*$|\s*\+\s*\d.*$")
NO_NAME = re.compile(r"\d{5,}|[=<>{}\\]")
FOOTERS = re.compile(r"^(?:合计|总计|小计|共计|备注|说明|注$|注:|领队签|负责人|填表|审核|日期|现场来的|候补)")


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line. ``came`` and ``left``: times of day as 09:05; ``unread``: what was meant as a mark and is none."""

    number: int | None
    name: str
    mark: Outcome | None
    came: str | None = None
    left: str | None = None
    unread: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {each: getattr(self, each) for each in self.__slots__}


@dataclass(frozen=True, slots=True)
class Sheet:
    """``activity``: the number written in it or in the file's name, ``None`` where there is none."""

    activity: int | None
    lines: Sequence[Line]


def read(file: SharedFile, content: bytes) -> Sheet:
    """Read the first sheet that has names and something to fill in. Raises ``Refusal`` in one sentence."""
    heading: Columns | None = None
    for grid in workbook.grids(file.name, content):
        heading = columns.find(grid)
        if heading and heading.tells_outcomes:
            lines = _lines(grid, heading)
            if not lines:
                raise Refusal(texts.no_names())
            return Sheet(_number(grid[: heading.row], file.name), lines)
    raise Refusal(texts.no_marks_column() if heading else texts.no_name_column())


def _number(above: Grid, name: str) -> int | None:
    said = normalise("\n".join(cell for row in above for cell in row if cell))
    found = IN_SHEET.search(said) or IN_NAME.search(normalise(name))
    return int(found[1] or found[2]) if found else None


def _lines(grid: Grid, heading: Columns) -> list[Line]:
    lines = []
    for row in grid[heading.row + 1 :]:
        name = name_in(heading.cell(row, "name"))
        if not squeeze(name) or columns.KINDS[0][1].search(squeeze(name)):
            continue
        if FOOTERS.search(name):
            continue
        lines.append(_line(row, heading, name))
    return lines


def name_in(cell: str) -> str:
    """The name without what stands around it: 「3. 王阿姨（+1孩）」 is 王阿姨. Empty when it cannot be one."""
    name = visible(BEHIND_NAME.sub("", BEFORE_NAME.sub("", normalise(cell))))
    return "" if NO_NAME.search(name) or len(name) > LONGEST_NAME or name.isdigit() else name


def _line(row: Sequence[str], heading: Columns, name: str) -> Line:
    number = normalise(heading.cell(row, "number"))
    came, left = (marks.clock_of(heading.cell(row, each)) for each in ("came", "left"))
    mark, unread = _mark(row, heading)
    if mark is None and not unread and (came or heading.cell(row, "signature").strip(" -/_")):
        mark = Outcome.PRESENT
    return Line(
        number=int(number) if number.isdecimal() and len(number) < 4 else None,
        name=name,
        mark=mark,
        came=f"{came:%H:%M}" if came else None,
        left=f"{left:%H:%M}" if left else None,
        unread=unread,
    )


def _mark(row: Sequence[str], heading: Columns) -> tuple[Outcome | None, str]:
    """A column of its own for 请假 or 没到 first, else what the one for all says."""
    if marks.is_ticked(heading.cell(row, "excused")):
        return Outcome.EXCUSED, ""
    if marks.is_ticked(heading.cell(row, "absent")):
        return Outcome.ABSENT, ""
    cell = heading.cell(row, "mark")
    mark = marks.mark_of(cell)
    if mark == marks.UNREADABLE:
        clock = marks.clock_of(cell)
        return (Outcome.PRESENT, "") if clock else (None, cell[:10])
    return (mark if isinstance(mark, Outcome) else None), ""
