"""The primary is killed while people talk to two bots: they go on at the promoted standby, and nothing acknowledged is lost."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select, update

from plugins.activity.models import Activity, SignUp
from plugins.desk import backup
from plugins.kernel import clock, db
from plugins.outbox.models import OutgoingMessage, State
from plugins.people.models import Account
from tests import postgres
from tests.cluster import servers
from tests.cluster.town import ADMIN, WAIT, Fleet, Peer, found, until

GROUPS = ["70001", "g70002"]
YES, NO = "报上了", "没有办成"
BEFORE, IN_FLIGHT, AFTER = 4, 8, 4


class Crowd:
    """Somebody new signs up behind an account, one after the other, whatever happens."""

    def __init__(self, account: Peer, first: int) -> None:
        self.account, self.next = account, first
        self.told: dict[str, str] = {}

    async def one(self, patience: float = WAIT) -> str:
        """What the next one is told: yes, no, or nothing."""
        user, self.next = str(self.next), self.next + 1
        try:
            answer = await self.account.ask(user, "报名 1", YES, NO, wait=patience)
        except TimeoutError:
            answer = ""
        self.told[user] = YES if YES in answer else NO if answer else ""
        return self.told[user]

    async def until_yes(self) -> None:
        async with asyncio.timeout(WAIT):
            while await self.one(15) != YES:
                continue

    def all_who_were_told(self, answer: str) -> set[str]:
        return {user for user, told in self.told.items() if told == answer}


@pytest.fixture
def pair():
    programs = postgres.programs(servers.NEEDED)
    if programs is None:
        pytest.skip(postgres.ABSENT)
    with servers.pair(programs) as both:
        yield both


async def test_the_primary_is_killed(tmp_path: Path, pair: tuple[servers.Server, servers.Server]) -> None:
    primary, standby = pair
    hosts = "&".join(f"host=127.0.0.1:{each.port}" for each in pair)
    fleet = Fleet(tmp_path, f"postgresql+asyncpg://postgres@/postgres?{hosts}", 2)
    accounts = [Peer("v11", "80001"), Peer("v12", "wxid_bot")]
    house = db.Database(fleet.url)
    try:
        await fleet.start()
        await fleet.dial(accounts)
        await found(accounts, GROUPS)
        await accounts[0].ask(ADMIN, "发布 清洁家园 11月26日 9:00-11:00 亲水平台", "【1】")
        crowds = [Crowd(each, 20_000 + 1000 * number) for number, each in enumerate(accounts)]
        await asyncio.gather(*(each.one() for each in crowds for _ in range(BEFORE)))
        in_flight = [asyncio.create_task(each.one(30)) for each in crowds for _ in range(IN_FLIGHT)]
        await asyncio.sleep(0.3)
        primary.kill()
        await asyncio.gather(*in_flight)
        assert [await each.one(30) for each in crowds] == [NO, NO], "with the database away nobody is told yes"
        standby.promote()
        await asyncio.gather(*(each.until_yes() for each in crowds))
        await asyncio.gather(*(each.one() for each in crowds for _ in range(AFTER)))
        await nothing_acknowledged_is_lost(house, crowds)
        await reminders_go_on(house, accounts)
        await backup.run_tool("pg_dump", ["--schema-only", "--file", str(tmp_path / "dump")], make_url(fleet.url))
        assert all(each.process and each.process.poll() is None for each in fleet.programs), "nobody was restarted"
    finally:
        await house.close()
        await fleet.close()


async def nothing_acknowledged_is_lost(house: db.Database, crowds: list[Crowd]) -> None:
    async with house.read() as session:
        joined = await session.scalars(select(Account.user).join(SignUp, SignUp.member_id == Account.member_id))
        there = Counter(joined.all())
    for each in crowds:
        assert each.all_who_were_told(YES) <= set(there)
        assert len(each.all_who_were_told(YES)) >= BEFORE + AFTER + 1
        assert each.all_who_were_told("") == set(), "everybody was told something"
    assert set(there.values()) == {1}


async def reminders_go_on(house: db.Database, accounts: list[Peer]) -> None:
    """The ticks find the new primary, too: whoever is on the list is reminded, once."""
    soon = clock.at_local(clock.local().replace(2026, 11, 25, 13, 0, 0, 0, tzinfo=None))
    values = {"starts_at": soon, "ends_at": soon + timedelta(hours=2), "published_at": soon - timedelta(days=2)}
    async with house.write() as session:
        await session.execute(update(Activity).values(**values))
        people = await session.scalar(select(func.count(SignUp.id)))

    def reminded() -> list[str]:
        return [
            each.chat for one in accounts for each in one.heard if "13:00" in each.text and each.chat.startswith("person:2")
        ]

    await until(lambda: len(reminded()) >= (people or 0))
    await asyncio.sleep(2)
    assert len(set(reminded())) == len(reminded()) == people
    async with house.read() as session:
        stuck = select(OutgoingMessage.key).where(OutgoingMessage.state.in_((State.FAILED, State.UNKNOWN)))
        assert (await session.scalars(stuck)).all() == []
