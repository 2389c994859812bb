"""One spelling for what people type in many; and what after a command word is only talk about it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.inbox.wording import LONGEST, looks_like_chatter, normalise, squeeze

TYPED = [
    ("  報名　１２  ", "报名 12"),
    ("取消報名", "取消报名"),
    ("＋１", "+1"),
    ("➕1", "+1"),
    ("1️⃣2️⃣", "12"),
    ("@小红帽\u2005报名", "@小红帽 报名"),
    ("报\u200b名\u2060 12\ufeff", "报名 12"),
    ("\u202e报名\u2069", "报名"),
    ("报名\t\t12", "报名 12"),
    ("随手报：3栋！", "随手报:3栋!"),
    ("第一行  \r\n 第二行", "第一行\n第二行"),
    ("第一行\u2028第二行", "第一行\n第二行"),
    ("\x00报名\x07", "报名"),
    ("ＡＢＣ", "ABC"),
    ("a\tb", "a b"),
    ("", ""),
    ("\u3000\u200b", ""),
]


@pytest.mark.parametrize(("typed", "read"), TYPED)
def test_one_spelling(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_the_end_of_something_endless_is_not_read() -> None:
    assert len(normalise("啊" * 5000)) == LONGEST
    assert len(normalise("ﷺ" * 1999)) == LONGEST  # each of these becomes eighteen


@given(st.text(max_size=80))
def test_nothing_invisible_is_left(text: str) -> None:
    read = normalise(text)
    assert read == read.strip()
    assert not any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in read)
    assert not set(read) & set("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202e\u2066\u2069\u2005\t\r")
    assert "  " not in read


@given(st.text("报名12 \t\n\u200b\u2005０１２３，。！：＋abc", max_size=40))
def test_reading_twice_is_reading_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_names_are_compared_without_spaces_points_and_case() -> None:
    assert squeeze(" 清潔 家園·（Ａ組）") == squeeze("清洁家园a组") == "清洁家园a组"
    assert squeeze("王奶奶") != squeeze("王爷爷")


ABOUT = "了吗|的人好多啊|截止了没？|要扣分吗|表发一下|?|--help|怎么用|-h|怎么弄|有啥用|真多|了|的话怎么办|发一下|谁去|几点|好玩吗|……"
NAMED = "12|巡湖|28号巡湖|带孙子|3人|清洁家园|12 3人|王奶奶|本月|队伍|环境保护|亲水平台|"


@pytest.mark.parametrize("rest", ABOUT.split("|"))
def test_talk_about_a_thing(rest: str) -> None:
    assert looks_like_chatter(rest)


@pytest.mark.parametrize("rest", NAMED.split("|"))
def test_naming_a_thing(rest: str) -> None:
    assert not looks_like_chatter(rest)
