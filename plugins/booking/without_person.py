"""What the bookings hold of a person, and how they forget him: his slots are free again, and whoever waits moves up."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import finding
from plugins.activity.models import Activity
from plugins.kernel import clock
from plugins.people import personal
from plugins.people.models import Member
from plugins.people.personal import Person

from . import plans, reserving, telling, texts
from .models import Booking, BookingState


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    query = select(Booking, Activity, Member).join(Activity, Activity.id == Booking.activity_id)
    query = query.join(Member, Member.id == Booking.member_id).where(Booking.member_id.in_(whose.member_ids))
    lines: list[str] = []
    for row, activity, member in (await session.execute(query.order_by(Activity.starts_at, Booking.id))).all():
        plan = await plans.of(session, activity)
        lines.append(texts.held(row, member, activity, telling.time_of(activity, plan, row) if plan else None))
    return lines


async def _forget(session: AsyncSession, whose: Person) -> None:
    """What is to come is given up; of the rest a row without a name stays, so that the sheets of past days still add up."""
    query = select(Booking.activity_id).join(Activity, Activity.id == Booking.activity_id).where(Activity.ends_at > clock.now())
    mine = query.where(Booking.member_id.in_(whose.member_ids), Booking.state != BookingState.CANCELLED).distinct()
    for number in (await session.scalars(mine)).all():
        activity = await finding.lock(session, number)
        here = update(Booking).where(Booking.activity_id == number, Booking.member_id.in_(whose.member_ids))
        await session.execute(here.values(state=BookingState.CANCELLED, slot=None))
        if plan := await plans.of(session, activity):
            await telling.tell_moved_up(session, activity, plan, await reserving.promote(session, activity, plan))
    await session.execute(update(Booking).where(Booking.proxy_id.in_(whose.member_ids)).values(proxy_id=None))


personal.room("预约", holds=_holds, erases=_forget, kept="一直保留，删除后不再有您的名字", order=22)
