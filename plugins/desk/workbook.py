"""The sheets as an Excel file. Numbers are numbers; everything else is text, whatever it begins with: no cell is a formula.

Written row by row, so that a year of a large community does not stand in memory as cells.
"""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from plugins.activity.sheet import writing
from plugins.inbox.wording import visible

from . import pen
from .pen import Sheet

RISKY = ("=", "+", "-", "@", "\t", "'", "#")
NOTHING = "（没有）"
HEADING = PatternFill("solid", start_color="FDEAE1")
LINE = Border(bottom=Side(style="thin", color="DDC9BF"))
TITLE, BOLD = Font(size=15, bold=True, color="B5121B"), Font(bold=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def written(some: Sequence[Sheet]) -> bytes:
    """The file's bytes. Slow for large ones: not on the event loop."""
    book = Workbook(write_only=True)
    for each in some:
        sheet = book.create_sheet(each.name)
        _lay_out(sheet, each)
        for number, line in enumerate(each.lead):
            sheet.append([_text(sheet, line, TITLE if number == 0 else Font(color="765A52"))])
        sheet.append([_heading(sheet, name) for name in each.columns])
        for row in each.rows:
            total = bool(row) and row[0] == pen.TOGETHER
            sheet.append([_cell(sheet, value, bold=total) for value in row])
        if not each.rows:
            sheet.append([NOTHING])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lay_out(sheet: Worksheet, of: Sheet) -> None:
    for number, width in enumerate(of.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    head = len(of.lead) + 1
    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _heading(sheet: Worksheet, name: str) -> Cell:
    cell = _text(sheet, name, BOLD)
    cell.fill, cell.border, cell.alignment = HEADING, LINE, MIDDLE
    return cell


def _cell(sheet: Worksheet, value: pen.Cell, *, bold: bool) -> object:
    if isinstance(value, str) and value.startswith(RISKY):
        return _text(sheet, value, BOLD if bold else Font())
    if bold:
        cell = WriteOnlyCell(sheet, value)
        cell.font = BOLD
        return cell
    return ILLEGAL_CHARACTERS_RE.sub("", visible(value)) if isinstance(value, str) else value


def _text(sheet: Worksheet, value: str, font: Font) -> Cell:
    cell = WriteOnlyCell(sheet)
    writing.put(cell, value)
    cell.font = font
    return cell
