"""A file that somebody sent, as a grid of texts. What is no table, or a trap, is refused in one sentence before it is opened.

Numbers that a stranger wrote into the file are checked first: a zip tells how large its parts will be, and reading never goes
beyond what it told.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from plugins.inbox.wording import visible
from plugins.kernel.refusal import Refusal

from . import texts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Grid = Sequence[Sequence[str]]
MOST_UNPACKED = 8 * 1024 * 1024
MOST_PARTS = 200
MOST_RATIO = 250  # packed to unpacked; a sheet with many equal rows reaches about 30
MOST_ROWS = 600
MOST_COLUMNS = 40
MOST_SHEETS = 5
LONGEST_CELL = 200
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MACROS = re.compile(rb"macroEnabled", re.IGNORECASE)
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def grids(name: str, content: bytes) -> list[Grid]:
    """The sheets of the file, each as rows of texts. What it is, its first bytes say, not its name. Raises ``Refusal``."""
    if content.startswith(OLD_OFFICE):
        raise Refusal(texts.old_or_locked())
    if content.startswith(ZIP):
        return _excel(content)
    if PurePath(name).suffix.lower() in (".csv", ".txt", ".tsv"):
        return [_csv(content)]
    raise Refusal(texts.no_table())


def _excel(content: bytes) -> list[Grid]:
    from openpyxl import load_workbook  # only when a sheet comes: it would rest in memory all day

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _check(packed)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [_rows(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)) for sheet in _sheets(book)]
    except Refusal:
        raise
    except Exception as error:  # a broken file breaks in as many ways as there are, and all of them mean the same
        raise Refusal(texts.broken()) from error


def _sheets(book: "Workbook") -> "list[ReadOnlyWorksheet]":
    """Those with cells: a workbook may hold charts, too, which have none."""
    return cast("list[ReadOnlyWorksheet]", [each for each in book.worksheets if hasattr(each, "iter_rows")][:MOST_SHEETS])


def _check(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {each.filename.lower() for each in parts}
    if "xl/workbook.xml" not in names:
        raise Refusal(texts.no_table())
    if any("vbaproject" in each or each.endswith(".xlsb") for each in names):
        raise Refusal(texts.with_macros())
    unpacked = sum(each.file_size for each in parts)
    steep = any(each.file_size > MOST_RATIO * max(each.compress_size, 1) for each in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or steep:
        raise Refusal(texts.bomb())
    for each in parts:
        if each.filename.lower().endswith((".xml", ".rels")):
            _check_xml(each.filename, packed.read(each))


def _check_xml(name: str, text: bytes) -> None:
    """No office program writes a document type; what hides one by another encoding is no more honest."""
    if DOCTYPE.search(text) or text.startswith(_UTF16):
        raise Refusal(texts.bomb())
    if name.lower() == "[content_types].xml" and MACROS.search(text):
        raise Refusal(texts.with_macros())


def _rows(rows: Iterable[Sequence[object]]) -> Grid:
    return [[_text(cell) for cell in row] for row in rows]


def _text(value: object) -> str:
    """A cell as people see it: whole numbers without a point, times of day as 9:05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{value:%H:%M}" if value.year < 1910 else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"{value.seconds // 3600:02}:{value.seconds // 60 % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return visible(str(value)[:LONGEST_CELL])


def _csv(content: bytes) -> Grid:
    said = _decoded(content)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(said[:2000], ",\t;")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [row for row, _ in zip(csv.reader(StringIO(said), dialect), range(MOST_ROWS), strict=False)]
    except csv.Error as error:
        raise Refusal(texts.broken()) from error
    return _rows([row[:MOST_COLUMNS] for row in rows])


def _decoded(content: bytes) -> str:
    """Excel writes CSV as UTF-8 with a mark, or in the Chinese code page."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(texts.broken())
