"""Taking, changing and giving up a slot. Never more people in a slot than chairs; whoever waits moves up in order.

Every rule that counts is called with the activity's row locked (``finding.lock``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import ticks
from plugins.activity.models import Activity, ActivityState
from plugins.activity.series import settling
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import plans, slot_texts, texts
from .models import Booking, BookingPlan, BookingState, Source


@dataclass(frozen=True, slots=True)
class Desire:
    """Who wants to be served, who says so for him, how and when that was said, and at what time, if one was said."""

    member: Member
    proxy: Member | None
    source: Source
    sent_at: datetime
    at: datetime | None = None


async def row_of(session: AsyncSession, activity_id: int, member_id: int) -> Booking | None:
    """The member's row, in whatever state."""
    query = select(Booking).where(Booking.activity_id == activity_id, Booking.member_id == member_id)
    return await session.scalar(query)


async def listed(session: AsyncSession, activity_id: int) -> Sequence[tuple[Booking, Member]]:
    """Who is booked, by slot, then who waits, in the order of asking."""
    query = select(Booking, Member).join(Member, Member.id == Booking.member_id)
    query = query.where(Booking.activity_id == activity_id, Booking.state != BookingState.CANCELLED)
    rows = [(row[0], row[1]) for row in await session.execute(query.order_by(Booking.queued_at, Booking.id))]
    return sorted(rows, key=lambda row: (row[0].slot is None, row[0].slot or 0))


@settling.counts_people
async def expected(session: AsyncSession, activity: Activity) -> int:
    """How many are booked or wait: a series that is stopped or paused does not drop their day."""
    query = select(func.count(Booking.id)).where(Booking.activity_id == activity.id)
    return await session.scalar(query.where(Booking.state != BookingState.CANCELLED)) or 0


async def free(session: AsyncSession, activity: Activity, plan: BookingPlan, since: datetime) -> list[int]:
    """The slots that begin after ``since`` and have a chair left, earliest first."""
    query = select(Booking.slot).where(Booking.activity_id == activity.id, Booking.state == BookingState.BOOKED)
    taken = Counter(await session.scalars(query))
    return [
        slot
        for slot in range(plans.slots(activity, plan))
        if taken[slot] < plan.chairs and plans.begins(activity, plan, slot) > since
    ]


async def position(session: AsyncSession, row: Booking) -> int:
    """1-based place in the waitlist."""
    waiting = [each for each, _ in await listed(session, row.activity_id) if each.state == BookingState.WAITING]
    return waiting.index(row) + 1


def check_open(activity: Activity, plan: BookingPlan | None, sent_at: datetime) -> BookingPlan:
    """The plan, when one may still book. Raises ``Refusal``: cancelled, over, or not to be booked."""
    if plan is None or not plan.open:
        raise Refusal(texts.not_bookable(activity))
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    return plan


async def book(session: AsyncSession, activity: Activity, plan: BookingPlan, desire: Desire) -> tuple[Booking, bool]:
    """Give the slot that was asked for, else the earliest; with none free, a place in the waitlist. ``True``: it is new.

    Booking again changes nothing. Raises ``Refusal`` for a time that is past, outside, or full (``slot_texts.slot_full`` tells the next
    free ones).
    """
    row = await row_of(session, activity.id, desire.member.id)
    if row is not None and row.state != BookingState.CANCELLED:
        return row, False
    open_slots = await free(session, activity, plan, _from_when(plan, desire))
    slot = _wanted(activity, plan, open_slots, desire.at) if desire.at else next(iter(open_slots), None)
    row = row or Booking(activity_id=activity.id, member_id=desire.member.id)
    row.proxy_id = desire.proxy.id if desire.proxy else None
    row.state, row.slot = (BookingState.WAITING if slot is None else BookingState.BOOKED), slot
    row.source, row.queued_at = desire.source, desire.sent_at
    row.told_revision, row.told_cancelled = activity.revision, False
    row.reminded_at = clock.now() if clock.now() >= ticks.eve_of(activity) else None
    session.add(row)
    await session.flush()
    return row, True


def _from_when(plan: BookingPlan, desire: Desire) -> datetime:
    """Who stands at the door may take a slot that has begun."""
    return desire.sent_at - timedelta(minutes=plan.minutes) if desire.source == Source.VISIT else desire.sent_at


def _wanted(
    activity: Activity, plan: BookingPlan, open_slots: Sequence[int], at: datetime, kept: datetime | None = None
) -> int:
    """``kept``: the time that he has and keeps when there is no other."""
    slot = plans.slot_at(activity, plan, at)
    if slot is None:
        raise Refusal(slot_texts.outside(activity))
    if slot not in open_slots:
        nearest = sorted(open_slots, key=lambda each: (abs(each - slot), each))[:3]
        raise Refusal(
            slot_texts.slot_full(activity, at, [plans.begins(activity, plan, each) for each in sorted(nearest)], kept)
        )
    return slot


async def move(session: AsyncSession, activity: Activity, plan: BookingPlan, row: Booking, desire: Desire) -> int | None:
    """Another time for somebody who has booked or waits; returns the slot he had. Raises ``Refusal`` as ``book`` does."""
    assert desire.at
    before = row.slot
    if before is not None and plans.slot_at(activity, plan, desire.at) == before:
        raise Refusal(slot_texts.same_slot(activity, plans.begins(activity, plan, before)))
    kept = None if before is None else plans.begins(activity, plan, before)
    row.slot = _wanted(activity, plan, await free(session, activity, plan, desire.sent_at), desire.at, kept)
    row.state = BookingState.BOOKED
    await session.flush()
    return before


async def cancel(session: AsyncSession, activity: Activity, row: Booking, sent_at: datetime) -> None:
    """Give it up, until the activity is over. The caller then calls ``promote``."""
    if sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    row.state, row.slot = BookingState.CANCELLED, None
    await session.flush()


async def promote(session: AsyncSession, activity: Activity, plan: BookingPlan) -> list[Booking]:
    """Give free slots to those who wait, strictly in the order of asking, the earliest slot first."""
    if activity.state == ActivityState.CANCELLED:
        return []
    open_slots = await free(session, activity, plan, clock.now())
    moved: list[Booking] = []
    for row, _ in await listed(session, activity.id):
        if row.state != BookingState.WAITING:
            continue
        if not open_slots:
            break
        row.state, row.slot = BookingState.BOOKED, open_slots[0]
        await session.flush()
        open_slots = await free(session, activity, plan, clock.now())
        moved.append(row)
    return moved
