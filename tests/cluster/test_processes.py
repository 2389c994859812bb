"""Four bots on one PostgreSQL, each holding another account: started together, and one of them killed."""

import asyncio
import random
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.kernel import clock, db
from plugins.kernel.address import Address
from plugins.kernel.models import Lease
from plugins.outbox.models import OutgoingMessage
from plugins.outbox.service import Letter, post
from plugins.people.models import Account
from tests import postgres
from tests.cluster.town import ADMIN, WAIT, Fleet, Peer, crowd, found, until

GROUPS = ["70001", "70002", "70003", "g70004"]
PEOPLE, PLACES, REPORTS, LETTERS = 20, 5, 5, 8


@pytest.fixture
def server_url():
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.ABSENT)
    with postgres.server(programs) as url:
        yield url


async def test_four_processes_on_one_database(tmp_path: Path, server_url: str) -> None:
    fleet = Fleet(tmp_path, server_url, 4)
    accounts = [Peer("v11", f"8000{number}") for number in (1, 2, 3)] + [Peer("v12", "wxid_bot")]
    house = db.Database(server_url)
    try:
        await fleet.start()
        await fleet.dial(accounts)
        await found(accounts, GROUPS)
        numbers = await numbers_never_double(accounts)
        await limits_hold(house, accounts, *numbers[:2])
        await a_message_that_comes_to_two_processes_is_done_once(house, fleet, accounts)
        await letters_leave_by_the_account_that_reaches_the_chat(house, accounts)
        await reminders_come_once(house, accounts, numbers[0])
        await what_a_killed_process_left_is_sent_by_another(house, fleet, accounts)
        assert fleet.complaints() == ""
    finally:
        await house.close()
        await fleet.close()


async def numbers_never_double(accounts: list[Peer]) -> list[int]:
    """Activities published at once by four processes: one sequence without gaps. (The first is for the sign-ups.)"""
    first = await accounts[0].ask(ADMIN, f"发布 清洁家园 11月26日 9:00-11:00 亲水平台 {PLACES}人", "【")
    wishes = [
        account.ask(ADMIN, f"发布 {title} 11月27日 9:00-11:00 亲水平台 20人", title)
        for account, titles in zip(
            accounts, (("合唱", "书法"), ("舞蹈", "剪纸"), ("太极", "象棋"), ("读书", "摄影")), strict=True
        )
        for title in titles
    ]
    answers = [first, *await asyncio.gather(*wishes)]
    numbers = [int(match[1]) for each in answers if (match := re.search(r"【(\d+)】", each))]
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 9)), answers
    return numbers


async def limits_hold(house: db.Database, accounts: list[Peer], number: int, other: int) -> None:
    """All at once for few places: so many are on the list, the others wait, and everybody was told which."""
    people = crowd(accounts, PEOPLE, random.Random(7))
    # They are known already: those who are new wait for each other while they become members, whatever the activity does.
    await asyncio.gather(*(account.ask(user, f"报名 {other}", "报上了", "候补第") for account, user in people))
    told = await asyncio.gather(*(account.ask(user, f"报名 {number}", "报上了", "候补第") for account, user in people))
    query = select(Account.user).join(SignUp, SignUp.member_id == Account.member_id)
    query = query.join(Activity, Activity.id == SignUp.activity_id).where(Activity.number == number)
    async with house.read() as session:
        joined = set(await session.scalars(query.where(SignUp.state == SignUpState.JOINED)))
        waiting = set(await session.scalars(query.where(SignUp.state == SignUpState.WAITING)))
    assert (len(joined), len(waiting)) == (PLACES, PEOPLE - PLACES)
    assert joined == {user for (_, user), answer in zip(people, told, strict=True) if "候补" not in answer}


