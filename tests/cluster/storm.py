"""Several bots on one PostgreSQL, killed one after the other while people talk (``make cluster``).

Every few seconds one process is killed and started again, or an account dials another process, or a letter is posted to
every group. At the end: whoever was told that he is on a list is on it, no list is above its limit, every letter was said, once,
or twice where a death fell between sending and noting it.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.kernel import db
from plugins.kernel.address import Address
from plugins.outbox.models import OutgoingMessage, State
from plugins.outbox.service import Letter, post
from plugins.people.models import Account
from tests import postgres
from tests.cluster.town import ADMIN, WAIT, Fleet, Peer, found, until

GROUPS = ["70001", "70002", "70003", "g70004"]
LIMITS = (3, 5, 8, 12)
DEATHS = ("claimed", "sent", "kill", "kill")


@dataclass
class Storm:
    """The fleet, what was told to whom, and what was done to it."""

    fleet: Fleet
    house: db.Database
    dice: random.Random
    accounts: list[Peer]
    on_list: dict[tuple[str, int], bool | None] = field(default_factory=dict)
    letters: int = 0
    deaths: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0

    async def open(self) -> None:
        await self.fleet.start()
        await self.fleet.dial(self.accounts)
        await found(self.accounts, GROUPS)
        for number, (title, limit) in enumerate(zip(("合唱", "书法", "舞蹈", "剪纸"), LIMITS, strict=True), 1):
            await self.accounts[0].ask(ADMIN, f"发布 {title} 11月27日 9:00-11:00 亲水平台 {limit}人", f"【{number}】")

    async def rage(self, seconds: float) -> None:
        over = asyncio.Event()
        people = [(self.accounts[number % 4], str(20_000 + number)) for number in range(24)]
        talking = [asyncio.create_task(self._talk(*each, over)) for each in people]
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            await self.dice.choice((self._death, self._death, self._move, self._letters))()
            await asyncio.sleep(self.dice.uniform(0.5, 3))
        over.set()
        await asyncio.gather(*talking)

    async def _talk(self, account: Peer, user: str, over: asyncio.Event) -> None:
        while not over.is_set():
            number, on = self.dice.randint(1, len(LIMITS)), self.dice.random() < 0.6
            words, wanted = ("报名", ("报上了", "候补", "已经在")) if on else ("取消报名", ("已退出", "不再候补", "不在"))
            self.on_list[user, number] = None
            try:
                await account.ask(user, f"{words} {number}", *wanted, wait=12)
                self.on_list[user, number] = on
            except (TimeoutError, OSError):
                self.unanswered += 1
            except Exception as error:  # the line was cut while it was being said
                self.unanswered += "Connection" in type(error).__name__
            await asyncio.sleep(self.dice.uniform(0, 0.5))

    async def _death(self) -> None:
        number, place = self.dice.randrange(self.fleet.size), self.dice.choice(DEATHS)
        self.deaths[place] += 1
        if place == "kill":
            self.fleet.kill(number)
        else:
            self.fleet.order_death(number, place)
            await self._letters()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.fleet.dead(number), 10)
        await self.fleet.revive(number)

    async def _move(self) -> None:
        await self.dice.choice(self.accounts).move(self.dice.choice(self.fleet.programs).port)

    async def _letters(self) -> None:
        self.letters += 1
        async with self.house.write() as session:
            for account, group in zip(self.accounts, GROUPS, strict=True):
                to = Address("qq" if account.version == "v11" else "wechat", account.self_id, "group", group)
                key = f"storm:{self.letters}:{account.self_id}"
                await post(session, Letter(key, to, f"通知{self.letters}号", disturb=True))

    async def settle(self) -> list[str]:
        """Everything leaves; then what is not as it was promised, in plain words."""
        await until(lambda: all(each.connected.is_set() for each in self.accounts))
        async with asyncio.timeout(WAIT):
            while await self._under_way():  # noqa: ASYNC110 - it is about what other processes do
                await asyncio.sleep(0.5)
        return [*await self._lists(), *await self._said()]

    async def _under_way(self) -> bool:
        async with self.house.read() as session:
            here = OutgoingMessage.state.in_((State.QUEUED, State.SENDING)), OutgoingMessage.key.startswith("storm:")
            return await session.scalar(select(OutgoingMessage.id).where(*here).limit(1)) is not None

    async def _lists(self) -> list[str]:
        wrong: list[str] = []
        query = select(Account.user, Activity.number, SignUp.state).join(SignUp, SignUp.member_id == Account.member_id)
        async with self.house.read() as session:
            rows = (await session.execute(query.join(Activity, Activity.id == SignUp.activity_id))).all()
        there = {(row[0], row[1]) for row in rows if row[2] != SignUpState.LEFT}
        for number, limit in enumerate(LIMITS, 1):
            joined = sum(row[1] == number and row[2] == SignUpState.JOINED for row in rows)
            waiting = any(row[1] == number and row[2] == SignUpState.WAITING for row in rows)
            if joined > limit or (waiting and joined < limit):
                wrong.append(f"activity {number}: {joined} of {limit}, waiting: {waiting}")
        wrong += [f"{key} was told {told}" for key, told in self.on_list.items() if told not in (None, key in there)]
        return wrong

    async def _said(self) -> list[str]:
        async with self.house.read() as session:
            query = select(OutgoingMessage.key, OutgoingMessage.state, OutgoingMessage.attempts)
            rows = (await session.execute(query.where(OutgoingMessage.key.startswith("storm:")))).all()
        heard = Counter((each.self_id, said.text) for each in self.accounts for said in each.heard)
        wrong: list[str] = []
        for key, state, attempts in rows:
            _, number, account = key.split(":")
            times = heard[account, f"通知{number}号"]
            may = range(1, 2) if attempts == 1 else range(3) if state == State.UNKNOWN else range(1, attempts + 1)
            if times not in may:
                wrong.append(f"letter {number} of {account}: {state} after {attempts} attempts, heard {times} times")
        return wrong


async def storm(folder: Path, url: str, seconds: float, seed: int) -> tuple[Storm, list[str]]:
    """One storm; what was found wrong, empty when all is well."""
    accounts = [Peer("v11", f"8000{number}") for number in (1, 2, 3)] + [Peer("v12", "wxid_bot")]
    here = Storm(Fleet(folder, url, 4), db.Database(url), random.Random(seed), accounts)
    try:
        await here.open()
        await here.rage(seconds)
        return here, await here.settle()
    finally:
        await here.house.close()
        await here.fleet.close()


def main() -> None:
    """``MINUTES`` and ``SEED`` from the environment."""
    seconds = float(os.environ.get("MINUTES") or 2) * 60
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10_000))
    programs = postgres.programs()
    if programs is None:
        sys.exit(postgres.ABSENT)
    folder = Path(tempfile.mkdtemp(prefix="cluster-"))
    with postgres.server(programs) as url:
        done, wrong = asyncio.run(storm(folder, url, seconds, seed))
    asked = len(done.on_list)
    sys.stdout.write(f"seed {seed}: {dict(done.deaths)} deaths, {done.letters * 4} letters, {asked} places asked for, ")
    sys.stdout.write(f"{done.unanswered} unanswered; {len(wrong)} promises not kept\n")
    sys.stdout.writelines(f"  {each}\n" for each in wrong)
    sys.exit(f"what they said is in {folder}" if wrong else 0)
