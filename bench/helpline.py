"""``python -m bench.helpline``: one 求助, from the message of the one who asks to the letter on the leader's line.

The way of a real one from the matcher on: receipt, who speaks, reading, sealing, ticket, owner, letter, commit; then the delivery
claims it and puts it on a line that answers at once. Milliseconds by the clock on the wall, the disk included.
"""

import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import tickets

ROUNDS = 40
WANTED = 100.0  # ms: nobody notices


class Line:
    """Stands where the leader's platform stands: takes a call and answers at once."""

    def __init__(self, adapter: Any) -> None:
        self.adapter = adapter
        self.letters = 0

    async def send(self, raw: str) -> None:
        """One frame of the bot."""
        frame = json.loads(raw)
        self.letters += str(frame["params"].get("user_id")) == tickets.LEADER
        response = {"status": "ok", "retcode": 0, "data": {"message_id": self.letters}, "echo": frame["echo"]}
        asyncio.get_running_loop().call_soon(self.adapter.json_to_event, response)

    async def close(self, *args: object, **kwargs: object) -> None:
        """Nothing to close."""


async def _leads_repairs(community: int) -> None:
    """The leader of the town leads the repairs as well."""
    from sqlalchemy import select

    from plugins.inbox.speaker import RoleKind
    from plugins.kernel import clock, db
    from plugins.people.models import Account, Role, Team

    async with db.write() as session:
        team = Team(community_id=community, name="水电维修", short="水电维修")
        session.add(team)
        await session.flush()
        leader = await session.scalar(select(Account.member_id).where(Account.user == tickets.LEADER))
        held = {"member_id": leader, "kind": RoleKind.TEAM_LEADER, "team_id": team.id, "granted_at": clock.now()}
        session.add(Role(community_id=community, **held))


def measured(folder: Path, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds, one a round, in a town made by the real migrations."""
    from plugins.kernel import migrate, vault

    url = f"sqlite+aiosqlite:///{folder / 'town.db'}"
    migrate.upgrade(url)
    vault.use([vault.new_key()])
    return asyncio.run(_measure(url, rounds))


async def _measure(url: str, rounds: int) -> list[float]:
    from nonebot import get_adapter, get_driver
    from nonebot.adapters.onebot import v11

    from plugins.kernel import clock, db
    from plugins.outbox import delivery, pacing

    database = db.Database(url)
    db.use(database)
    clock.set_to(clock.at_local(tickets.MONDAY))
    pacing.set_interval(0)
    adapter = get_adapter(v11.Adapter)
    line, bot = Line(adapter), v11.Bot(adapter, "80001")
    adapter.connections["80001"] = line  # type: ignore[assignment]  # answers like one
    adapter.bots["80001"] = bot
    get_driver()._bots["80001"] = bot
    await _leads_repairs(await tickets.fill(0))
    found = []
    for number in range(rounds):
        start = time.perf_counter()
        await tickets.say(tickets.NEIGHBOUR, f"求助 第 {number} 个水龙头坏了，8栋1单元302，13800138000", number)
        await delivery.deliver()
        found.append((time.perf_counter() - start) * 1000)
        if line.letters != number + 1:
            raise RuntimeError(f"{line.letters} letters after {number + 1} needs")
    await database.close()
    db.use(None)
    return found


def main() -> None:
    """Print the table."""
    from bench.figures import Figure, table

    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        values = measured(Path(folder))[1:]
    print(table([Figure("求助: from the message to the leader's letter", values, WANTED, unit=" ms")]))
    print(f"\nslowest of {len(values)}: {max(values):.0f} ms, spread {statistics.pstdev(values):.0f} ms")


if __name__ == "__main__":
    import bot

    bot.build()
    main()
