"""The list of an activity as an Excel sheet: to print (A4 on its side) and sign, or to fill in and send back.

Everything in it is text: a name that begins like a formula stays a name, in Excel as well as in WPS.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plugins.inbox.wording import visible
from plugins.kernel import clock
from plugins.people.models import Member

from ..models import Activity, Outcome, SignUp
from . import texts

WIDTHS = (6, 15, 13, 7, 14, 13, 16, 15, 10, 10, 18)
HEAD = 4  # the row of the headings
BLANK = 6
FORMULA = ("=", "+", "-", "@", "\t", "'")
FACE = "微软雅黑"
LINE = Side(style="thin", color="999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TINT = PatternFill("solid", start_color="FCE4DA")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
WORDS = {Outcome.PRESENT: "到", Outcome.EXCUSED: "请假", Outcome.ABSENT: "没到"}
UNSAFE = re.compile(r'[\\/:*?"<>|\s.]+')


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the sheet."""

    name: str
    team: str
    heads: int
    phone: str
    insured: str
    mark: str
    came: str
    left: str
    note: str


def person(row: SignUp, member: Member, team: str, phone: str, insured: str) -> Person:
    """What is known beforehand: who has signed in or been recorded is marked already."""
    mark = WORDS[row.outcome] if row.outcome else "到" if row.checked_in_at else ""
    notes = [f"带 {row.guests} 大人"] * bool(row.guests) + [f"带 {row.children} 孩子"] * bool(row.children)
    came, left = (f"{clock.local(each):%H:%M}" if each else "" for each in (row.came_at, row.left_at))
    return Person(member.name, team, row.heads, phone, insured, mark, came, left, "，".join(notes))


def safe(title: str) -> str:
    """A title as part of a file's name."""
    return UNSAFE.sub("", visible(title))[:20] or "活动"


def workbook(activity: Activity, leader: str, people: Sequence[Person]) -> bytes:
    """The file."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"名单{activity.number}"
    _head(sheet, activity, leader)
    for number, each in enumerate(people, 1):
        _line(sheet, HEAD + number, _cells(number, each))
    last = HEAD + len(people)
    _merged(sheet, last + 1, texts.WALK_INS, Font(name=FACE, size=11, bold=True), LEFT, 22)
    for number in range(BLANK):
        _line(sheet, last + 2 + number, ("",) * len(WIDTHS))
    end = last + 2 + BLANK
    _merged(sheet, end, texts.SIGNED, Font(name=FACE, size=12), LEFT, 30)
    _choices(sheet, HEAD + 1, end - 1)
    _page(sheet, end)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(number: int, each: Person) -> tuple[str | int, ...]:
    return (
        *(number, each.name, each.team, each.heads, each.phone, each.insured),
        *("", each.mark, each.came, each.left, each.note),
    )


def _head(sheet: Worksheet, activity: Activity, leader: str) -> None:
    _merged(sheet, 1, texts.heading(activity), Font(name=FACE, size=20, bold=True, color="B5121B"), MIDDLE, 38)
    _merged(sheet, 2, texts.facts(activity, leader), Font(name=FACE, size=12), MIDDLE, 24)
    _merged(sheet, 3, texts.how_to_fill(), Font(name=FACE, size=10, color="666666"), MIDDLE, 20)
    for column, (name, width) in enumerate(zip(texts.COLUMNS, WIDTHS, strict=True), 1):
        cell = sheet.cell(HEAD, column)
        put(cell, name)
        cell.font, cell.alignment, cell.border, cell.fill = Font(name=FACE, size=11, bold=True), MIDDLE, BOX, TINT
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[HEAD].height = 28


def _merged(sheet: Worksheet, row: int, text: str, font: Font, alignment: Alignment, height: float) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))
    cell = sheet.cell(row, 1)
    assert isinstance(cell, Cell)
    put(cell, text)
    cell.font, cell.alignment = font, alignment
    sheet.row_dimensions[row].height = height


def _line(sheet: Worksheet, row: int, values: Sequence[str | int]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        put(cell, value)
        cell.font = Font(name=FACE, size=13 if column == 2 else 11)
        cell.alignment, cell.border = (LEFT if column in (2, len(WIDTHS)) else MIDDLE), BOX
    sheet.row_dimensions[row].height = 27


def put(cell: object, value: str | float) -> None:
    """Text stays text: no formula, whatever it begins with; nothing that XML forbids."""
    assert isinstance(cell, Cell)
    if isinstance(value, (int, float)):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", visible(value))
    cell.value = text
    cell.number_format = "@"
    if text:
        cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True  # so that it stays text, too, when somebody edits the cell


def _choices(sheet: Worksheet, first: int, last: int) -> None:
    """On a phone one taps 到, 请假 or 没到; a tick is taken as well, so nothing is forbidden."""
    rule = DataValidation(type="list", formula1=f'"{",".join(WORDS.values())}"', allow_blank=True, showErrorMessage=False)
    column = get_column_letter(texts.COLUMNS.index("到/请假/没到") + 1)
    sheet.add_data_validation(rule)
    rule.add(f"{column}{first}:{column}{last}")


def _page(sheet: Worksheet, last: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"1:{HEAD}"
    sheet.print_area = f"A1:{get_column_letter(len(WIDTHS))}{last}"
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.3
    foot = sheet.oddFooter
    assert foot is not None
    foot.center.text = "第 &P 页，共 &N 页"
    sheet.freeze_panes = f"C{HEAD + 1}"
