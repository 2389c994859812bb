"""「请假到 11月30日」「我回来了」, and who is away when."""

from datetime import datetime

import pytest

from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.people import absence
from plugins.people.models import Deed
from plugins.people.profile_models import Absence
from tests.conftest import set_clock

from .conftest import Wire, at, count

LEADER = 3  # 队长老陈's member number: behind 管理员 and 社工小周


@pytest.fixture
async def led(opened: Wire) -> Wire:
    await opened.say("社工小周", at("队长老陈", "任命", "环境保护 队长"))
    await opened.say("社工小周", at("刘大姐", "任命", "环境保护 副队长"))
    return opened


async def is_away(wall: str) -> bool:
    async with read() as session:
        moment = clock.at_local(datetime.fromisoformat(wall))
        return await absence.away(session, [LEADER, 1, 2], moment) == {LEADER}


async def test_away_to_the_end_of_the_day_and_the_deputy_is_named(led: Wire) -> None:
    (said,) = await led.say("队长老陈", "请假到 11月30日", group=None)
    assert "11月30日" in said
    assert "刘大姐" in said
    assert "撤销" in said
    assert await is_away("2026-11-22 12:30")
    assert await is_away("2026-11-30 23:59")
    assert not await is_away("2026-12-01 00:00")
    assert not await is_away("2026-11-22 11:00")


@pytest.mark.parametrize(
    "said", ["请假到30号", "请假到 11.30", "我请假到十一月三十号", "请假到 下下周一", "请假到 月底", "請假到30號！"]
)
async def test_days_as_people_say_them(led: Wire, said: str) -> None:
    (answer,) = await led.say("队长老陈", said)
    assert "11月30日" in answer


@pytest.mark.parametrize("said", ["请假到 11月31日", "请假到", "请假到 随便", "请假到 2026年11月1日", "请假到 2028年1月1日"])
async def test_days_that_are_none(led: Wire, said: str) -> None:
    before = await count(Deed)
    (answer,) = await led.say("队长老陈", said, group=None)
    assert "例如「请假到 11月30日」" in answer
    assert await count(Deed) == before


async def test_only_those_who_lead(led: Wire) -> None:
    (said,) = await led.say("王阿姨", "请假到 11月30日", group=None)
    assert "队长或社工" in said
    assert await led.say("王阿姨", "请假到 11月30日") == []
    assert await count(Absence) == 0


async def test_coming_back_early_and_taking_that_back(led: Wire) -> None:
    await led.say("队长老陈", "请假到 11月30日", group=None)
    set_clock("2026-11-25 09:00")
    assert "欢迎回来" in (await led.say("队长老陈", "我回来了！"))[0]
    assert not await is_away("2026-11-25 10:00")
    assert await is_away("2026-11-24 10:00")
    assert await led.say("队长老陈", "我回来了") == []
    assert "没有在请假" in (await led.say("队长老陈", "我回来了", group=None))[0]
    assert "请假到 2026年11月30日" in (await led.say("队长老陈", "撤销"))[0]
    assert await is_away("2026-11-25 10:00")


async def test_another_day_takes_the_place_of_the_first(led: Wire) -> None:
    await led.say("队长老陈", "请假到 11月30日", group=None)
    assert "已经请假" in (await led.say("队长老陈", "请假到 11月30日", group=None))[0]
    await led.say("队长老陈", "请假到 11月26日", group=None)
    assert not await is_away("2026-11-28 10:00")
    assert "11月30日" in (await led.say("队长老陈", "撤销", group=None))[0]
    assert await is_away("2026-11-28 10:00")
    await led.say("队长老陈", "撤销", group=None)
    assert not await is_away("2026-11-23 10:00")
    assert "没有您能撤销的" in (await led.say("队长老陈", "撤销", group=None))[0]


async def test_nobody_is_asked_about(led: Wire) -> None:
    async with read() as session:
        assert await absence.away(session, [], clock.now()) == set()
