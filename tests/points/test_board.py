"""The boards: ties, order, periods, who is not named, whose community it is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people import settings as knobs
from plugins.people.models import Community, Member
from plugins.points import board, board_texts, ledger, period
from plugins.points.board import Board, Own
from tests.points.conftest import Village, moment


async def board_of(village: Village, word: str = "本月", *, book: str = "points", now: str | None = None) -> Board:
    async with read() as session:
        return await board.persons(session, village.community, period.named(word, moment(now) if now else None), book)


async def named(village: Village, word: str = "本月", *, now: str | None = None) -> set[str]:
    return {row.name for row in (await board_of(village, word, now=now)).rows}


async def opt_out(village: Village, name: str) -> None:
    async with write() as session:
        (await session.get_one(Member, village.people[name])).on_boards = False


async def test_ties_share_a_rank_and_are_ordered_by_hours_then_name(village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await village.earn("小李", 120, 5)
    await village.earn("赵叔", 60, 5)
    await village.earn("王奶奶", 60, 1)
    found = await board_of(village)
    tied = sorted(("王阿姨", "赵叔"))
    assert [(row.rank, row.name) for row in found.rows] == [(1, "小李"), (1, tied[0]), (1, tied[1]), (4, "王奶奶")]


async def test_nobody_without_points_stands_on_the_board(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    await village.earn("小李", 120, 0)
    await village.earn("赵叔", 120, 2)
    async with write() as session:
        number = (await village.numbers("赵叔"))[0]
        await ledger.reverse(session, community_id=village.community, number=number, reason="记错人", posted_by="qq:10002")
    assert await named(village) == {"王阿姨"}
    assert {row.name for row in (await board_of(village, book="hours")).rows} == {"王阿姨", "小李"}


async def test_who_opted_out_takes_no_rank_but_counts(village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await village.earn("小李", 60, 9)
    await opt_out(village, "小李")
    found = await board_of(village)
    assert [(row.rank, row.name) for row in found.rows] == [(1, "王阿姨")]
    assert (found.counted, found.points, found.minutes) == (2, 14, 120)
    async with read() as session:
        mine, hers = [
            await board.own(
                session, village.community, period.named("本月"), await session.get_one(Member, village.people[name])
            )
            for name in ("小李", "王阿姨")
        ]
    assert mine == Own(rank=1, value=9, listed=False)
    assert hers == Own(rank=1, value=5, listed=True)


async def test_the_sums_stand_even_if_nobody_is_named(village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await opt_out(village, "王阿姨")
    found = await board_of(village)
    assert found.rows == []
    assert (found.counted, found.points) == (1, 5)


async def test_the_board_is_cut_and_says_who_shares_the_last_rank(village: Village) -> None:
    async with write() as session:
        await knobs.change(session, village.community, board.TOP, 3)
    for name, points in {"王阿姨": 9, "小李": 5, "赵叔": 5, "王奶奶": 5, "队长老陈": 1}.items():
        await village.earn(name, 60, points)
    found = await board_of(village)
    assert [row.rank for row in found.rows] == [1, 2, 2]
    assert found.tied == 1
    assert found.counted == 5
    assert board_texts.cut(found) == "第 2 名还有 1 位并列没有列出"


async def test_teams_are_ranked_by_what_was_done_for_them(village: Village) -> None:
    await village.earn("王阿姨", 60, 5, team="环境保护")
    await village.earn("小李", 60, 3, team="环境保护")
    await village.earn("小李", 60, 8, team="消防安全")
    await village.earn("赵叔", 60, 50)
    await opt_out(village, "王阿姨")
    async with read() as session:
        found = await board.teams(session, village.community, period.named("本月"))
    assert {(row.rank, row.name, row.points) for row in found.rows} == {(1, "环境保护", 8), (1, "消防安全", 8)}
    assert found.rows[0].name == "环境保护"
    assert (found.counted, found.points) == (2, 16)


async def test_two_communities_see_nothing_of_each_other(village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await village.earn("外人", 600, 50)
    assert await named(village, "总榜") == {"王阿姨"}
    async with read() as session:
        other = await board.persons(session, village.other, period.named("总榜"))
    assert [row.name for row in other.rows] == ["外人"]


EDGES = [
    ("本月", "2026-11-15 12:00", "2026-11-01 00:00", "2026-12-01 00:00", "2026年11月"),
    ("本月", "2026-12-31 23:59", "2026-12-01 00:00", "2027-01-01 00:00", "2026年12月"),
    ("本月", "2027-01-01 00:00", "2027-01-01 00:00", "2027-02-01 00:00", "2027年1月"),
    ("上月", "2027-01-01 00:00", "2026-12-01 00:00", "2027-01-01 00:00", "2026年12月"),
    ("本季", "2026-12-31 23:59", "2026-10-01 00:00", "2027-01-01 00:00", "2026年第4季度"),
    ("上季", "2027-01-01 00:00", "2026-10-01 00:00", "2027-01-01 00:00", "2026年第4季度"),
    ("上季", "2026-05-01 00:00", "2026-01-01 00:00", "2026-04-01 00:00", "2026年第1季度"),
    ("半年", "2026-06-30 23:59", "2026-01-01 00:00", "2026-07-01 00:00", "2026年上半年"),
    ("半年", "2026-07-01 00:00", "2026-07-01 00:00", "2027-01-01 00:00", "2026年下半年"),
    ("今年", "2026-12-31 23:59", "2026-01-01 00:00", "2027-01-01 00:00", "2026年"),
    ("去年", "2027-01-01 00:00", "2026-01-01 00:00", "2027-01-01 00:00", "2026年"),
]


@pytest.mark.parametrize(("word", "now", "start", "end", "label"), EDGES)
async def test_a_period_holds_its_first_moment_and_not_its_end_in_shanghai(
    village: Village, word: str, now: str, start: str, end: str, label: str
) -> None:
    found = period.named(word, moment(now))
    assert (found.start, found.end, found.label) == (moment(start), moment(end), label)
    second = timedelta(seconds=1)
    for name, when in {
        "王阿姨": moment(start),
        "小李": moment(end) - second,
        "赵叔": moment(start) - second,
        "王奶奶": moment(end),
    }.items():
        await village.earn(name, 60, 1, clock.local(when).replace(tzinfo=None).isoformat())
    assert await named(village, word, now=now) == {"王阿姨", "小李"}
    assert len(await named(village, "总榜", now=now)) == 4


@given(when=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)), word=st.sampled_from(sorted(period.MONTHS)))
def test_every_moment_lies_in_this_period_and_after_the_one_before(when: datetime, word: str) -> None:
    now = clock.at_local(when)
    found = period.named(word, now)
    assert found.start
    assert found.end
    assert (found.end <= now) if word in period.EARLIER else (found.start <= now < found.end)
    assert (found.end.astimezone(clock.SHANGHAI).day, found.start.astimezone(clock.SHANGHAI).hour) == (1, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(earned=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), min_size=1, max_size=8))
async def test_a_rank_is_one_more_than_those_who_have_more(village: Village, earned: list[tuple[int, int]]) -> None:
    """Each example is a community of its own."""
    async with write() as session:
        row = Community(name=f"社区{village.deeds}", opened_at=clock.now())
        session.add(row)
        await session.flush()
        fresh = row.id
    for index, (points, hours) in enumerate(earned):
        name = f"{fresh}-{index}"
        await village.member(name, community=fresh)
        await village.earn(name, hours * 60, points)
    async with read() as session:
        found = await board.persons(session, fresh, period.named("总榜"))
    values = sorted((points for points, _ in earned if points), reverse=True)
    assert [row.rank for row in found.rows] == [1 + sum(other > value for other in values) for value in values]
    order = [(-row.points, -row.minutes, row.name) for row in found.rows]
    assert order == sorted(order)
    assert (found.counted, found.points) == (len(values), sum(values))
