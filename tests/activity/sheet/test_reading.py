"""Reading a sheet: whatever it is called, wherever it stands, however it is marked; and what is not opened at all."""

import contextlib
import random
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.activity.models import Outcome
from plugins.activity.sheet import marks, texts, workbook
from plugins.activity.sheet.reading import Line, Sheet, name_in, read
from plugins.inbox.heard import SharedFile
from plugins.kernel.refusal import Refusal
from tests.activity.sheet.files import SIMPLE, TRAPS, excel, repacked

P, E, A = Outcome.PRESENT, Outcome.EXCUSED, Outcome.ABSENT


def opened(content: bytes, name: str = "表.xlsx") -> Sheet:
    return read(SharedFile(name, "1"), content)


def told(content: bytes, name: str = "表.xlsx") -> list[tuple[str, Outcome | None]]:
    return [(line.name, line.mark) for line in opened(content, name).lines]


@pytest.mark.parametrize(
    "heading",
    [
        ["序号", "姓名", "签名", "到/请假/没到", "备注"],
        ["备注", "到/请假/没到", "签名", "姓名", "序号"],
        ["编号", "志愿者姓名", "签字", "考勤", "说明"],
        ["No.", "名 字", "本人签名", "出勤情况", "备注"],
        ["序", "参加人", "签字", "是否到场", "备注"],
        ["序号", "姓\n名", "签名", "签到", "备注"],
    ],
)
def test_columns_by_their_headings(heading: list[str]) -> None:
    kinds = [["序号", "编号", "No.", "序"], ["签名", "签字", "本人签名"], ["备注", "说明"]]
    values = []
    for name, mark in (("王阿姨", "✓"), ("小李", "请假"), ("赵叔", "没到")):
        row = []
        for each in heading:
            alone = "".join(each.split())
            if alone in ("姓名", "志愿者姓名", "名字", "参加人"):
                row.append(name)
            elif any(alone in kind for kind in kinds):
                row.append("")
            else:
                row.append(mark)
        values.append(row)
    assert told(excel([["清洁家园签到表"], [], heading, *values])) == [("王阿姨", P), ("小李", E), ("赵叔", A)]


def test_a_column_for_each_outcome() -> None:
    rows = [["姓名", "到", "请假", "没到"], ["王阿姨", "√", "", ""], ["小李", "", "√", ""], ["赵叔", None, None, 1], ["刘大姐"]]
    assert told(excel(rows)) == [("王阿姨", P), ("小李", E), ("赵叔", A), ("刘大姐", None)]


def test_a_heading_in_two_merged_rows() -> None:
    rows = [["签到表", "", "", ""], ["姓名", "考勤", "", ""], ["", "到", "请假", "没到"], ["王阿姨", "", "√", ""]]
    assert told(excel(rows, merge="B2:D2")) == [("王阿姨", E)]


def test_a_signature_or_a_time_is_there() -> None:
    rows = [["姓名", "签名", "实到时间", "考勤"], ["王阿姨", "王秀兰", "", ""], ["小李", "", "9:10", ""], ["赵叔", "", "", ""]]
    assert told(excel(rows)) == [("王阿姨", P), ("小李", P), ("赵叔", None)]


def test_blank_rows_second_headings_and_footers_are_no_people() -> None:
    rows = [
        ["姓名", "考勤"],
        ["王阿姨", "到"],
        [],
        ["", "到"],
        ["姓名", "考勤"],
        ["小李", "到"],
        ["合计", 2],
        ["领队签名：", ""],
        ["现场来的，写在下面空行："],
        ["李师傅", "到"],
    ]
    assert told(excel(rows)) == [("王阿姨", P), ("小李", P), ("李师傅", P)]


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        (each, P)
        for each in ("✓", "√", "✔️", "1", 1, 1.0, True, "到", "是", "√√", " 到 ", "V", "迟到10分钟", "到了", "ok", "(到)")
    ]
    + [(each, E) for each in ("请假", "事假", "因病请假", "请假（孩子发烧）")]
    + [(each, A) for each in ("没到", "×", "x", 0, False, "缺席", "否", "没来", "旷")]
    + [(each, None) for each in ("", None, " ", "-", "□", "/")],
)
def test_marks(said: object, mark: Outcome | None) -> None:
    assert told(excel([["姓名", "考勤"], ["王阿姨", said], ["小李", "到"]]))[0] == ("王阿姨", mark)


