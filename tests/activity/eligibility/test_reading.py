"""How leaders write who may come."""

from datetime import datetime

import pytest

from plugins.activity.draft import read_draft
from plugins.activity.eligibility.conditions import Wanted, take_conditions
from plugins.activity.questions import Unclear
from plugins.activity.slate import Slate
from plugins.kernel.clock import SHANGHAI

NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("限党员", Wanted(party="党员")),
        ("只限团员参加", Wanted(party="团员")),
        ("仅限环境保护队", Wanted(team="环境保护队")),
        ("限环保队员", Wanted(team="环保")),
        ("满18岁", Wanted(age_from=18)),
        ("年满18周岁", Wanted(age_from=18)),
        ("18岁以上", Wanted(age_from=18)),
        ("限成年人", Wanted(age_from=18)),
        ("满14", Wanted(age_from=14)),
        ("需保险", Wanted(insured=True)),
        ("要买意外险", Wanted(insured=True)),
        ("需要有保险", Wanted(insured=True)),
        ("每人最多代报2人", Wanted(most_proxied=2)),
        ("最多帮报两人", Wanted(most_proxied=2)),
        ("代报不超过3人", Wanted(most_proxied=3)),
        ("不能代报", Wanted(most_proxied=0)),
        ("限党员 满18岁，需保险、每人最多代报1人", Wanted(party="党员", age_from=18, insured=True, most_proxied=1)),
        ("不限党员 不要保险", Wanted(off=frozenset({"party", "insured"}))),
        ("限20人", Wanted()),
        ("限二十人", Wanted()),
        ("限 20", Wanted()),
    ],
)
def test_conditions_are_read(words: str, wanted: Wanted) -> None:
    assert take_conditions(Slate(f" {words}")) == wanted


@pytest.mark.parametrize("words", ["满20岁", "满18岁 满14岁", "限党员 限团员", "每人最多代报200人"])
def test_what_cannot_be_checked_is_asked_back(words: str) -> None:
    with pytest.raises(Unclear):
        take_conditions(Slate(f" {words}"))


def test_in_an_announcement_they_are_no_place_and_no_number() -> None:
    draft = read_draft("清洁家园 11月28日 9:00-11:00 亲水平台 20人 限党员 满18岁 需保险 每人最多代报2人", NOON)
    assert (draft.title, draft.place, draft.limit, draft.note) == ("清洁家园", "亲水平台", 20, "")
    assert draft.conditions == Wanted(party="党员", age_from=18, insured=True, most_proxied=2)


def test_a_title_is_no_condition() -> None:
    draft = read_draft("限时义卖 11月28日 9:00-11:00 亲水平台 20人", NOON)
    assert (draft.title, draft.conditions) == ("限时义卖", Wanted())
    draft = read_draft("保险讲座 11月28日 9:00-11:00 活动室", NOON)
    assert (draft.title, draft.conditions) == ("保险讲座", Wanted())
