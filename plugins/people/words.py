"""How long deeds keep what was said: a setting of the community. Afterwards the deed stays without its words."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write

from . import settings
from .models import Community, Deed, Setting

KEPT_DAYS = settings.knob(
    "原话保留天数", "「记录」里大家的原话留多少天，到了就抹掉，只留谁做了什么", default=180, low=1, high=3650, topic="资料"
)
_worded = Deed.words.is_not(None)


async def _days(session: AsyncSession) -> dict[int, int]:
    """For each community, how many days."""
    query = select(Community.id, Setting.value).outerjoin(
        Setting, and_(Setting.community_id == Community.id, Setting.key == KEPT_DAYS.key)
    )
    return {row[0]: int(row[1] or KEPT_DAYS.default) for row in await session.execute(query)}


async def _next_due(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await session.scalar(select(func.min(Deed.done_at)).where(_worded))
    days = await _days(session)
    return max(oldest + timedelta(days=min(days.values())), after + timedelta(days=1)) if oldest and days else None


@ticks.tick("forget the words of deeds", next_due=_next_due, order=90)
async def forget_old() -> None:
    """Blank the words of every deed that is older than its community keeps them."""
    present = clock.now()
    async with read() as session:
        oldest = await session.scalar(select(func.min(Deed.done_at)).where(_worded))
        if oldest is None or oldest > present - timedelta(days=KEPT_DAYS.low):
            return
        days = await _days(session)
        old = or_(
            *(and_(Deed.community_id == number, Deed.done_at < present - timedelta(days=kept)) for number, kept in days.items())
        )
        if await session.scalar(select(Deed.id).where(_worded, old).limit(1)) is None:
            return
    async with write() as session:
        await session.execute(update(Deed).where(_worded, old).values(words=None))
