"""``python -m bench.ledger [COMMUNITIES] [MEMBERS] [ENTRIES]``: the books of a year, in a house of one community and in one of many.

The community that is asked has MEMBERS people with ENTRIES deeds each in both houses; the others have a fifth of each, so that the
whole fits on a disk. Its 台账, 报告 (up to what is drawn), 排行榜 and 积分 are timed in turns in the two houses; the peak of
memory is that of a process that is asked once.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure, ratios, table

ROOT = Path(__file__).resolve().parents[1]
SIZE = (200, 500, 52)
ROUNDS = 5
OTHERS = 5  # how many times smaller the other communities are
YEAR = datetime(2026, 1, 1, 9)
EVENING = datetime(2026, 12, 31, 20)
CHUNK = 5000
WANTED = 1.2  # times as long among many communities as alone


def build(url: str, communities: int, members: int, entries: int) -> None:
    """A house with so many communities, by the real migrations."""
    from plugins.kernel import migrate

    migrate.upgrade(url)
    asyncio.run(_fill(url, communities, members, entries))


async def _fill(url: str, communities: int, members: int, entries: int) -> None:
    from plugins.desk import figures
    from plugins.kernel import clock, db
    from plugins.people.models import Community
    from plugins.points import period

    database = db.Database(url)
    for number in range(communities):
        size = (members, entries) if number == 0 else (max(1, members // OTHERS), max(1, entries // OTHERS))
        async with database.write() as session:
            community = Community(name=f"社区{number}", opened_at=clock.at_local(YEAR))
            session.add(community)
            await session.flush()
            await _year(session, community.id, *size)
    async with database.read() as session:
        told = await figures.of(session, 1, period.Months(2026 * 12, 12))
    if len(told.parts) != members * entries:
        raise RuntimeError(f"{len(told.parts)} deeds instead of {members * entries}")
    await database.close()


async def _year(session: Any, community: int, members: int, entries: int) -> None:
    """``entries`` activities over the year, and everybody at each of them."""
    from sqlalchemy import insert

    from plugins.activity.models import Activity, SignUp, SignUpState
    from plugins.kernel import clock
    from plugins.people.models import Member, Team
    from plugins.points.models import LedgerEntry

    start = clock.at_local(YEAR)
    team = Team(community_id=community, name="环境保护", short="环境保护")
    people = [
        Member(community_id=community, name=f"志愿者{one}", name_key=f"志愿者{one}", joined_at=start) for one in range(members)
    ]
    activities = []
    for one in range(entries):
        starts = start + timedelta(days=one * 360 / entries)
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "published_at": start, "attended_at": starts}
        activities.append(Activity(community_id=community, number=one + 1, title=f"清洁家园{one}", place="亲水平台", **when))
    session.add_all([team, *people, *activities])
    await session.flush()
    last = (await session.execute(_largest(SignUp))).scalar() or 0
    rows = [(last + number + 1, each, one) for number, (each, one) in enumerate((a, m) for a in activities for m in people)]
    state = {"state": SignUpState.JOINED, "outcome": "present", "minutes": 120, "queued_at": start}
    for some in _chunks(rows):
        signed = [{"id": number, "activity_id": each.id, "member_id": one.id, **state} for number, each, one in some]
        await session.execute(insert(SignUp), signed)
        await session.execute(insert(LedgerEntry), [row for each in some for row in _lines(community, team.id, *each)])


def _largest(model: Any) -> Any:
    from sqlalchemy import func, select

    return select(func.max(model.id))


def _lines(community: int, team: int, number: int, activity: Any, member: Any) -> list[dict[str, Any]]:
    """Both books."""
    cause = f"signup:{number}"
    row = {"community_id": community, "member_id": member.id, "team_id": team, "service_id": None, "cause": cause}
    row |= {"key": f"{cause}:1", "reason": activity.title, "earned_at": activity.ends_at, "posted_at": activity.ends_at}
    return [row | {"book": book, "amount": amount, "posted_by": "-"} for book, amount in (("hours", 120), ("points", 2))]


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


async def _asked(urls: Sequence[str], rounds: int) -> list[dict[str, list[float]]]:
    """Of each house the milliseconds of each question, the houses in turns, and the peak of this process in MB after it."""
    from plugins.kernel import clock, db

    houses = [db.Database(url) for url in urls]
    clock.set_to(clock.at_local(EVENING))
    took: list[dict[str, list[float]]] = [{} for _ in houses]
    for what, ask in _questions().items():
        for _ in range(rounds + 1):
            for house, found in zip(houses, took, strict=True):
                db.use(house)
                started = time.perf_counter()
                await ask()
                found.setdefault(what, []).append((time.perf_counter() - started) * 1000)
        for found in took:
            found[what] = found[what][1:]
            found[f"{what} peak"] = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]
    for house in houses:
        await house.close()
    return took


def _questions() -> dict[str, Callable[[], Awaitable[object]]]:
    """What is asked, the light ones first."""
    from plugins.desk import facts, figure_texts, figures, pen, report_page, sheets, workbook
    from plugins.kernel.db import read
    from plugins.points import board, period, statement

    year = period.Months(2026 * 12, 12)

    async def savings() -> object:
        async with read() as session:
            return await statement.balance(session, 1)

    async def boards() -> object:
        async with read() as session:
            return await board.persons(session, 1, period.named("今年"))

    async def report() -> object:
        async with read() as session:
            of, before = await figures.of(session, 1, year), await figures.of(session, 1, year.before)
        return report_page.card("社区0", of, facts.of(of), facts.of(before))

    async def ledger() -> object:
        async with read() as session:
            of, before = await figures.of(session, 1, year), await figures.of(session, 1, year.before)
        lead = figure_texts.lead("社区0", of, "")
        return workbook.written(sheets.all_of(of, facts.of(of), facts.of(before), lead, pen.pen(of, named=False)))

    return {"积分": savings, "排行榜 今年": boards, "报告 今年": report, "台账 今年": ledger}


def measured(folder: Path, size: tuple[int, int, int], rounds: int = ROUNDS) -> list[Figure]:
    """Both houses."""
    urls = []
    for communities in (1, size[0]):
        urls.append(f"sqlite+aiosqlite:///{folder / f'{communities}.db'}")
        _apart("build", urls[-1], communities, *size[1:])
    alone, among = json.loads(_apart("ask", rounds, *urls).splitlines()[-1])
    [by_itself] = json.loads(_apart("ask", 1, urls[-1]).splitlines()[-1])
    names = [name for name in among if not name.endswith("peak")]
    return [
        *(Figure(f"{name}, 1 → {size[0]} communities", ratios(among[name], alone[name]), WANTED, unit=" ×") for name in names),
        *(Figure(f"{name}, among {size[0]}", among[name], digits=0, unit=" ms") for name in names),
        *(Figure(f"{name}: peak of the process", by_itself[f"{name} peak"], digits=0, unit=" MB") for name in names),
    ]


def _apart(verb: str, *rest: str | int) -> str:
    line = [sys.executable, "-m", "bench.ledger", verb, *map(str, rest)]
    return subprocess.run(line, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def main(size: tuple[int, int, int] = SIZE) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        found = measured(Path(folder), size)
    communities, members, entries = size
    print(f"{members} people with {entries} deeds each in the year, alone and among {communities} communities\n")
    print(table(found))


if __name__ == "__main__":
    import bot

    bot.build()
    words = sys.argv[1:]
    if words[:1] == ["build"]:
        build(words[1], *map(int, words[2:]))
    elif words[:1] == ["ask"]:
        print(json.dumps(asyncio.run(_asked(words[2:], int(words[1])))))
    else:
        asked = [*map(int, words), *SIZE[len(words) :]]
        main((asked[0], asked[1], asked[2]))
