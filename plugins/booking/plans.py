"""Which activities can be booked, and how their time is cut into slots."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import finding
from plugins.activity.models import Activity

from .models import BookingPlan


async def of(session: AsyncSession, activity: Activity) -> BookingPlan | None:
    """The plan of this very activity, else that of its series."""
    mine = BookingPlan.activity_id == activity.id
    if activity.series_id:
        mine = or_(mine, BookingPlan.series_id == activity.series_id)
    plans = (await session.scalars(select(BookingPlan).where(mine))).all()
    return min(plans, key=lambda plan: plan.activity_id is None, default=None)


async def bookable(session: AsyncSession, community_id: int, now: datetime) -> Sequence[tuple[Activity, BookingPlan]]:
    """What can be booked and is not over, soonest first."""
    plans = (await session.scalars(select(BookingPlan).where(BookingPlan.community_id == community_id))).all()
    if not plans:
        return ()
    by_activity = {plan.activity_id: plan for plan in plans if plan.activity_id}
    by_series = {plan.series_id: plan for plan in plans if plan.series_id}
    coming = await finding.open_ones(session, community_id, now)
    found = [(each, by_activity.get(each.id) or by_series.get(each.series_id or 0)) for each in coming]
    return [(each, plan) for each, plan in found if plan and plan.open]


def slots(activity: Activity, plan: BookingPlan) -> int:
    """How many slots there are from start to end; what is left over at the end is none."""
    return int((activity.ends_at - activity.starts_at) / timedelta(minutes=plan.minutes))


def begins(activity: Activity, plan: BookingPlan, slot: int) -> datetime:
    """When a slot begins."""
    return activity.starts_at + timedelta(minutes=plan.minutes) * slot


def slot_at(activity: Activity, plan: BookingPlan, moment: datetime) -> int | None:
    """The slot in which ``moment`` lies; ``None`` outside the activity."""
    slot = (moment - activity.starts_at) // timedelta(minutes=plan.minutes)
    return slot if 0 <= slot < slots(activity, plan) else None
