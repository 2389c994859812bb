from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from plugins.cards import coverage, typefaces
from plugins.cards.coverage import Coverage

BUNDLED = list(typefaces.files(typefaces.bundled_folders()))


@given(st.sets(st.integers(0, 300)))
def test_a_coverage_holds_just_its_ranges(codes: set[int]):
    held = Coverage((code, code) for code in codes)
    assert {code for code in range(301) if code in held} == codes


def every_font() -> list[Path]:
    faces = typefaces.shelf()
    return [file for face in faces for file in face.files]


@pytest.mark.parametrize("file", every_font(), ids=lambda file: file.name)
def test_the_characters_of_a_font_are_those_that_fonttools_finds(file: Path):
    drawn = set(TTFont(file, fontNumber=0, lazy=True).getBestCmap() or ())
    found = coverage.of_file(file)
    assert {code for code in range(0x30000) if code in found} == {code for code in drawn if code < 0x30000}


def test_the_older_kind_of_table_is_read_too():
    """Format 4 holds the first 65 536 characters, as format 12 of the same font has them."""
    bundled = typefaces.arrange(BUNDLED, ())[0].files[0]
    cmap = coverage.cmap_of(bundled)
    newer, older = (Coverage(coverage.ranges_in(cmap, {kind})) for kind in (12, 4))
    assert {code for code in range(0xFFFF) if code in older} == {code for code in range(0xFFFF) if code in newer}


@pytest.mark.parametrize(
    "content", [b"", b"ttcf", b"not a font at all, but long enough to be read as one", b"\0\1\0\0\0\1" + b"\0" * 40]
)
def test_a_file_that_is_no_font_draws_nothing(tmp_path: Path, content: bytes):
    (tmp_path / "broken.ttf").write_bytes(content)
    assert ord("王") not in coverage.of_file(tmp_path / "broken.ttf")
    assert ord("王") not in coverage.of_file(tmp_path / "absent.ttf")


def test_the_bundled_font_leads_and_the_system_fills_in():
    system = [Path("wqy-zenhei.ttc"), Path("NotoSansCJK-Bold.ttc"), Path("NotoSansCJK-Regular.ttc"), Path("NotoColorEmoji.ttf")]
    shelf = typefaces.arrange([Path("NotoSansSC[wght].ttf")], system)
    assert [face.family for face in shelf] == ["Noto Sans SC", "Noto Sans CJK SC", "Noto Color Emoji"]
    assert [file.name for file in shelf[1].files] == ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"]


def test_without_the_package_the_system_font_leads():
    assert [face.family for face in typefaces.arrange([], [Path("DejaVuSans.ttf"), Path("msyh.ttc")])] == [
        "Microsoft YaHei",
        "DejaVu Sans",
    ]


def test_without_any_chinese_font_the_shelf_is_empty():
    assert typefaces.arrange([], [Path("DejaVuSans.ttf"), Path("NotoColorEmoji.ttf")]) == ()


def test_a_machine_without_the_package_has_no_bundled_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typefaces, "BUNDLE", "no_such_package_of_fonts")
    assert typefaces.bundled_folders() == []


def test_the_bundled_font_draws_all_that_newspapers_print():
    """GB 2312, the 6 763 common characters and the punctuation."""
    held = typefaces.arrange(BUNDLED, ())[0].coverage
    pairs = (bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    assert [letter for letter in pairs if letter and ord(letter) not in held] == []
