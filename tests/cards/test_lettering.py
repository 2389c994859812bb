from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.cards import lettering
from plugins.cards.coverage import Coverage
from plugins.cards.lettering import Lettering, characters, tidy


@dataclass(frozen=True)
class Face:
    family: str
    coverage: Coverage


CHINESE = Face("chinese", Coverage([(0x20, 0x7E), (0xB7, 0xB7), (0x2026, 0x2026), (0x4E00, 0x9FFF)]))
EMOJI = Face("emoji", Coverage([(0x1F300, 0x1FAFF), (0x1F1E6, 0x1F1FF), (0x20E3, 0x20E3), (0x30, 0x39)]))


def letters(*faces: Face) -> Lettering:
    return Lettering(faces)  # pyright: ignore[reportArgumentType] -- a stand-in without files


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("👩‍🌾李姐🎉🇨🇳", "·李姐·"),
        ("𓂀𓂀 埃及", "· 埃及"),
        ("1️⃣号", "·号"),
        ("王\u202e芳\u200b\x00", "王芳"),
        (" 赵叔\n\t第二行 ", "赵叔 第二行"),
        ("王芳", "王芳"),
        ("", ""),
    ],
)
def test_what_no_font_has_becomes_one_dot(typed: str, drawn: str):
    assert letters(CHINESE).text(typed) == drawn


def test_an_emoji_font_is_asked_for_only_when_it_is_needed():
    plain, festive = letters(CHINESE, EMOJI), letters(CHINESE, EMOJI)
    assert plain.text("王芳 12") == "王芳 12"
    assert [face.family for face in plain.typefaces] == ["chinese"]
    assert festive.text("👩‍🌾王1️⃣🇨🇳") == "👩‍🌾王1️⃣🇨🇳"
    assert [face.family for face in festive.typefaces] == ["chinese", "emoji"]


def test_everything_in_the_data_is_rewritten_but_its_keys_and_numbers():
    data = {"👩": [{"name": "𓂀", "rank": 1, "share": 0.5, "note": None}], "on": True}
    assert letters(CHINESE).rewrite(data) == {"👩": [{"name": "·", "rank": 1, "share": 0.5, "note": None}], "on": True}


def test_a_text_without_end_is_cut():
    text = letters(CHINESE).text("王" * 5000)
    assert len(text) == lettering.LONGEST
    assert text.endswith("…")


def test_a_reader_counts_a_family_a_flag_and_an_accent_as_one():
    assert list(characters("👨‍👩‍👧🇨🇳🇭🇰👍🏽é")) == ["👨‍👩‍👧", "🇨🇳", "🇭🇰", "👍🏽", "é"]


def test_piles_of_accents_are_cut():
    assert list(characters("a" + "\u0301" * 40)) == ["a\u0301\u0301"]


@given(st.text())
def test_nothing_is_left_that_no_font_draws(text: str):
    written = letters(CHINESE).text(text)
    assert all(lettering.is_hint(letter) or ord(letter) in CHINESE.coverage for letter in written)
    assert len(written.splitlines()) <= 1


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text: str):
    assert tidy(tidy(text)) == tidy(text)
