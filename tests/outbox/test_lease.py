"""What one of several processes does for all: nobody else meanwhile, somebody else when its time is over. SQLite asks nobody."""

import asyncio
from datetime import timedelta

import pytest

from plugins.kernel import clock, db, lease, ticks
from tests.outbox.letters import forward

MINUTE = timedelta(minutes=1)


async def test_one_holds_it_until_it_ends_or_is_given_back(house: db.Database) -> None:
    alone = house.is_sqlite
    assert await lease.take("ticks", MINUTE)
    assert await lease.take("ticks", MINUTE), "its own"
    first = lease.holder()
    lease.forget_all()
    assert lease.holder() != first
    assert await lease.take("ticks", MINUTE) is alone
    assert await lease.take("backup", MINUTE), "another thing"
    forward(2)
    assert await lease.take("ticks", MINUTE), "the first one is dead"
    await lease.give_back("ticks")
    lease.forget_all()
    assert await lease.take("ticks", MINUTE)


async def test_the_ticks_of_all_are_run_by_one_and_its_own_by_each(house: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    async def never(*_: object) -> None:
        return None

    def writes(name: str):
        async def run() -> None:
            done.append(name)

        return run

    jobs = [ticks.Tick("for all", writes("for all"), never, 1), ticks.Tick("own", writes("own"), never, 2, everywhere=True)]
    monkeypatch.setattr(ticks, "TICKS", {each.name: each for each in jobs})
    await ticks.run_round()
    assert done == ["for all"]
    lease.forget_all()
    await ticks.run_round()
    assert done == ["for all"] * (2 if house.is_sqlite else 1)
    assert ticks.last_run() is not None, "whoever looked in vain lives, too"
    clock.set_shift(clock.shift() + 2 * MINUTE)
    done.clear()
    await ticks.run_round()
    assert done == ["for all"]
    await ticks.run_all()
    assert done == ["for all", "for all", "own"]


async def test_a_tick_that_another_does_by_now_fails_here_no_more(house: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the trouble of one that was frozen would last for ever, however well the other does."""

    async def never(*_: object) -> None:
        return None

    for_all, own = ticks.Tick("for all", never, never, 1), ticks.Tick("own", never, never, 2, everywhere=True)
    monkeypatch.setattr(ticks, "TICKS", {each.name: each for each in (for_all, own)})
    monkeypatch.setattr(ticks, "_failures", {"for all": 3, "own": 1})
    assert await lease.take("ticks", MINUTE)
    lease.forget_all()
    await ticks.run_round()
    assert ticks.failing() == {"own": 1}


async def test_what_takes_long_is_held_until_it_is_done(house: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = asyncio.Semaphore(0)
    take = lease.take

    async def noticed(name: str, length: timedelta) -> bool:
        mine = await take(name, length)
        taken.release()
        return mine

    async def another_may() -> bool:
        name, held = lease.holder(), dict(lease._held)
        lease.forget_all()
        may = await take("backup", MINUTE)
        lease._name[:] = [name]
        lease._held.update(held)
        return may

    monkeypatch.setattr(lease, "take", noticed)
    monkeypatch.setattr(lease, "RENEWALS", 3000)
    async with lease.held("backup", MINUTE) as mine:
        assert mine
        for _ in range(3):
            forward(0.9)
            for _ in range(3):  # one may have been under way
                await taken.acquire()
        assert await another_may() is house.is_sqlite
    assert await another_may()
