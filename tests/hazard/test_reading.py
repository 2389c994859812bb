"""Place and category of whole reports: the half the rules were fitted to, and the half they have not seen."""

import pytest

from bench import hazard as bench
from plugins.hazard import rules
from plugins.hazard.rules import OTHER, Book, Category, category_of

FITTED = bench.rows(held=False)
HELD = bench.rows(held=True)


def test_there_are_enough_texts() -> None:
    assert len(FITTED) + len(HELD) >= 150


@pytest.mark.parametrize("row", FITTED, ids=lambda row: row["text"])
def test_a_place_is_read(row: dict) -> None:
    assert bench.place_of(row["text"]) == row["place"]


def test_nearly_every_category_is_read() -> None:
    assert len(bench.misses(FITTED)["category"]) <= 1


@pytest.mark.parametrize("what", ["place", "category"])
def test_what_the_rules_have_not_seen_is_mostly_right(what: str) -> None:
    assert len(bench.misses(HELD)[what]) <= len(HELD) // 20 + 1


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("消防通到堵了", "消防通道"),
        ("今天天气真好", OTHER),
        ("", OTHER),
        ("電梯壞了", "电梯"),
        ("灯 不 亮", OTHER),
        ("健身器才坏了", "设施"),
    ],
)
def test_typos_and_nothing(said: str, name: str) -> None:
    assert category_of(said, rules.shipped()) == name


def test_of_two_that_score_alike_the_first_of_the_file_wins() -> None:
    book = Book({name: Category(name=name, words=("坏了",)) for name in ("甲", "乙", OTHER)})
    assert category_of("坏了", book) == "甲"


def test_the_file_names_every_category_once_and_every_deadline_is_said() -> None:
    categories = rules.shipped().categories
    assert len(categories) > 20
    assert all(1 <= each.hours <= 400 for each in categories.values())
    assert [name for name, each in categories.items() if not each.words] == [OTHER]
