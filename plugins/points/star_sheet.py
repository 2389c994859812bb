"""Who has how many stars, as an Excel sheet. Everything a person has named is text: a name that begins like a formula stays a name."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .rule import HOUR
from .star import LEVELS, Holder

HEADINGS = ("序号", "姓名", "星级", "服务时长（小时）", "离下一星还差（小时）")
WIDTHS = (6, 16, 8, 18, 22)


def workbook(community: str, holders: Sequence[Holder]) -> bytes:
    """The file, most hours first."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "星级志愿者"
    sheet.append([ILLEGAL_CHARACTERS_RE.sub("", f"{community} 星级志愿者")])
    sheet.append(HEADINGS)
    for number, each in enumerate(holders, 1):
        missing = None if each.star.missing is None else round(each.star.missing / HOUR, 1)
        row = (number, "", f"{LEVELS[each.star.level - 1]}星", round(each.minutes / HOUR, 1), missing)
        sheet.append(row)
        cell = sheet.cell(number + 2, 2, ILLEGAL_CHARACTERS_RE.sub("", each.name))
        cell.data_type = "s"
    for row in sheet["A1:E2"]:
        for cell in row:
            cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = Worksheet.PAPERSIZE_A4, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