def test_a_mark_that_is_none_is_told() -> None:
    sheet = opened(excel([["姓名", "考勤"], ["王阿姨", "下次再说"]]))
    assert sheet.lines == [Line(None, "王阿姨", None, unread="下次再说")]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("9:05", time(9, 5)),
        ("09：05", time(9, 5)),
        ("9点半", time(9, 30)),
        ("9点", time(9, 0)),
        ("下午2:30", time(14, 30)),
        ("0905", time(9, 5)),
        ("0.375", time(9, 0)),
        ("9.30", time(9, 30)),
        ("没看表", None),
        ("25:00", None),
        ("", None),
    ],
)
def test_times(said: str, at: time | None) -> None:
    assert marks.clock_of(said) == at


def test_times_that_excel_stores_as_such() -> None:
    rows = [["姓名", "到", "实到时间", "实走时间"], ["王阿姨", 1, time(9, 20), 0.4375]]
    [line] = opened(excel(rows)).lines
    assert (line.came, line.left) == ("09:20", "10:30")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("1. 王阿姨", "王阿姨"),
        ("王阿姨（+1孩）", "王阿姨"),
        ("王阿姨 +2", "王阿姨"),
        ("=cmd()", ""),
        ("13800138000", ""),
        ("12", ""),
        ("王" * 30, ""),
        ("Anna Schmidt", "Anna Schmidt"),
    ],
)
def test_names(cell: str, name: str) -> None:
    assert name_in(cell) == name


@pytest.mark.parametrize(
    ("above", "file", "number"),
    [
        ("活动号 12　11月28日", "表.xlsx", 12),
        ("12号活动 清洁家园", "表.xlsx", 12),
        ("清洁家园", "名单-12-清洁家园.xlsx", 12),
        ("清洁家园", "名单-12-清洁家园(1)(2).xlsx", 12),
        ("清洁家园", "考勤 12.xlsx", 12),
        ("清洁家园 2026年11月28日", "工作簿1.xlsx", None),
    ],
)
def test_which_activity(above: str, file: str, number: int | None) -> None:
    assert opened(excel([[above], ["姓名", "到"], ["王阿姨", 1]]), file).activity == number


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv(encoding: str, separator: str) -> None:
    rows = [["序号", "姓名", "到"], ["1", "王阿姨", "√"], ["2", "小李", "请假"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    assert told(content, "名单.csv") == [("王阿姨", P), ("小李", E)]


WANTED = {
    "macros": texts.with_macros(),
    "macro type": texts.with_macros(),
    "zip bomb": texts.bomb(),
    "many parts": texts.bomb(),
    "xml bomb": texts.bomb(),
    "utf-16": texts.bomb(),
    "cut off": texts.broken(),
    "no xml": texts.broken(),
    "old": texts.old_or_locked(),
    "word": texts.no_table(),
    "noise": texts.no_table(),
    "empty zip": texts.no_table(),
}


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_traps_get_one_sentence(trap: str) -> None:
    with pytest.raises(Refusal) as refused:
        opened(TRAPS[trap])
    assert refused.value.text == WANTED[trap]


def test_a_sheet_that_says_it_is_endless_is_cut() -> None:
    content = excel([["姓名", "到"], *[[f"志愿者{number}", 1] for number in range(3000)]])
    assert len(opened(content).lines) == workbook.MOST_ROWS - 1


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["甲", "乙"], ["王阿姨", "到"]], texts.no_name_column()),
        ([["姓名", "电话"], ["王阿姨", ""]], texts.no_marks_column()),
        ([["姓名", "到"]], texts.no_names()),
        ([], texts.no_name_column()),
    ],
)
def test_what_is_missing_is_said(rows: list[list[str]], why: str) -> None:
    with pytest.raises(Refusal) as refused:
        opened(excel(rows))
    assert refused.value.text == why


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(["序号", "姓名", "签名", "考勤", "实到时间", "备注", "电话"]),
    st.lists(st.sampled_from(["✓", "请假", "没到", ""]), min_size=1, max_size=12),
    st.integers(0, 5),
)
def test_order_of_columns_and_blank_rows_change_nothing(heading: list[str], said: list[str], blanks: int) -> None:
    meant = {"✓": P, "请假": E, "没到": A, "": None}
    people = [(f"志愿者{chr(0x4E00 + index)}", mark) for index, mark in enumerate(said)]
    rows: list[list[object]] = [
        [{"序号": number, "姓名": name, "考勤": mark}.get(each, "") for each in heading]
        for number, (name, mark) in enumerate(people, 1)
    ]
    for _ in range(blanks):
        rows.insert(random.Random(blanks).randint(0, len(rows)), [])
    assert told(excel([["表头"], list(heading), *rows])) == [(name, meant[mark]) for name, mark in people]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["表.xlsx", "表.csv", "", "表.xls"]))
