"""Which activities are patrols, and which of them is meant."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, ActivityState
from plugins.kernel import clock

KIND = "patrol"
LATELY = timedelta(days=7)


def _held(community_id: int) -> Select[Activity]:
    """Patrols of the community that were not called off."""
    return select(Activity).where(
        Activity.community_id == community_id, Activity.kind == KIND, Activity.state != ActivityState.CANCELLED
    )


async def coming(session: AsyncSession, community_id: int, now: datetime) -> Activity | None:
    """The next one, which may be under way."""
    query = _held(community_id).where(Activity.ends_at > now)
    return await session.scalar(query.order_by(Activity.starts_at).limit(1))


async def latest_begun(session: AsyncSession, community_id: int, now: datetime) -> Activity | None:
    """The last one that has begun, within seven days."""
    query = _held(community_id).where(Activity.starts_at <= now, Activity.starts_at > now - LATELY)
    return await session.scalar(query.order_by(Activity.starts_at.desc()).limit(1))


async def on_day(session: AsyncSession, community_id: int, day: date) -> Activity | None:
    """The one that begins on that day, Shanghai time."""
    start = clock.at_local(datetime.combine(day, time()))
    query = _held(community_id).where(Activity.starts_at >= start, Activity.starts_at < start + timedelta(days=1))
    return await session.scalar(query.order_by(Activity.starts_at).limit(1))


async def last_before(session: AsyncSession, activity: Activity, count: int) -> Sequence[int]:
    """Ids of the ``count`` patrols before this one."""
    query = _held(activity.community_id).where(Activity.starts_at < activity.starts_at)
    query = query.order_by(Activity.starts_at.desc()).limit(count)
    return [each.id for each in await session.scalars(query)]
