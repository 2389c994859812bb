"""Whatever order people ask, change and give up in: no slot holds more than its chairs, and nobody who asked later goes first."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import finding
from plugins.activity.models import Activity
from plugins.booking import plans, reserving
from plugins.booking.models import Booking, BookingPlan, BookingState, Source
from plugins.kernel import clock
from plugins.kernel.db import Database, write
from plugins.kernel.refusal import Refusal
from plugins.people.models import Community, Member
from tests.activity.scene import moment

PEOPLE = 12
STEPS = st.lists(
    st.tuples(st.sampled_from(["book", "at", "move", "cancel"]), st.integers(0, PEOPLE - 1), st.integers(0, 3)), max_size=40
)


async def make(session: AsyncSession) -> tuple[int, BookingPlan, list[Member]]:
    """A service of an hour, in four slots of two chairs."""
    community = Community(name=f"社区{clock.now().timestamp()}", preset=None, opened_at=clock.now())
    session.add(community)
    await session.flush()
    start = moment("2026-11-28 09:00")
    activity = Activity(
        community_id=community.id,
        number=1,
        title="老人理发",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place="社区活动室",
        published_at=clock.now(),
    )
    people = [
        Member(community_id=community.id, name=f"老人{n}", name_key=f"老人{n}", joined_at=clock.now()) for n in range(PEOPLE)
    ]
    session.add_all([activity, *people])
    await session.flush()
    plan = BookingPlan(community_id=community.id, activity_id=activity.id, minutes=15, chairs=2, open=True)
    session.add(plan)
    await session.flush()
    return activity.id, plan, people


async def step(
    session: AsyncSession, activity: Activity, plan: BookingPlan, member: Member, what: str, slot: int, at: int
) -> None:
    now = clock.now() + timedelta(seconds=at)
    time = plans.begins(activity, plan, slot) if what in ("at", "move") else None
    desire = reserving.Desire(member, None, Source.CHAT, now, time)
    row = await reserving.row_of(session, activity.id, member.id)
    if what in ("book", "at"):
        await reserving.book(session, activity, plan, desire)
    elif row is None or row.state == BookingState.CANCELLED:
        return
    elif what == "move":
        await reserving.move(session, activity, plan, row, desire)
        await reserving.promote(session, activity, plan)
    else:
        await reserving.cancel(session, activity, row, now)
        await reserving.promote(session, activity, plan)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_any_order_of_wishes(house: Database, steps: list[tuple[str, int, int]]) -> None:
    async with write() as session:
        activity_id, plan, people = await make(session)
        activity = await finding.lock(session, activity_id)
        for at, (what, who, slot) in enumerate(steps):
            before = {row.id for row in await session.scalars(select(Booking)) if row.state == BookingState.WAITING}
            try:
                await step(session, activity, plan, people[who], what, slot, at)
            except Refusal:
                continue
            rows = (await session.scalars(select(Booking).where(Booking.activity_id == activity_id))).all()
            taken = Counter(row.slot for row in rows if row.state == BookingState.BOOKED)
            waiting = [row for row in rows if row.state == BookingState.WAITING]
            assert all(count <= plan.chairs for count in taken.values())
            assert set(taken) <= set(range(4))
            assert all(row.slot is None for row in rows if row.state != BookingState.BOOKED)
            assert not waiting or sum(taken.values()) == 4 * plan.chairs, "nobody waits while a slot is free"
            moved_up = [row for row in rows if row.id in before and row.state == BookingState.BOOKED and what != "move"]
            assert all(up.queued_at <= left.queued_at for up in moved_up for left in waiting)
