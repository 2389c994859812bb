"""Signing up, leaving, moving up. Every rule that counts places holds the activity's row first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds

from . import texts
from .counting import HEADS, Tally, position, row_of, tally
from .counting import listed as listed
from .eligibility import checking
from .models import Activity, ActivityState, Outcome, SignUp, SignUpState
from .sections import seating, seats
from .wish import Place, Wish, check_open, company_of

_AT_THE_SAME_TIME = (
    select(Activity)
    .join(SignUp, SignUp.activity_id == Activity.id)
    .where(SignUp.member_id == bindparam("member"), SignUp.state == SignUpState.JOINED, Activity.id != bindparam("activity"))
    .where(Activity.state != ActivityState.CANCELLED)
    .where(Activity.starts_at < bindparam("ends"), Activity.ends_at > bindparam("starts"))
)


async def join(session: AsyncSession, activity: Activity, wish: Wish) -> Place:
    """Put the member on the list, or on the waitlist when there is no room or the sign-up has closed.

    ``activity`` is locked by the caller. Joining again never adds or moves; it may change the head-count, when said.
    """
    if activity.sections:
        return await seating.join(session, activity, wish)
    row = await row_of(session, activity.id, wish.member.id)
    in_time = _is_there(activity, row, wish) or check_open(activity, wish.sent_at)
    was = company_of(row) if row else {}
    stands = await tally(session, activity.id)
    if row is not None and row.state != SignUpState.LEFT:
        changed = _change_company(row, wish, stands, activity, in_time=in_time)
        await session.flush()
        stands = await tally(session, activity.id) if changed else stands
        return Place(row, await position(session, row), stands, already=True, changed=changed, was=was)
    await checking.check(session, activity, wish)
    heads = 1 + wish.guests + wish.children
    free = stands.free(activity)
    fits = (
        in_time
        and (free is None or heads <= free)
        and not (stands.waiting and await _line_ahead(session, activity, wish.sent_at))
    )
    row = _fill(row or SignUp(activity_id=activity.id, member_id=wish.member.id), wish, fits=fits, late=not in_time)
    session.add(row)
    await session.flush()
    after = _after(stands, row)
    return Place(row, await position(session, row), after, already=False, changed=True, was=was)


def _is_there(activity: Activity, row: SignUp | None, wish: Wish) -> bool:
    """Whoever has a place need not hear that it has begun: he asks where he stands."""
    on_it = row is not None and row.state == SignUpState.JOINED and not wish.said_heads
    return on_it and activity.state != ActivityState.CANCELLED and activity.starts_at <= wish.sent_at < activity.ends_at


async def _line_ahead(session: AsyncSession, activity: Activity, sent_at: datetime) -> bool:
    """Whether somebody waits who asked before, and in time: nobody overtakes him. About those who asked late the leader decides.

    A party that is larger than all the places there are could wait for ever, so nobody waits behind it.
    """
    query = select(SignUp.id).where(SignUp.activity_id == activity.id, SignUp.state == SignUpState.WAITING)
    query = query.where(SignUp.late.is_(False), SignUp.queued_at <= sent_at)
    if activity.capacity is not None:
        query = query.where(activity.capacity >= HEADS)
    return await session.scalar(query.limit(1)) is not None


def _fill(row: SignUp, wish: Wish, *, fits: bool, late: bool) -> SignUp:
    row.state = SignUpState.JOINED if fits else SignUpState.WAITING
    row.proxy_id = wish.proxy.id if wish.proxy else None
    row.team_id = wish.team_id or row.team_id
    row.guests, row.children, row.guest_names = wish.guests, wish.children, list(wish.guest_names)
    row.queued_at, row.late = wish.sent_at, late
    row.confirmed, row.outcome, row.minutes = True, None, None  # whoever signs up knows the time
    return row


def _after(stands: Tally, row: SignUp) -> Tally:
    if row.state == SignUpState.WAITING:
        return Tally(stands.rows, stands.heads, stands.adults, stands.waiting + 1)
    return Tally(stands.rows + 1, stands.heads + row.heads, stands.adults + 1 + row.guests, stands.waiting)


def _change_company(row: SignUp, wish: Wish, stands: Tally, activity: Activity, *, in_time: bool) -> bool:
    """「报名 12 3人」 by somebody on the list changes his head-count, as far as there is room; more only before the deadline."""
    if wish.team_id and wish.team_id != row.team_id:
        row.team_id = wish.team_id
        if not wish.said_heads:
            return True
    if not wish.said_heads or (row.guests, row.children) == (wish.guests, wish.children):
        return False
    more = wish.guests + wish.children - row.guests - row.children
    if more > 0 and not in_time:
        raise Refusal(texts.too_late_for_company(activity))
    free = stands.free(activity)
    if row.state == SignUpState.JOINED and free is not None and more > free:
        raise Refusal(texts.no_room_for_company(activity, free))
    row.guests, row.children, row.guest_names = wish.guests, wish.children, list(wish.guest_names)
    return True


async def leave(session: AsyncSession, activity: Activity, row: SignUp, sent_at: datetime) -> bool:
    """Off the list or the waitlist. ``False``: the cancel deadline is over, so it counts as excused and keeps the place.

    ``activity`` is locked by the caller, who then calls ``promote``. Raises ``Refusal`` when the activity is over.
    """
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    if activity.sections:
        return not (await seating.leave(session, activity, row, sent_at)).excused
    closes = min(activity.cancel_closes_at or activity.starts_at, activity.starts_at)
    if row.state == SignUpState.JOINED and sent_at >= closes:
        row.outcome = Outcome.EXCUSED
        await session.flush()
        return False
    row.state = SignUpState.LEFT
    await session.flush()
    return True


async def promote(session: AsyncSession, activity: Activity) -> list[SignUp]:
    """Move up from the waitlist, strictly in order, as many as there is room for. ``activity`` is locked by the caller.

    Whoever asked after the deadline stays: about those the leader decides (「补」). Nobody moves up once it has begun. A party
    that is larger than all the places there are is passed over until it has become smaller, or the limit larger.
    """
    moved: list[SignUp] = []
    if activity.state == ActivityState.CANCELLED:
        return moved
    if activity.sections:
        return await seating.promote(session, activity)
    if clock.now() >= activity.starts_at:
        return moved
    free = (await tally(session, activity.id)).free(activity)
    query = select(SignUp).where(SignUp.activity_id == activity.id, SignUp.state == SignUpState.WAITING, SignUp.late.is_(False))
    for row in await session.scalars(query.order_by(SignUp.queued_at, SignUp.id)):
        if activity.capacity is not None and row.heads > activity.capacity:
            continue
        if free is not None and row.heads > free:
            break
        row.state = SignUpState.JOINED
        free = None if free is None else free - row.heads
        moved.append(row)
        await deeds.record_own(session, activity.community_id, "signup.promoted", row.subject, {"activity": activity.id})
    await session.flush()
    return moved


async def overlapping(session: AsyncSession, activity: Activity, member_id: int) -> Sequence[Activity]:
    """Other activities that the member has joined and that run at the same time: worth a warning, no obstacle."""
    span = {"starts": activity.starts_at, "ends": activity.ends_at}
    found = (await session.scalars(_AT_THE_SAME_TIME, {"member": member_id, "activity": activity.id} | span)).all()
    if not activity.sections and not any(each.sections for each in found):
        return found
    mine = await _hours(session, activity, member_id)
    return [each for each in found if _overlap(mine, await _hours(session, each, member_id))]


async def _hours(session: AsyncSession, activity: Activity, member_id: int) -> Sequence[tuple[datetime, datetime]]:
    """When the member is there: in his sections, where there are any."""
    row = await row_of(session, activity.id, member_id)
    taken = seats.taken(activity, await seats.of_row(session, activity, row))
    return [seats.hours_of(activity, each) for each in taken] or [(activity.starts_at, activity.ends_at)]


def _overlap(some: Sequence[tuple[datetime, datetime]], others: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(starts < ended and began < ends for starts, ends in some for began, ended in others)
