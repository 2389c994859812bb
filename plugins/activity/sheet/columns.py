"""Which column of a grid is what: by the words of its heading, wherever it stands and whatever it is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plugins.inbox.wording import normalise

from .workbook import Grid

HEADINGS = 25  # rows in which the heading is looked for
# In this order: a heading belongs to the first kind that it fits, and of each kind the first column counts.
KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        "name",
        re.compile(
            r"^(?:参加|志愿者|人员|队员|服务|签到)?(?:人员?|者)?(?:姓名|名字|名称)|^(?:志愿者|参加人|队员|人员|服务人员|名单)$"
        ),
    ),
    ("came", re.compile(r"实到|(?:到达|签到|到场|来的?|上岗|开始|到岗)时[间刻]|几点(?:来|到)")),
    ("left", re.compile(r"实走|(?:离开|签退|离场|走的?|下岗|结束|离岗)时[间刻]|签退|几点走")),
    ("excused", re.compile(r"^(?:是否)?(?:请假|事假|病假)$")),
    ("absent", re.compile(r"^(?:是否)?(?:没到|未到|没来|缺席|缺勤|旷)$")),
    (
        "mark",
        re.compile(
            r"到.{0,3}请假|考勤|出勤|出席|签到|到场|到会|是否到|到没到|到否|状态|情况|^到$|^来$|^参加$|^是否参加$|^√$|打勾|结果"
        ),
    ),
    ("signature", re.compile(r"签名|签字|本人签")),
    ("number", re.compile(r"^(?:序号|编号|号|序|no|#|顺序|排序|num)$", re.IGNORECASE)),
)
_SPACES = re.compile(r"[\s*:()（）]+")


@dataclass(slots=True)
class Columns:
    """The row of the heading, and the column of each kind that was found."""

    row: int
    at: dict[str, int] = field(default_factory=dict)

    def cell(self, row: Sequence[str], kind: str) -> str:
        """What stands in this row; empty when there is no such column."""
        index = self.at.get(kind)
        return row[index] if index is not None and index < len(row) else ""

    @property
    def tells_outcomes(self) -> bool:
        """Whether it has a column to fill in."""
        return bool({"mark", "excused", "absent", "signature", "came"} & self.at.keys())


def find(grid: Grid) -> Columns | None:
    """The heading: the row with a column of names that has most of the others. Two rows may hold it, as merged cells do."""
    found = [each for row in range(min(len(grid), HEADINGS)) if (each := _read(grid, row)) is not None]
    return max(found, key=lambda each: (len(each.at), -each.row), default=None)


def _read(grid: Grid, row: int) -> Columns | None:
    columns = Columns(row)
    _take(columns, grid[row])
    if "name" not in columns.at:
        return None
    below = grid[row + 1] if row + 1 < len(grid) else []
    if not columns.cell(below, "name") and len(columns.at) < len(KINDS):
        before = len(columns.at)
        _take(columns, below)
        columns.row += len(columns.at) > before
    return columns


def _take(columns: Columns, cells: Sequence[str]) -> None:
    taken = set(columns.at.values())
    for index, cell in enumerate(cells):
        said = _SPACES.sub("", normalise(cell))
        kind = next((kind for kind, pattern in KINDS if said and pattern.search(said)), None)
        if kind and kind not in columns.at and index not in taken:
            columns.at[kind] = index
