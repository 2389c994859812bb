"""Who stands where: a property of the pure ranking, and the same figures as in the books."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.awards import content, periods, ranking
from plugins.awards.models import Rhythm
from plugins.awards.ranking import Record
from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.points import board
from plugins.points.models import Book
from plugins.points.period import Period
from tests.awards.conftest import Wire

COUNTS = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 3), st.integers(0, 3))


@st.composite
def people(draw: st.DrawFn) -> list[Record]:
    drawn = draw(st.lists(COUNTS, max_size=12))
    return [
        Record(number, f"人{number % 3}", listed=True, minutes=60 * hours, times=times, signed_up=max(signed, came), came=came)
        for number, (hours, times, signed, came) in enumerate(drawn, 1)
    ]


def better(one: Record, other: Record) -> bool:
    """By hand: hours, then services, then came out of signed up, where nothing signed up for is nothing missed."""
    if one.minutes != other.minutes:
        return one.minutes > other.minutes
    if one.times != other.times:
        return one.times > other.times
    left, right = [(each.came, each.signed_up) if each.signed_up else (1, 1) for each in (one, other)]
    return left[0] * right[1] > right[0] * left[1]


@given(people())
def test_a_rank_is_one_more_than_the_number_of_those_who_are_better(records: list[Record]) -> None:
    found = ranking.ranked(records)
    assert sorted(each.member_id for _, each in found) == [each.member_id for each in records]
    for rank, each in found:
        assert rank == 1 + sum(better(other, each) for other in records)
    assert [rank for rank, _ in found] == sorted(rank for rank, _ in found)


@given(people(), st.integers(1, 12))
def test_the_shortlist_parts_nobody_from_his_equals(records: list[Record], top: int) -> None:
    everybody = ranking.ranked(records)
    chosen = ranking.shortlist(everybody, top)
    inside, outside = [each for _, each in chosen], [each for _, each in everybody[len(chosen) :]]
    assert len(inside) >= min(top, len(records))
    assert all(better(one, other) for one in inside for other in outside)


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(records: list[Record], random: object) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranking.ranked(shuffled) == ranking.ranked(records)


@pytest.mark.parametrize(
    ("today", "said", "rhythm", "label"),
    [
        ("2026-11-25", "季度", Rhythm.QUARTER, "2026年第4季度"),
        ("2026-10-31", "季度", Rhythm.QUARTER, "2026年第3季度"),
        ("2027-01-05", "季度", Rhythm.QUARTER, "2026年第4季度"),
        ("2027-01-05", "本季度", Rhythm.QUARTER, "2027年第1季度"),
        ("2026-11-25", "上季度", Rhythm.QUARTER, "2026年第3季度"),
        ("2026-11-25", "第三季度", Rhythm.QUARTER, "2026年第3季度"),
        ("2027-02-10", "第四季度", Rhythm.QUARTER, "2026年第4季度"),
        ("2026-11-25", "2025年第1季度", Rhythm.QUARTER, "2025年第1季度"),
        ("2026-11-25", "去年第二季度", Rhythm.QUARTER, "2025年第2季度"),
        ("2026-11-25", "半年", Rhythm.HALF, "2026年下半年"),
        ("2026-07-20", "半年", Rhythm.HALF, "2026年上半年"),
        ("2026-11-25", "2026年上半年", Rhythm.HALF, "2026年上半年"),
        ("2026-03-01", "下半年", Rhythm.HALF, "2025年下半年"),
        ("2026-11-25", "年终", Rhythm.YEAR, "2026年"),
        ("2027-02-20", "年终", Rhythm.YEAR, "2026年"),
        ("2027-03-01", "年终", Rhythm.YEAR, "2027年"),
        ("2026-11-25", "去年", Rhythm.YEAR, "2025年"),
        ("2026-11-25", "2024年", Rhythm.YEAR, "2024年"),
        ("2026-11-25", "2025年年终", Rhythm.YEAR, "2025年"),
        ("2026-11-25", "2027年第一季度", Rhythm.QUARTER, "2027年第1季度"),
    ],
)
def test_the_period_that_is_meant(today: str, said: str, rhythm: Rhythm, label: str) -> None:
    found = periods.read(said, clock.at_local(datetime.fromisoformat(f"{today} 12:00")))
    assert found is not None
    assert (found[0], found[1].label) == (rhythm, label)


@pytest.mark.parametrize("said", ["第五季度", "月", "春季", "2026年季度", "半", "前20", "11月", "2到7月"])
def test_other_words_mean_no_period(said: str) -> None:
    assert periods.read(said) is None


async def test_the_figures_are_those_of_the_books_and_of_the_board(quarter: Wire) -> None:
    found = periods.read("季度")
    assert found
    async with read() as session:
        records = {each.name: each for each in await ranking.records(session, 1, found[1])}
        rows = await board.persons(session, 1, Period("", found[1].label, found[1].start, found[1].end), Book.HOURS)
        member = records["王阿姨"].member_id
        assert await content.of(session, member, found[1]) == "清洁家园"
    figures = {name: (each.minutes, each.times, each.signed_up, each.came) for name, each in records.items()}
    assert figures == {"王阿姨": (360, 3, 3, 3), "小李": (240, 2, 2, 2), "赵叔": (240, 2, 3, 2), "刘大姐": (120, 1, 1, 1)}
    assert {row.name: row.minutes for row in rows.rows} == {name: each[0] for name, each in figures.items() if name != "刘大姐"}
    assert {row.rank for row in rows.rows} == {1, 2}
    assert rows.minutes == sum(each.minutes for each in records.values())
