"""A database to measure on, made by the real migrations and the house's own services.

``python -m bench.town DATABASE_URL PEOPLE GROUPS ACTIVITIES`` fills an empty database. Each activity has the same number of
people on its list, whatever the size of the town, so that a list's own length is no part of the comparison.
"""

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import nonebot

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from plugins.points.models import LedgerEntry

ROOT = Path(__file__).resolve().parents[1]
FIRST_GROUP = 70_001
FIRST_USER = 20_001
ON_EACH_LIST = 25
DEEDS_EACH = 6  # postings in the books of every person


def build(folder: Path, people: int, groups: int, activities: int) -> str:
    """Make a town in ``folder``, in a process of its own; returns the URL of its database."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite+aiosqlite:///{folder / 'town.db'}"
    size = [str(number) for number in (people, groups, activities)]
    subprocess.run([sys.executable, "-m", "bench.town", url, *size], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return url


def main(url: str, people: int, groups: int, activities: int) -> None:
    nonebot.init(_env_file=None, driver="~fastapi", log_level="WARNING", demo=False)
    nonebot.load_plugins("plugins")
    from plugins.kernel import migrate

    migrate.upgrade(url)
    asyncio.run(_fill(url, people, groups, activities))


async def _fill(url: str, people: int, groups: int, activities: int) -> None:
    from plugins.kernel import clock, db
    from plugins.people.models import Community

    database = db.Database(url)
    async with database.write() as session:
        community = Community(name="恋湖社区", opened_at=clock.now())
        session.add(community)
        await session.flush()
        members = await _people(session, community.id, people, groups)
        await _activities(session, community.id, activities, members)
    await database.close()


async def _people(session: "AsyncSession", community: int, people: int, groups: int) -> list[int]:
    from plugins.kernel import clock
    from plugins.people.members import name_key
    from plugins.people.models import Account, Chat, Member

    now = clock.now()
    for group in range(groups):
        ident = str(FIRST_GROUP + group)
        session.add(Chat(community_id=community, platform="qq", ident=ident, account="80001", bound_at=now))
    names = [f"志愿者{number}" for number in range(people)]
    members = [Member(community_id=community, name=name, name_key=name_key(name), joined_at=now) for name in names]
    session.add_all(members)
    await session.flush()
    for number, member in enumerate(members):
        home = {"bot": "80001", "group": str(FIRST_GROUP + number % groups), "heard_at": now}
        user = str(FIRST_USER + number)
        session.add(Account(community_id=community, member_id=member.id, platform="qq", user=user, **home))
    await session.flush()
    return [member.id for member in members]


async def _activities(session: "AsyncSession", community: int, activities: int, members: list[int]) -> None:
    from plugins.activity import publishing
    from plugins.activity.models import SignUp, SignUpState
    from plugins.kernel import clock

    now = clock.now()
    for number in range(activities):
        starts = now + timedelta(days=20, hours=3 * number)
        plan = publishing.Plan(f"清洁家园{number}组", starts, starts + timedelta(hours=2), "亲水平台")
        activity = await publishing.publish(session, community, plan)
        on_list = [members[(number * ON_EACH_LIST + place) % len(members)] for place in range(ON_EACH_LIST)]
        session.add_all(
            SignUp(activity_id=activity.id, member_id=member, state=SignUpState.JOINED, queued_at=now)
            for member in dict.fromkeys(on_list)
        )
    session.add_all(_posting(community, member, deed) for member in members for deed in range(DEEDS_EACH))


def _posting(community: int, member: int, deed: int) -> "LedgerEntry":
    """Points as staff gives them by hand, all at once: one by one they would take a minute."""
    from plugins.kernel import clock
    from plugins.points.models import Book, LedgerEntry

    return LedgerEntry(
        community_id=community,
        member_id=member,
        book=Book.POINTS,
        amount=1 + (member + deed) % 7,
        key=f"bench:{member}:{deed}",
        cause="award",
        reason="清雪",
        earned_at=clock.now(),
        posted_at=clock.now(),
        posted_by="qq:1",
    )


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:5]))
