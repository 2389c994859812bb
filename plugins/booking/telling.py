"""Letters to whoever has booked, or to the one who booked for him."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity
from plugins.activity.notices import News, tell_members
from plugins.people.models import Member

from . import plans, texts
from .models import Booking, BookingPlan


def time_of(activity: Activity, plan: BookingPlan, row: Booking) -> datetime | None:
    """When he is served; ``None`` while he waits."""
    return None if row.slot is None else plans.begins(activity, plan, row.slot)


async def tell(session: AsyncSession, activity: Activity, row: Booking, key: str, text: str, *, disturb: bool = False) -> None:
    """Post ``text`` once under ``key``, useful until the activity ends."""
    news = News(f"{row.subject}:{key}", text, activity.ends_at, disturb=disturb)
    await tell_members(session, activity, [row.member_id], news)


async def tell_moved_up(session: AsyncSession, activity: Activity, plan: BookingPlan, rows: list[Booking]) -> list[str]:
    """Tell those who have a slot now; returns their names."""
    names = []
    for row in rows:
        member = await session.get_one(Member, row.member_id)
        at = time_of(activity, plan, row)
        assert at
        await tell(
            session, activity, row, f"up:{row.queued_at.isoformat()}:{row.slot}", texts.slot_is_yours(member, activity, at)
        )
        names.append(member.name)
    return names
