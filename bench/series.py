"""``python -m bench.series``: a month of series made ahead for 200 communities, and what the tick costs when nothing is due."""

import asyncio
import statistics
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.kernel import db

COMMUNITIES = 200
RULES = ("每月8日、28日", "每周六，寒暑假除外", "每月最后三天", "农历每月初一、十五")
FIRST_DAY = date(2026, 11, 22)
DAYS = 31
STANDING = 5  # people who come to all of each Saturday class
SENTENCES = (
    *RULES,
    "从12月1日到明年6月 每两周 周六 1月15日到2月28日停",
    "元宵节、端午节、中秋节、重阳节",
    "每季度最后一个周五",
)


def speed() -> dict[str, float]:
    """Milliseconds of reading a rule, of a year of its days, of the next five."""
    from plugins.activity.series.days import coming, occurrences
    from plugins.activity.series.reading import read_rule

    rules = [read_rule(each, FIRST_DAY) for each in SENTENCES]
    year = FIRST_DAY + timedelta(days=365)
    return {
        "reading": _ms(lambda: [read_rule(each, FIRST_DAY) for each in SENTENCES]) / len(SENTENCES),
        "year": _ms(lambda: [occurrences(each, FIRST_DAY, year) for each in rules]) / len(rules),
        "next": _ms(lambda: [coming(each, FIRST_DAY, 5) for each in rules]) / len(rules),
    }


def _ms(deed: "object") -> float:
    """The middle of several rounds after one to warm up, in processor time."""
    assert callable(deed)
    deed()
    taken = []
    for _ in range(9):
        start = time.process_time()
        deed()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


async def month(url: str, communities: int) -> dict[str, float]:
    """Seconds of the first making, milliseconds of the ticks of a month: the day's first one, and one with nothing to do."""
    from plugins.kernel import clock, db, migrate

    await asyncio.to_thread(migrate.upgrade, url)
    database = db.Database(url)
    db.use(database)
    _noon(FIRST_DAY)
    await _fill(database, communities)
    first = await _timed_tick()
    daily, idle = [], []
    for day in range(1, DAYS):
        _noon(FIRST_DAY + timedelta(days=day))
        daily.append(await _timed_tick())
        idle.append(await _timed_tick())
    made = await _made(database)
    clock.set_shift(timedelta(0))
    await database.close()
    db.use(None)
    return {
        "first": first / 1000,
        "daily": statistics.median(daily),
        "slowest": max(daily),
        "idle": statistics.median(idle),
    } | made


def _noon(day: date) -> None:
    from plugins.kernel import clock

    clock.set_to(clock.at_local(datetime.combine(day, datetime.min.time()).replace(hour=12)))


async def _timed_tick() -> float:
    from plugins.activity.series.making import make_occurrences

    start = time.perf_counter()
    await make_occurrences()
    return (time.perf_counter() - start) * 1000


async def _made(database: "db.Database") -> dict[str, float]:
    from sqlalchemy import func, select

    from plugins.activity.models import Activity, SignUp

    async with database.read() as session:
        return {
            "made": await session.scalar(select(func.count(Activity.id))) or 0,
            "signed": await session.scalar(select(func.count(SignUp.id))) or 0,
        }


async def _fill(database: "db.Database", communities: int) -> None:
    from plugins.activity.models import Series
    from plugins.activity.series.models import Standing
    from plugins.activity.series.reading import read_rule
    from plugins.activity.series.rule import to_row
    from plugins.kernel import clock
    from plugins.people.models import Community, Member

    async with database.write() as session:
        homes = [Community(name=f"社区{number}", opened_at=clock.now()) for number in range(communities)]
        session.add_all(homes)
        await session.flush()
        for home in homes:
            names = [f"志愿者{number}" for number in range(STANDING)]
            people = [Member(community_id=home.id, name=each, name_key=each, joined_at=clock.now()) for each in names]
            shared = {
                "community_id": home.id,
                "kind": "plain",
                "start": "09:00",
                "end": "11:00",
                "place": "活动室",
                "capacity": 20,
            }
            series = [
                Series(number=number, title=f"定期{number}", rule=to_row(read_rule(each, FIRST_DAY)), **shared)
                for number, each in enumerate(RULES, 1)
            ]
            session.add_all([*people, *series])
            await session.flush()
            session.add_all(Standing(series_id=series[1].id, member_id=each.id, queued_at=clock.now()) for each in people)


def main() -> dict[str, float]:
    """Measure, print as markdown, return the figures."""
    with tempfile.TemporaryDirectory(prefix="bench-series-", ignore_cleanup_errors=True) as folder:
        one, many = (
            asyncio.run(month(f"sqlite+aiosqlite:///{Path(folder) / f'{size}.db'}", size)) for size in (1, COMMUNITIES)
        )
    rules = speed()
    print("| series | |\n|---|---|")
    print(f"| reading a rule, median | {rules['reading']:.2f} ms |")
    print(f"| a year of a rule's days | {rules['year']:.1f} ms |")
    print(f"| the next five days of a rule | {rules['next']:.1f} ms |")
    print(f"| {COMMUNITIES} communities × {len(RULES)} series: the first five weeks made ahead | {many['first']:.1f} s |")
    print(f"| the month after it: occurrences / sign-ups of 整期都来, in all | {many['made']:.0f} / {many['signed']:.0f} |")
    print(f"| the first tick of a day, median / slowest | {many['daily']:.0f} / {many['slowest']:.0f} ms |")
    print(f"| the same for 1 community | {one['daily']:.0f} / {one['slowest']:.0f} ms |")
    print(f"| a tick with nothing to do, {COMMUNITIES} communities / 1 | {many['idle']:.1f} / {one['idle']:.1f} ms |")
    return {**rules, **many}


if __name__ == "__main__":
    import bot

    bot.build()
    main()
