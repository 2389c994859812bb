"""Every evening at 18:00 staff is told what waits for a check; what still waits after three days is told again."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post
from plugins.people import reach, staff
from plugins.people.models import Community

from . import texts
from .models import DeedState, GoodDeed

EVENING = time(18)
AGAIN = timedelta(days=3)


def _due(today: date) -> ColumnElement[bool]:
    asked = or_(GoodDeed.asked_on.is_(None), GoodDeed.asked_on <= today - AGAIN)
    return (GoodDeed.state == DeedState.OPEN) & asked


async def _next_evening(session: AsyncSession, after: datetime) -> datetime | None:
    if await session.scalar(select(GoodDeed.id).where(GoodDeed.state == DeedState.OPEN).limit(1)) is None:
        return None
    here = clock.local(after)
    day = here.date() if here.time() < EVENING else here.date() + timedelta(days=1)
    return clock.at_local(datetime.combine(day, EVENING))


@tick("ask staff to check good deeds", next_due=_next_evening)
async def ask_staff() -> None:
    """Once an evening per community, if anything new waits."""
    here = clock.local()
    if here.time() < EVENING:
        return
    async with read() as session:
        query = select(GoodDeed.community_id).where(_due(here.date())).distinct().order_by(GoodDeed.community_id)
        communities = (await session.scalars(query)).all()
    for community_id in communities:
        async with write() as session:
            await _ask(session, community_id, here.date())


async def _ask(session: AsyncSession, community_id: int, today: date) -> None:
    community = await session.get_one(Community, community_id)
    mine = GoodDeed.community_id == community_id
    count = await session.scalar(select(func.count()).where(mine, GoodDeed.state == DeedState.OPEN)) or 0
    await session.execute(update(GoodDeed).where(mine, _due(today)).values(asked_on=today))
    there = await staff.of(session, community_id)
    for member_id, where in (await reach.of_members(session, there)).items():
        key = f"good_deeds:{community_id}:{today}:{member_id}"
        await post(session, Letter(key=key, to=where.private, text=texts.please_check(community.name, count)))
