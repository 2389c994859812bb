"""What activities do by time: the evening before, ninety minutes before, and the nag for attendance. Each exactly once."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick

from . import checkin, finding, kinds, leader_texts, notices, signing
from .models import Activity, ActivityState, SignUpState
from .sections import seats, shifts
from .sections.models import Section

EVE = time(19, 0)
SOON = timedelta(minutes=90)
NAG = timedelta(hours=20)
ESCALATE = timedelta(hours=24)
STILL_OF_USE = timedelta(days=7)
LOOK_AHEAD = timedelta(hours=48)
Act = Callable[[AsyncSession, Activity], Awaitable[None]]

alive = Activity.state != ActivityState.CANCELLED
needs_eve = alive & Activity.eve_reminded_at.is_(None)
needs_soon = alive & Activity.start_reminded_at.is_(None)
needs_nag = alive & Activity.attended_at.is_(None) & Activity.nagged_at.is_(None)
needs_escalation = alive & Activity.attended_at.is_(None) & Activity.escalated_at.is_(None)


def eve_of(activity: Activity) -> datetime:
    """19:00 of the day before, Shanghai time."""
    day = clock.local(activity.starts_at).date() - timedelta(days=1)
    return clock.at_local(datetime.combine(day, EVE))


async def for_each(wanted: ColumnElement[bool], is_due: Callable[[Activity], bool], act: Act) -> None:
    """Do ``act`` to every activity that is wanted and due, each in a transaction of its own; under its lock it is asked once more."""
    async with read() as session:
        rows = (await session.scalars(select(Activity).where(wanted).order_by(Activity.starts_at))).all()
    for row in rows:
        if not is_due(row):
            continue
        async with write() as session:
            activity = await finding.lock(session, row.id)
            if is_due(activity) and await session.scalar(select(Activity.id).where(Activity.id == row.id, wanted)):
                await act(session, activity)


def first_after(after: datetime, moments: list[datetime]) -> datetime | None:
    """The earliest of ``moments`` that is still to come."""
    return min((moment for moment in moments if moment > after), default=None)


async def _next_reminder(session: AsyncSession, after: datetime) -> datetime | None:
    coming = select(Activity).where(needs_eve | needs_soon, Activity.starts_at > after)
    rows = await session.scalars(coming.order_by(Activity.starts_at).limit(50))
    return first_after(after, [moment for each in rows for moment in (eve_of(each), each.starts_at - SOON)])


@tick("remind", next_due=_next_reminder)
async def remind() -> None:
    """The evening before at 19:00, and ninety minutes before the start."""
    now = clock.now()
    near = (Activity.starts_at > now) & (Activity.starts_at <= now + LOOK_AHEAD)
    await for_each(needs_eve & near, lambda each: eve_of(each) <= now, _eve)
    await for_each(needs_soon & near, lambda each: each.starts_at - SOON <= now, _soon)


async def _eve(session: AsyncSession, activity: Activity) -> None:
    if activity.published_at < eve_of(activity) and activity.starts_at - SOON > clock.now():
        stands = await signing.tally(session, activity.id)
        standing = await kinds.of(activity).standing(session, activity, stands)
        text = leader_texts.eve(activity, standing)
        news = notices.News(f"eve:{activity.id}:{activity.revision}", text, activity.starts_at - SOON)
        on_it = await notices.members_on(session, activity, SignUpState.JOINED)
        if on_it or activity.kind != "plain":
            await notices.remind(session, activity, on_it, news)
    activity.eve_reminded_at = clock.now()


async def _soon(session: AsyncSession, activity: Activity) -> None:
    """People asked for this one by signing up, so it comes in quiet hours, too. Whoever begins later is reminded later."""
    if activity.published_at < activity.starts_at - SOON:
        key = f"soon:{activity.id}:{activity.revision}"
        news = notices.News(key, leader_texts.soon(activity), activity.starts_at, disturb=True)
        on_it = await shifts.first_on(session, activity) if activity.sections else None
        on_it = await notices.members_on(session, activity, SignUpState.JOINED) if on_it is None else on_it
        if on_it:
            await notices.remind(session, activity, on_it, news)
    activity.start_reminded_at = clock.now()


async def _next_shift(session: AsyncSession, after: datetime) -> datetime | None:
    coming = await session.scalars(shifts.ahead(after).order_by(Section.starts_at).limit(50))
    return first_after(after, [each.starts_at - SOON for each in coming if each.starts_at])


@tick("remind of later shifts", next_due=_next_shift)
async def remind_shifts() -> None:
    """Ninety minutes before a shift that begins later than its activity: those who come only then."""
    now = clock.now()
    async with read() as session:
        due = (await session.scalars(shifts.ahead(now).where(Section.starts_at <= now + SOON))).all()
    for each in due:
        async with write() as session:
            activity = await finding.lock(session, each.activity_id)
            section = next(one for one in activity.sections if one.id == each.id)
            await _shift_soon(session, activity, section)


async def _shift_soon(session: AsyncSession, activity: Activity, section: Section) -> None:
    starts, _ = seats.hours_of(activity, section)
    on_it = await shifts.beginning_with(session, activity, section)
    if on_it and activity.published_at < starts - SOON:
        key = f"soon:{activity.id}:{section.id}:{activity.revision}"
        news = notices.News(key, leader_texts.shift_soon(activity, section), starts, disturb=True)
        await notices.remind(session, activity, on_it, news)
    section.start_reminded_at = clock.now()


async def _next_nag(session: AsyncSession, after: datetime) -> datetime | None:
    first = await session.scalar(select(func.min(Activity.ends_at)).where(needs_nag, Activity.ends_at > after - NAG))
    then = await session.scalar(select(func.min(Activity.ends_at)).where(needs_escalation, Activity.ends_at > after - ESCALATE))
    return first_after(after, [end + wait for end, wait in ((first, NAG), (then, ESCALATE)) if end])


@tick("nag for attendance", next_due=_next_nag)
async def nag() -> None:
    """Points are promised within a day: at +20 h the leader is asked, at +24 h the deputies."""
    now = clock.now()
    lately = Activity.ends_at > now - STILL_OF_USE
    await for_each(needs_nag & lately & (Activity.ends_at <= now - NAG), lambda _: True, _nag)
    await for_each(needs_escalation & lately & (Activity.ends_at <= now - ESCALATE), lambda _: True, _escalate)


async def _nag(session: AsyncSession, activity: Activity) -> None:
    stands = await signing.tally(session, activity.id)
    if stands.rows:
        text = leader_texts.nag(activity, stands, await checkin.count(session, activity.id))
        news = notices.News(f"nag:{activity.id}", text, activity.ends_at + STILL_OF_USE)
        await notices.tell_leaders(session, activity, news)
    activity.nagged_at = clock.now()


async def _escalate(session: AsyncSession, activity: Activity) -> None:
    stands = await signing.tally(session, activity.id)
    if stands.rows:
        leader = await notices.leader_name(session, activity)
        text = leader_texts.escalation(activity, leader, stands)
        news = notices.News(f"escalate:{activity.id}", text, activity.ends_at + STILL_OF_USE)
        await notices.tell_members(session, activity, await notices.superiors(session, activity), news)
    activity.escalated_at = clock.now()
