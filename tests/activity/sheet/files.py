"""Sheets as people fill them, and files that mean no good."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]


def excel(rows: Rows, *, merge: str = "") -> bytes:
    """A plain workbook of these rows."""
    book = Workbook()
    sheet = active(book)
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def active(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def filled(
    exported: bytes, marks: dict[str, str], *, walk_ins: Sequence[str] = (), times: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """The bot's own sheet with a mark behind each of these names, some more names below, and times where they are told."""
    book = load_workbook(BytesIO(exported))
    sheet = active(book)
    below = 0
    for number in range(5, sheet.max_row + 1):
        name = str(sheet[f"B{number}"].value or "")
        if str(sheet[f"A{number}"].value or "").startswith("现场来的"):
            below = number + 1
        if name in marks:
            sheet[f"H{number}"] = marks[name]
        for column, value in zip("IJ", (times or {}).get(name, ()), strict=False):
            sheet[f"{column}{number}"] = value
    for number, name in enumerate(walk_ins, below):
        sheet[f"B{number}"] = name
    return saved(book)


def repacked(content: bytes, replace: dict[str, bytes], *, level: int = 9) -> bytes:
    """The workbook with some of its parts changed or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new:
        for each in old.namelist():
            new.writestr(each, replace.get(each, old.read(each)))
        for name, data in replace.items():
            if name not in old.namelist():
                new.writestr(name, data)
    return file.getvalue()


SIMPLE = excel([["姓名", "到"], ["王阿姨", "✓"]])
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>"""
TRAPS = {
    "macros": repacked(SIMPLE, {"xl/vbaProject.bin": b"Sub AutoOpen()"}),
    "macro type": repacked(
        SIMPLE,
        {
            "[Content_Types].xml": zipfile.ZipFile(BytesIO(SIMPLE))
            .read("[Content_Types].xml")
            .replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
        },
    ),
    "zip bomb": repacked(SIMPLE, {"xl/worksheets/sheet1.xml": b"<x>" + b" " * 60_000_000}),
    "many parts": repacked(SIMPLE, {f"xl/media/{number}.xml": b"<a/>" for number in range(300)}),
    "xml bomb": repacked(SIMPLE, {"xl/sharedStrings.xml": ENTITIES}),
    "utf-16": repacked(SIMPLE, {"xl/sharedStrings.xml": ENTITIES.decode().encode("utf-16")}),
    "cut off": SIMPLE[: len(SIMPLE) // 2],
    "no xml": repacked(SIMPLE, {"xl/worksheets/sheet1.xml": b"\x00\x01nothing"}),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "word": repacked(SIMPLE, {}).replace(b"xl/workbook.xml", b"wd/document.xml"),
    "noise": bytes(range(256)) * 20,
    "empty zip": b"PK\x05\x06" + bytes(18),
}
