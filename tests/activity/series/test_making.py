"""Occurrences are made ahead and once, whatever the clock does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from plugins.activity.models import Activity, ActivityState, Series
from plugins.activity.series.days import occurrences
from plugins.activity.series.rule import from_row
from plugins.kernel import clock, db, ticks
from tests.conftest import set_clock
from tests.wire import QQ, WeChat, forget_everything

Wire = QQ | WeChat


async def made() -> list[Activity]:
    async with db.read() as session:
        return list(await session.scalars(select(Activity).where(Activity.series_id.is_not(None)).order_by(Activity.starts_at)))


def dates(activities: list[Activity]) -> list[str]:
    return [f"{clock.local(each.starts_at):%Y-%m-%d %H:%M}" for each in activities]


@pytest.fixture
async def opened(wire: Wire) -> Wire:
    [said] = await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    for word in ("8日", "28日", "巡湖"):
        assert word in said
    return wire


async def test_opening_makes_the_first_occurrences_at_once(opened: Wire) -> None:
    first, second = await made()
    assert dates([first, second]) == ["2026-11-28 08:30", "2026-12-08 08:30"]
    assert (first.number, second.number) == (None, None)  # the small numbers are for what people deal with
    assert (first.kind, first.minimum, first.place) == ("patrol", 20, "湖边集合点")
    assert first.announced_at is None
    await opened.settle()
    assert len(opened.sent) == 1  # the read-back; occurrences made ahead are not announced


async def test_each_occurrence_is_made_once_across_ticks_and_restarts(opened: Wire) -> None:
    for wall in ("2026-11-22 12:00", "2026-11-24 00:00", "2026-12-04 09:00", "2026-12-04 09:20"):
        set_clock(wall)
        await ticks.run_all()
        forget_everything()
        await ticks.run_all()
    assert dates(await made()) == ["2026-11-28 08:30", "2026-12-08 08:30", "2026-12-28 08:30", "2027-01-08 08:30"]


async def test_a_long_sleep_makes_nothing_for_the_past(opened: Wire) -> None:
    set_clock("2027-03-08 09:00")  # the patrol of this morning has begun
    await ticks.run_all()
    assert dates(await made())[2:] == ["2027-03-28 08:30", "2027-04-08 08:30"]


async def test_a_clock_that_ran_ahead_and_came_back_leaves_no_gap(opened: Wire) -> None:
    set_clock("2027-06-01 12:00")
    await ticks.run_all()
    set_clock("2026-12-01 12:00")
    await ticks.run_all()
    days = dates(await made())
    assert days[:3] == ["2026-11-28 08:30", "2026-12-08 08:30", "2026-12-28 08:30"]
    assert len(days) == len(set(days))


async def test_walking_through_fourteen_months_gives_every_one(opened: Wire) -> None:
    opened.leave()
    day = date(2026, 11, 22)
    while day < date(2028, 1, 1):
        set_clock(f"{day} 12:00")
        await ticks.TICKS["make occurrences"].run()
        day += timedelta(days=20)
    wanted = occurrences(from_row({"month_days": [8, 28]}), date(2026, 11, 22), date(2028, 1, 1))
    assert [each.occurs_on for each in await made()][: len(wanted)] == wanted
    opened.come_back()


async def test_a_cancelled_or_moved_occurrence_is_not_made_again(opened: Wire) -> None:
    first, second = await made()
    async with db.write() as session:
        await session.execute(update(Activity).where(Activity.id == first.id).values(state=ActivityState.CANCELLED))
        moved = second.starts_at + timedelta(days=1)
        await session.execute(update(Activity).where(Activity.id == second.id).values(starts_at=moved))
        await session.execute(update(Series).values(made_until=None))
    await ticks.run_all()
    assert [each.id for each in await made()] == [first.id, second.id]


async def test_an_ended_series_makes_no_more(opened: Wire) -> None:
    async with db.write() as session:
        await session.execute(update(Series).values(ended_at=clock.now()))
    set_clock("2026-12-20 12:00")
    await ticks.run_all()
    assert len(await made()) == 2


async def test_two_communities_have_their_own(opened: Wire) -> None:
    await opened.say("管理员", "开通 观湖社区 模板 恋湖", group="70002")
    both = await made()
    assert len(both) == 4
    assert sorted((each.community_id, each.occurs_on.day) for each in both if each.occurs_on) == [
        (1, 8),
        (1, 28),
        (2, 8),
        (2, 28),
    ]


async def test_the_next_moment_is_midnight(opened: Wire) -> None:
    async with db.read() as session:
        moment = await ticks.TICKS["make occurrences"].next_due(session, clock.now())
    assert moment
    assert f"{clock.local(moment):%m-%d %H:%M}" == "11-23 00:00"


async def test_the_words_mean_the_next_one_and_a_day_means_that_day(opened: Wire) -> None:
    [said] = await opened.say("王阿姨", "报名巡湖")
    assert "11月28日" in said
    [said] = await opened.say("王阿姨", "报名 12月8日巡湖")
    assert "12月8日" in said
