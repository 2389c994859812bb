"""Occurrences of a series are announced three days before at 19:00; what is published by hand, at once and elsewhere."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.ticks import tick

from . import notices
from .models import Activity, ActivityState
from .ticks import first_after, for_each

DAYS_BEFORE = timedelta(days=3)
HOUR = time(19, 0)

waits = (Activity.state == ActivityState.OPEN) & Activity.series_id.is_not(None) & Activity.announced_at.is_(None)


def announced_from(activity: Activity) -> datetime:
    """19:00 three days before, Shanghai time."""
    return clock.at_local(datetime.combine(clock.local(activity.starts_at).date() - DAYS_BEFORE, HOUR))


async def _next_announcement(session: AsyncSession, after: datetime) -> datetime | None:
    rows = await session.scalars(select(Activity).where(waits, Activity.starts_at > after))
    return first_after(after, [announced_from(each) for each in rows])


@tick("announce", next_due=_next_announcement, order=2)
async def announce() -> None:
    """Announce what is due, once. Late is better than never, until it begins."""
    now = clock.now()
    near = (Activity.starts_at > now) & (Activity.starts_at < now + DAYS_BEFORE + timedelta(days=1))
    await for_each(waits & near, lambda each: announced_from(each) <= now, notices.announce)
