"""The reports with the field names of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), as CSV, JSON or Excel.

Only what everybody may know, and the words with numbers of persons masked: no name, no door, no coordinates, which nobody has.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.points.period import Months
from plugins.tickets import disclosure, texts
from plugins.tickets.audience import Audience, View
from plugins.tickets.life import OPEN, State
from plugins.tickets.models import Ticket

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

from . import kind, rules

FIELDS: tuple[str, ...] = (
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
)
CHINESE = (
    "编号",
    "状态",
    "说明",
    "类别",
    "类别代码",
    "内容",
    "负责",
    "提示",
    "上报时间",
    "更新时间",
    "期限",
    "地点",
    "",
    "",
    "",
    "",
    "",
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDE = {
    "requested_datetime": 27,
    "updated_datetime": 27,
    "expected_datetime": 27,
    "description": 40,
    "status_notes": 30,
    "service_notice": 24,
    "address": 18,
}
_USUAL_WIDTH = 16


async def rows(session: AsyncSession, community_id: int, of: Months) -> Sequence[dict[str, str]]:
    """The reports of a stretch, oldest first; what was withdrawn is left out."""
    query = select(Ticket).where(Ticket.community_id == community_id, Ticket.kind == kind.KEY, Ticket.state != State.WITHDRAWN)
    query = query.where(Ticket.opened_at >= of.start, Ticket.opened_at < of.end)
    tickets = (await session.scalars(query.order_by(Ticket.id))).all()
    return [_row(each, await disclosure.view(session, each, Audience.EXPORT)) for each in tickets]


def _row(ticket: Ticket, view: View) -> dict[str, str]:
    known = {
        "service_request_id": view.label,
        "status": "open" if ticket.state in OPEN else "closed",
        "status_notes": texts.state(view),
        "service_name": view.category,
        "service_code": str(_code(view.category)),
        "description": view.words,
        "agency_responsible": view.owner,
        "service_notice": texts.by_when(view),
        "requested_datetime": _moment(ticket.opened_at),
        "updated_datetime": _moment(ticket.changed_at),
        "expected_datetime": _moment(ticket.due_at),
        "address": view.place,
    }
    return {name: known.get(name, "") for name in FIELDS}


def _code(category: str) -> int:
    """The place of the category in the file, from 1; 0 for one that is not in it."""
    names = list(rules.shipped().categories)
    return names.index(category) + 1 if category in names else 0


def _moment(at: datetime | None) -> str:
    """W3C date and time with the offset, as GeoReport v2 wants it."""
    return clock.local(at).isoformat(timespec="seconds") if at else ""


def as_json(of: Sequence[dict[str, str]]) -> bytes:
    """A list of service requests."""
    typed: list[dict[str, Any]] = [{name: value or None for name, value in row.items()} for row in of]
    return json.dumps(typed, ensure_ascii=False, indent=1).encode()


def as_csv(of: Sequence[dict[str, str]]) -> bytes:
    """With a byte order mark, so that Excel reads the Chinese; no cell is a formula."""
    page = io.StringIO()
    writer = csv.DictWriter(page, FIELDS)
    writer.writeheader()
    writer.writerows({name: f"'{value}" if value.startswith(_RISKY) else value for name, value in row.items()} for row in of)
    return page.getvalue().encode("utf-8-sig")


def _to_print(sheet: "Worksheet") -> None:
    """All columns on one page, the headings on every page."""
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.properties import PageSetupProperties

    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"


def as_excel(of: Sequence[dict[str, str]]) -> bytes:
    """One sheet: the names of the standard, what they mean, the reports. Every cell is text, never a formula."""
    from openpyxl import Workbook  # only who wants Excel pays for it: it would rest in memory all day
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "随手报"
    kept = [name for name, meaning in zip(FIELDS, CHINESE, strict=True) if meaning]
    sheet.append([meaning for meaning in CHINESE if meaning])
    sheet.append(kept)
    for row in of:
        sheet.append([row[name] for name in kept])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FDEAE1")
    for number, name in enumerate(kept, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, _USUAL_WIDTH)
    sheet.freeze_panes = "B3"
    _to_print(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