def test_noise_is_refused_and_never_breaks(content: bytes, name: str) -> None:
    with contextlib.suppress(Refusal):
        assert opened(content, name).lines


def test_what_another_office_program_has_saved() -> None:
    """Our own list of names, filled in and saved by LibreOffice 7.4."""
    content = Path(__file__).with_name("libreoffice.xlsx").read_bytes()
    assert opened(content).activity == 1
    marked = dict(told(content))
    assert list(marked) == ["王阿姨", "小李", "赵叔", "刘大姐", "小雨", "王奶奶"]
    assert [name for name, mark in marked.items() if mark is E] == ["小李", "小雨"]
    assert list(marked.values()).count(P) == 4


FAR = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>\xe5\xa7\x93\xe5\x90\x8d</t></is></c><c r="B1" t="inlineStr"><is><t>\xe5\x88\xb0</t></is></c>
<c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>\xe7\x8e\x8b\xe9\x98\xbf\xe5\xa7\xa8</t></is></c><c r="B2"><v>1</v></c></row>
<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"""


def test_a_cell_at_the_end_of_the_world_makes_no_million_rows() -> None:
    content = repacked(SIMPLE, {"xl/worksheets/sheet1.xml": FAR})
    assert told(content) == [("王阿姨", P)]
    assert all(
        len(grid) <= workbook.MOST_ROWS and max(map(len, grid)) <= workbook.MOST_COLUMNS
        for grid in workbook.grids("表.xlsx", content)
    )


def test_formulas_are_not_reckoned_and_links_not_followed() -> None:
    rows = [
        ["姓名", "到"],
        ["王阿姨", "=1+1"],
        ['=HYPERLINK("http://evil.example","小李")', 1],
        ["赵叔", "=WEBSERVICE(A1)"],
        ["刘大姐", 1],
    ]
    link = b"""<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"""
    content = repacked(excel(rows), {"xl/externalLinks/externalLink1.xml": link})
    assert told(content) == [("王阿姨", None), ("赵叔", None), ("刘大姐", P)]


@pytest.mark.parametrize("name", ["表.pdf", "照片.jpg", "表", "表.xlsm", "../../表.xlsx", "表.xlsx\x00.exe"])
def test_what_it_is_its_first_bytes_say(name: str) -> None:
    assert told(SIMPLE, name) == [("王阿姨", P)]


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40), st.sampled_from(["part", "file"]))
def test_a_sheet_with_wrong_bytes_in_it_is_read_or_refused(at: int, wrong: bytes, where: str) -> None:
    content = bytearray(SIMPLE if where == "file" else FAR)
    content[at % len(content) : at % len(content) + len(wrong)] = wrong
    with contextlib.suppress(Refusal):
        opened(bytes(content) if where == "file" else repacked(SIMPLE, {"xl/worksheets/sheet1.xml": bytes(content)}))
