"""Signing up, leaving, moving up. Every rule that counts places holds the activity's row first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Member

from . import texts
from .models import Activity, ActivityState, Outcome, SignUp, SignUpState

HEADS = 1 + SignUp.guests + SignUp.children


@dataclass(frozen=True, slots=True)
class Tally:
    """How an activity stands: rows and heads that take part, heads that count towards the minimum, rows that wait."""

    rows: int
    heads: int
    adults: int
    waiting: int

    def free(self, activity: Activity) -> int | None:
        """Places left; ``None`` without a limit."""
        return None if activity.capacity is None else max(activity.capacity - self.heads, 0)

    def short(self, activity: Activity) -> int:
        """How many are missing to the minimum; 0 when it is reached or there is none."""
        return max((activity.minimum or 0) - self.adults, 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants onto the list: the member, who says so for him, how many come along, for which team, sent when."""

    member: Member
    proxy: Member | None
    sent_at: datetime
    guests: int = 0
    children: int = 0
    guest_names: tuple[str, ...] = ()
    said_heads: bool = False
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What became of a wish: the row, its place in the list or in the waitlist, and how the activity stands now."""

    signup: SignUp
    position: int
    tally: Tally
    already: bool
    changed: bool


async def tally(session: AsyncSession, activity_id: int) -> Tally:
    """Count the activity's lists."""
    joined = SignUp.state == SignUpState.JOINED
    query = select(
        func.count().filter(joined),
        func.coalesce(func.sum(HEADS).filter(joined), 0),
        func.coalesce(func.sum(1 + SignUp.guests).filter(joined), 0),
        func.count().filter(SignUp.state == SignUpState.WAITING),
    ).where(SignUp.activity_id == activity_id)
    rows, heads, adults, waiting = (await session.execute(query)).one()
    return Tally(rows, int(heads), int(adults), waiting)


async def row_of(session: AsyncSession, activity_id: int, member_id: int) -> SignUp | None:
    """The member's row in this activity, in whatever state."""
    return await session.scalar(select(SignUp).where(SignUp.activity_id == activity_id, SignUp.member_id == member_id))


async def listed(session: AsyncSession, activity_id: int, state: SignUpState) -> Sequence[tuple[SignUp, Member]]:
    """Rows with their members, in the order of the list."""
    query = select(SignUp, Member).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id == activity_id, SignUp.state == state)
    rows = await session.execute(query.order_by(SignUp.queued_at, SignUp.id))
    return [(row[0], row[1]) for row in rows]


async def position(session: AsyncSession, signup: SignUp) -> int:
    """1-based place among those of the same state."""
    before: ColumnElement[bool] = SignUp.queued_at < signup.queued_at
    before |= (SignUp.queued_at == signup.queued_at) & (SignUp.id <= signup.id)
    query = select(func.count()).where(SignUp.activity_id == signup.activity_id, SignUp.state == signup.state, before)
    return await session.scalar(query) or 0


def check_open(activity: Activity, sent_at: datetime) -> bool:
    """Whether one may still join in time; ``False``: only the waitlist is left. Raises ``Refusal`` when it is too late."""
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    if sent_at >= activity.starts_at:
        raise Refusal(texts.has_begun(activity))
    if activity.state == ActivityState.CLOSED:
        return False
    return activity.signup_closes_at is None or sent_at < activity.signup_closes_at


async def join(session: AsyncSession, activity: Activity, wish: Wish) -> Place:
    """Put the member on the list, or on the waitlist when there is no room or the sign-up has closed.

    ``activity`` is locked by the caller. Joining again never adds or moves; it may change the head-count, when said.
    """
    in_time = check_open(activity, wish.sent_at)
    row = await row_of(session, activity.id, wish.member.id)
    stands = await tally(session, activity.id)
    if row is not None and row.state != SignUpState.LEFT:
        changed = _change_company(row, wish, stands, activity)
        await session.flush()
        stands = await tally(session, activity.id) if changed else stands
        return Place(row, await position(session, row), stands, already=True, changed=changed)
    heads = 1 + wish.guests + wish.children
    free = stands.free(activity)
    fits = in_time and not stands.waiting and (free is None or heads <= free)
    row = _fill(row or SignUp(activity_id=activity.id, member_id=wish.member.id), wish, fits=fits, late=not in_time)
    session.add(row)
    await session.flush()
    after = _after(stands, row)
    return Place(row, await position(session, row), after, already=False, changed=True)


def _fill(row: SignUp, wish: Wish, *, fits: bool, late: bool) -> SignUp:
    row.state = SignUpState.JOINED if fits else SignUpState.WAITING
    row.proxy_id = wish.proxy.id if wish.proxy else None
    row.team_id = wish.team_id or row.team_id
    row.guests, row.children, row.guest_names = wish.guests, wish.children, list(wish.guest_names)
    row.queued_at, row.late = wish.sent_at, late
    row.confirmed = row.outcome = row.minutes = None
    return row


def _after(stands: Tally, row: SignUp) -> Tally:
    if row.state == SignUpState.WAITING:
        return Tally(stands.rows, stands.heads, stands.adults, stands.waiting + 1)
    return Tally(stands.rows + 1, stands.heads + row.heads, stands.adults + 1 + row.guests, stands.waiting)


def _change_company(row: SignUp, wish: Wish, stands: Tally, activity: Activity) -> bool:
    """「报名 12 3人」 by somebody on the list changes his head-count, as far as there is room."""
    if wish.team_id and wish.team_id != row.team_id:
        row.team_id = wish.team_id
        if not wish.said_heads:
            return True
    if not wish.said_heads or (row.guests, row.children) == (wish.guests, wish.children):
        return False
    more = wish.guests + wish.children - row.guests - row.children
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

    Whoever asked after the deadline stays: about those the leader decides (「补」). Nobody moves up once it has begun.
    """
    moved: list[SignUp] = []
    if activity.state == ActivityState.CANCELLED or clock.now() >= activity.starts_at:
        return moved
    free = (await tally(session, activity.id)).free(activity)
    query = select(SignUp).where(SignUp.activity_id == activity.id, SignUp.state == SignUpState.WAITING, SignUp.late.is_(False))
    for row in await session.scalars(query.order_by(SignUp.queued_at, SignUp.id)):
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
    query = select(Activity).join(SignUp, SignUp.activity_id == Activity.id)
    query = query.where(SignUp.member_id == member_id, SignUp.state == SignUpState.JOINED, Activity.id != activity.id)
    query = query.where(Activity.state != ActivityState.CANCELLED)
    return (
        await session.scalars(query.where(Activity.starts_at < activity.ends_at, Activity.ends_at > activity.starts_at))
    ).all()
