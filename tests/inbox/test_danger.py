"""Present danger: the half of the texts that the rules were fitted to, and the half they have not seen."""

import pytest

from bench import danger as bench
from plugins.inbox.meaning.danger import Danger, present
from plugins.inbox.meaning.danger_texts import first_line


@pytest.mark.parametrize("row", bench.rows(held=False), ids=lambda row: row["text"])
def test_a_text_is_taken_the_right_way(row: dict) -> None:
    assert bool(present(row["text"])) == bool(row["danger"])


def test_what_the_rules_have_not_seen_is_mostly_right() -> None:
    rows = bench.rows(held=True)
    assert len(rows) >= 75
    assert len(bench.misses(rows)) <= 4


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("３棟２單元樓道好大煤氣味", Danger.GAS),
        ("电梯困人了 7栋", Danger.TRAPPED),
        ("有人落水", Danger.WATER),
        ("", None),
        ("着火" * 1000, Danger.FIRE),
    ],
)
def test_the_kind_is_read_as_typed(said: str, kind: Danger | None) -> None:
    assert present(said) is kind


@pytest.mark.parametrize("danger", list(Danger))
def test_every_kind_has_a_number_in_its_first_line(danger: Danger) -> None:
    assert any(number in first_line(danger) for number in ("119", "110", "120"))
    assert "{" not in first_line(danger)


def test_the_gas_company_of_the_community_is_named() -> None:
    assert "96777" in first_line(Danger.GAS, "96777")
    assert "95598" in first_line(Danger.ELECTRIC)
