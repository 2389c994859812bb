"""Which mistyped words are near enough to be asked back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.guide.nearest import by_word, mistyped, similar
from plugins.inbox.table import COMMANDS, WORDS


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("报明 12", "报名 12"),
        ("名报 12", "报名 12"),
        ("排行搒", "排行榜"),
        ("排榜", "排行榜"),
        ("取消报名名 12", "取消报名 12"),
        ("对伍", "队伍"),
    ],
)
def test_one_sign_off(said: str, line: str) -> None:
    near = mistyped(said, COMMANDS.values())
    assert near
    assert near.line == line


@pytest.mark.parametrize("said", ["", "天气", "报纸在哪里领", "你好", "哈哈哈哈", "12"])
def test_nothing_near(said: str) -> None:
    near = mistyped(said, COMMANDS.values())
    assert near is None, near


def test_only_what_is_allowed_is_near() -> None:
    assert mistyped("报明 12", [COMMANDS["队伍"]]) is None
    assert similar("报名", [COMMANDS["队伍"]]) == []


@given(st.text(max_size=30))
def test_any_text_is_read_without_a_fault(said: str) -> None:
    mistyped(said, COMMANDS.values())
    similar(said, COMMANDS.values())
    by_word(said)


def test_every_word_finds_its_own_command() -> None:
    for each in COMMANDS.values():
        for word in each.words:
            assert by_word(word) in WORDS[word]
            assert by_word(word) is each or len(WORDS[word]) > 1
