"""The line that is read bit by bit: a flood of blanks or signs costs no time, and an ordinary gap stays as it was typed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.activity.draft import read_draft
from plugins.activity.slate import WIDEST, Slate
from plugins.inbox.wording import LONGEST

NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)


@given(st.text(st.sampled_from(" \n\t\u3000a1月"), max_size=60), st.integers(1, 200))
def test_no_gap_is_wider_and_no_line_longer_than_is_read(text: str, times: int) -> None:
    slate = Slate(text * times)
    assert len(slate.text) == len(slate.original) <= LONGEST
    assert " " * (WIDEST + 1) not in slate.text
    assert "".join((text * times).split()).startswith("".join(slate.original.split()))


def test_an_ordinary_gap_stays() -> None:
    assert Slate("清洁家园   9:00\n\n亲水平台").original == "清洁家园   9:00\n\n亲水平台"


@pytest.mark.parametrize("flood", [" ", "\n", "\u3000", " \n"])
def test_a_flood_of_blanks_is_read_like_one(flood: str) -> None:
    """Two gaps beside one another in a pattern took 7 seconds for 2000 blanks, and all that time nobody was answered."""
    said = f"清洁家园{flood * 900}11月28日 9:00-11:00 亲水平台 20人"
    draft = read_draft(said, NOW)
    assert (draft.title, draft.place, draft.limit) == ("清洁家园", "亲水平台", 20)
    assert not read_draft(f"清洁家园{flood * 5_000}", NOW).place
