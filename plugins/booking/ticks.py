"""The evening before, and whatever became of the activity since somebody booked: each told exactly once."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import finding
from plugins.activity.models import Activity, ActivityState
from plugins.activity.ticks import eve_of
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.people.models import Member

from . import plans, reserving, telling, texts
from .models import Booking, BookingPlan, BookingState

_off = Activity.state == ActivityState.CANCELLED
_changed = (Booking.told_revision != Activity.revision) | (Booking.told_cancelled != case((_off, True), else_=False))


def _live(moment: datetime) -> ColumnElement[bool]:
    return and_(Booking.state != BookingState.CANCELLED, Activity.ends_at > moment)


async def _next_eve(session: AsyncSession, after: datetime) -> datetime | None:
    query = select(Activity).join(Booking, Booking.activity_id == Activity.id)
    query = query.where(_live(after), Booking.reminded_at.is_(None), Booking.slot.is_not(None), ~_off).distinct()
    eves = [eve_of(each) for each in await session.scalars(query)]
    return min((eve for eve in eves if eve > after), default=None)


@tick("remind of bookings", next_due=_next_eve)
async def remind() -> None:
    """19:00 of the day before."""
    present = clock.now()
    async with read() as session:
        query = select(Booking.id, Activity).join(Activity, Activity.id == Booking.activity_id)
        query = query.where(_live(present), Booking.reminded_at.is_(None), Booking.slot.is_not(None), ~_off)
        due = [row[0] for row in await session.execute(query) if eve_of(row[1]) <= present < row[1].starts_at]
    for booking_id in due:
        async with write() as session:
            await _remind(session, booking_id)


async def _remind(session: AsyncSession, booking_id: int) -> None:
    row = await session.get_one(Booking, booking_id)
    activity = await finding.lock(session, row.activity_id)
    row = await session.get_one(Booking, booking_id, populate_existing=True)
    plan = await plans.of(session, activity)
    at = telling.time_of(activity, plan, row) if plan else None
    if at is None or row.reminded_at is not None or row.state != BookingState.BOOKED:
        return
    row.reminded_at = clock.now()
    member = await session.get_one(Member, row.member_id)
    await telling.tell(session, activity, row, f"eve:{activity.revision}", texts.reminder(member, activity, at))


async def _nothing_ahead(session: AsyncSession, after: datetime) -> datetime | None:
    """Changes are made by people, not by time: each tick looks what is new."""
    return None


@tick("tell of changed services", next_due=_nothing_ahead)
async def tell_of_changes() -> None:
    """Called off, on again, another time: whoever has booked is told, and keeps his slot where it still exists."""
    async with read() as session:
        query = select(Booking.activity_id).join(Activity, Activity.id == Booking.activity_id)
        changed = (await session.scalars(query.where(_live(clock.now()), _changed).distinct())).all()
    for activity_id in changed:
        async with write() as session:
            activity = await finding.lock(session, activity_id)
            if plan := await plans.of(session, activity):
                await _tell(session, activity, plan)


async def _tell(session: AsyncSession, activity: Activity, plan: BookingPlan) -> None:
    off, last = activity.state == ActivityState.CANCELLED, plans.slots(activity, plan)
    for row, member in await reserving.listed(session, activity.id):
        was_off, moved = row.told_cancelled, row.told_revision != activity.revision
        row.told_cancelled, row.told_revision = off, activity.revision
        if moved:
            row.reminded_at = None
            if row.slot is not None and row.slot >= last:
                row.slot, row.state = None, BookingState.WAITING
        at = telling.time_of(activity, plan, row)
        key = f"changed:{activity.revision}:{'off' if off else 'on'}:{clock.now().isoformat()}"
        if off and not was_off:
            await telling.tell(session, activity, row, key, texts.called_off(member, activity), disturb=True)
        elif was_off and not off:
            await telling.tell(session, activity, row, key, texts.on_again(member, activity, at))
        elif moved and not off:
            await telling.tell(session, activity, row, key, texts.time_changed(member, activity, at))
    await session.flush()
    await telling.tell_moved_up(session, activity, plan, await reserving.promote(session, activity, plan))
