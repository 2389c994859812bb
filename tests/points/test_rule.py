"""What a deed earns, and the stars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel.db import read, write
from plugins.people import settings
from plugins.points import rule, star
from tests.points.conftest import Village, moment


@pytest.mark.parametrize(
    ("minutes", "rate", "cap", "points"),
    [
        (0, 1, 0, 0),
        (29, 1, 0, 0),
        (30, 1, 0, 1),
        (89, 1, 0, 1),
        (90, 1, 0, 2),
        (120, 1, 2, 2),
        (300, 1, 2, 2),
        (90, 2, 0, 3),
        (60, 0, 0, 0),
    ],
)
def test_points_by_the_hour_half_a_point_up_to_the_limit(minutes: int, rate: int, cap: int, points: int) -> None:
    assert rule.points_for(minutes, rate, cap) == points


@given(minutes=st.integers(0, 6000), rate=st.integers(0, 100), cap=st.integers(0, 50))
def test_more_time_never_earns_less(minutes: int, rate: int, cap: int) -> None:
    points = rule.points_for(minutes, rate, cap)
    assert points <= rule.points_for(minutes + 1, rate, cap)
    assert abs(points - minutes * rate / 60) <= 0.5 or points == cap


async def credited(village: Village, minutes: int, when: str, cause: str) -> int:
    async with read() as session:
        credit = await rule.credit_for(
            session,
            community_id=village.community,
            member_id=village.people["王阿姨"],
            minutes=minutes,
            earned_at=moment(when),
            cause=cause,
        )
    await village.earn("王阿姨", credit.minutes, credit.points, when, cause=cause)
    assert credit.minutes == minutes
    return credit.points


async def turn(village: Village, knob: settings.Knob, value: int) -> None:
    async with write() as session:
        await settings.change(session, village.community, knob, value)


async def test_without_limits_every_hour_counts(village: Village) -> None:
    assert await credited(village, 600, "2026-11-21 18:00", "signup:1") == 10


async def test_the_limit_per_day_counts_the_other_deeds_of_that_day_in_shanghai(village: Village) -> None:
    await turn(village, rule.PER_DAY, 3)
    assert await credited(village, 120, "2026-11-21 00:10", "signup:1") == 2
    assert await credited(village, 120, "2026-11-21 23:50", "signup:2") == 1
    assert await credited(village, 60, "2026-11-21 12:00", "signup:3") == 0
    assert await credited(village, 120, "2026-11-22 00:00", "signup:4") == 2
    assert await credited(village, 120, "2026-11-21 00:10", "signup:1") == 2, "a deed does not stand in its own way"


async def test_the_limit_per_deed_is_the_communitys_own(village: Village) -> None:
    await turn(village, rule.PER_DEED, 2)
    await turn(village, rule.PER_HOUR, 3)
    assert await credited(village, 120, "2026-11-21 11:00", "signup:1") == 2
    async with read() as session:
        assert (await rule.tariff(session, village.other)).per_hour == 1


@pytest.mark.parametrize(
    ("hours", "level", "missing"),
    [(0, 0, 100), (99, 0, 1), (100, 1, 200), (999, 3, 1), (1000, 4, 500), (1500, 5, None), (9000, 5, None)],
)
def test_stars(hours: int, level: int, missing: int | None) -> None:
    assert star.star_of(hours * 60, star.NATIONAL) == star.Star(level, missing * 60 if missing else None)


async def test_the_communitys_own_stars(village: Village) -> None:
    await turn(village, star.KNOBS[0], 10)
    async with read() as session:
        assert await star.thresholds(session, village.community) == [10, 300, 600, 1000, 1500]
        assert await star.thresholds(session, village.other) == list(star.NATIONAL)
