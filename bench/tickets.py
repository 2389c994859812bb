"""``python -m bench.tickets``: what 100 and 10 000 open tickets cost 待办, 进度, 接单 and the tick that sends them upward.

Each sentence goes the way of a real one from the matcher on: the receipt, who speaks, the deed, the answer. Milliseconds of
processor time, so that other programs of the machine do not count.
"""

import asyncio
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FEW, MANY = 100, 10_000
ROUNDS = 30
WANTED = 2.0
MONDAY = datetime(2026, 11, 23, 10)
LEADER, WORKER, NEIGHBOUR = "20001", "20002", "20003"


async def fill(tickets: int) -> int:
    """A community with ten teams, its tickets spread over them and the 社工; returns its id."""
    from plugins.inbox.speaker import RoleKind
    from plugins.kernel import clock, db
    from plugins.people.models import Account, Chat, Community, Member, Role, Team

    async with db.write() as session:
        community = Community(name="恋湖社区", opened_at=clock.now())
        session.add(community)
        await session.flush()
        session.add(Chat(community_id=community.id, platform="qq", ident="70001", account="80001", bound_at=clock.now()))
        teams = [Team(community_id=community.id, name=f"队{number}", short=f"队{number}") for number in range(10)]
        session.add_all(teams)
        people = [Member(community_id=community.id, name=name, name_key=name, joined_at=clock.now()) for name in "甲乙丙"]
        session.add_all(people)
        await session.flush()
        for user, member in zip((LEADER, WORKER, NEIGHBOUR), people, strict=True):
            where = {"platform": "qq", "user": user, "bot": "80001", "heard_at": clock.now()}
            session.add(Account(community_id=community.id, member_id=member.id, **where))
        offices = ((people[0], RoleKind.TEAM_LEADER, teams[0].id), (people[1], RoleKind.SOCIAL_WORKER, None))
        for member, kind, team in offices:
            held = {"member_id": member.id, "kind": kind, "team_id": team, "granted_at": clock.now()}
            session.add(Role(community_id=community.id, **held))
        await session.flush()
        session.add_all(_tickets(community.id, [team.id for team in teams], people[2].id, tickets))
    return community.id


def _tickets(community: int, teams: list[int], reporter: int, many: int) -> list[Any]:
    from plugins.inbox.speaker import RoleKind
    from plugins.kernel import clock
    from plugins.tickets.life import Level, State
    from plugins.tickets.models import Ticket

    made = []
    for number in range(1, many + 1):
        team = teams[number % 11] if number % 11 < len(teams) else None
        due = clock.now() + timedelta(hours=1 + number % 400)
        made.append(
            Ticket(
                community_id=community, number=number, kind="plain", state=State.ASSIGNED, level=Level.GRID,
                category="路灯", place=f"{number % 60}栋", words="路灯不亮", reporter_id=reporter if number % 50 == 0 else None,
                office=RoleKind.TEAM_LEADER if team else RoleKind.SOCIAL_WORKER, team_id=team,
                opened_at=clock.now(), changed_at=clock.now(), timed_at=clock.now(), due_at=due, wake_at=due,
            )
        )  # fmt: skip
    return made


async def say(user: str, line: str, message: int) -> str:
    """The sentence in private, from the matcher on."""
    from plugins.inbox import entry
    from plugins.inbox.heard import Heard
    from plugins.inbox.wording import normalise
    from plugins.kernel import clock
    from plugins.kernel.address import Address

    chat = Address("qq", "80001", "person", user)
    now = clock.now()
    heard = Heard(
        "qq", "80001", user, chat, str(message), now, str(message), line, normalise(line), spoken_to=True, name="邻居"
    )
    answer = await entry.respond(heard)
    assert answer
    return answer.text


def measured(folder: Path, tickets: int) -> dict[str, float]:
    """Medians in one town, made by the real migrations."""
    from plugins.kernel import migrate, vault

    url = f"sqlite+aiosqlite:///{folder / f'{tickets}.db'}"
    migrate.upgrade(url)
    vault.use([vault.new_key()])
    return asyncio.run(measure(url, tickets))


async def measure(url: str, tickets: int) -> dict[str, float]:
    """Round by round, each sentence once."""
    from plugins.kernel import clock, db
    from plugins.tickets import ticks

    database = db.Database(url)
    db.use(database)
    clock.set_to(clock.at_local(MONDAY))
    await fill(tickets)
    taken: dict[str, list[float]] = {name: [] for name in ("待办 (队长)", "待办 (社工)", "进度", "接单", "tick")}
    message = 0
    for turn in range(ROUNDS):
        own = 1 + 11 * turn if turn * 11 < tickets else 11 * (turn % 9) + 11
        lines = (
            ("待办 (队长)", LEADER, "待办"),
            ("待办 (社工)", WORKER, "待办"),
            ("进度", WORKER, f"进度 {own}"),
            ("接单", WORKER, f"接单 {own}"),
        )
        for name, user, line in lines:
            message += 1
            start = time.process_time()
            await say(user, line, message)
            taken[name].append((time.process_time() - start) * 1000)
        await let_come(turn)
        start = time.process_time()
        await ticks.wake()
        taken["tick"].append((time.process_time() - start) * 1000)
    await database.close()
    clock.set_shift(timedelta(0))
    return {name: statistics.median(values) for name, values in taken.items()}


async def let_come(turn: int) -> None:
    """The moment of one ticket, of the same team in both towns."""
    from sqlalchemy import update

    from plugins.kernel import clock, db
    from plugins.tickets.models import Ticket

    async with db.write() as session:
        which = Ticket.number == 2 + 11 * (turn % 9)
        await session.execute(update(Ticket).where(which).values(wake_at=clock.now(), due_at=clock.now(), rung=2))


def main() -> dict[str, float]:
    """Measure, print as markdown, return the growth of each."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        few, many = (measured(Path(folder), size) for size in (FEW, MANY))
    growth = {name: many[name] / few[name] for name in few}
    print(f"| open tickets | {FEW} ms | {MANY} ms | growth (wanted ≤ {WANTED:g} ×) |\n|---|---|---|---|")
    for name in few:
        print(f"| {name} | {few[name]:.1f} | {many[name]:.1f} | {growth[name]:.1f} × |")
    return growth


if __name__ == "__main__":
    import bot

    bot.build()
    main()