async def a_message_that_comes_to_two_processes_is_done_once(house: db.Database, fleet: Fleet, accounts: list[Peer]) -> None:
    """An account whose old line is half open while it has dialled another process, too: both hear everything."""
    first = accounts[0]
    second = Peer(first.version, first.self_id)
    second.port = fleet.programs[1].port
    life = asyncio.create_task(second.live())
    await second.connected.wait()
    for number in range(REPORTS):
        event = first.frame(str(30_000 + number), f"随手报 {number + 1}栋1单元 井盖松动")
        await asyncio.gather(first.send(event), second.send(event))

    def numbers() -> list[int]:
        said = [each for one in (first, second) for each in one.texts()]
        return sorted(int(match[1]) for each in said if (match := re.match(r"随(\d+) 收到", each)))

    await until(lambda: len(numbers()) >= REPORTS)
    await asyncio.sleep(1)
    assert numbers() == list(range(1, REPORTS + 1))
    life.cancel()
    await asyncio.gather(life, return_exceptions=True)


async def letters_leave_by_the_account_that_reaches_the_chat(house: db.Database, accounts: list[Peer]) -> None:
    """Posted by yet another process, which holds no account at all: each is said once, by the account it is for."""
    async with house.write() as session:
        for account, group in zip(accounts, GROUPS, strict=True):
            for number in range(LETTERS):
                to = Address("qq" if account.version == "v11" else "wechat", account.self_id, "group", group)
                await post(session, Letter(f"cluster:{account.self_id}:{number}", to, f"通知{number}号", disturb=True))
    await until(lambda: all(len(wanted(each, "通知")) >= LETTERS for each in accounts))
    await asyncio.sleep(1)
    for account, group in zip(accounts, GROUPS, strict=True):
        assert Counter(account.texts(f"group:{group}"))["通知7号"] == 1
        assert sorted(wanted(account, "通知")) == sorted(f"通知{number}号" for number in range(LETTERS))


def wanted(account: Peer, begin: str) -> list[str]:
    return [each for each in account.texts() if each.startswith(begin)]


async def reminders_come_once(house: db.Database, accounts: list[Peer], number: int) -> None:
    """It begins within ninety minutes: everybody on the list is reminded once, though four processes look every two seconds."""
    async with house.write() as session:
        soon = clock.at_local(clock.local().replace(2026, 11, 25, 13, 0, 0, 0, tzinfo=None))
        values = {"starts_at": soon, "ends_at": soon + timedelta(hours=2), "published_at": soon - timedelta(days=2)}
        await session.execute(update(Activity).where(Activity.number == number).values(**values))

    def reminded() -> list[str]:
        return [each.chat for one in accounts for each in one.heard if "清洁家园" in each.text and "13:00" in each.text]

    await until(lambda: len(reminded()) >= PLACES)
    await asyncio.sleep(2)
    private = [each for each in reminded() if each.startswith("person:2")]
    assert len(set(private)) == len(private) == PLACES, Counter(reminded())


async def what_a_killed_process_left_is_sent_by_another(house: db.Database, fleet: Fleet, accounts: list[Peer]) -> None:
    """The third dies between claim and send; its account dials the second, which takes the letter over. The ticks go on."""
    third = accounts[2]
    fleet.order_death(2, "claimed")
    async with house.write() as session:
        to = Address("qq", third.self_id, "group", GROUPS[2])
        await post(session, Letter("cluster:left", to, "断在路上的", disturb=True))
    await fleet.dead(2)
    await third.move(fleet.programs[1].port)
    await until(lambda: "断在路上的" in third.texts())
    async with house.read() as session:
        row = (await session.scalars(select(OutgoingMessage).where(OutgoingMessage.key == "cluster:left"))).one()
        doubled = await session.scalar(select(func.count()).where(OutgoingMessage.attempts > 1))
    assert (row.attempts, doubled) == (2, 1)
    fleet.kill(0)
    await accounts[0].move(fleet.programs[3].port)
    await accounts[0].ask("20000", "积分", "积分")
    await until_lease_moves(house)
    assert third.texts().count("断在路上的") == 1


async def until_lease_moves(house: db.Database) -> None:
    """Somebody who lives does the ticks for all."""

    async def end() -> Any:
        async with house.read() as session:
            return await session.scalar(select(Lease.until).where(Lease.name == "ticks"))

    was, moved = await end(), 0
    async with asyncio.timeout(WAIT):
        while moved < 2:
            await asyncio.sleep(0.3)
            now = await end()
            moved, was = moved + (now != was), now
