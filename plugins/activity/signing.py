"""Signing up, leaving, moving up. Every rule that counts places holds the activity's row first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Member

from . import texts
from .models import Activity, ActivityState, Outcome, SignUp, SignUpState

HEADS = 1 + SignUp.guests + SignUp.children

# Every sign-up asks these: they are put together once, which costs more than to run them.
_JOINED = SignUp.state == SignUpState.JOINED
_TALLY = select(
    func.count().filter(_JOINED),
    func.coalesce(func.sum(HEADS).filter(_JOINED), 0),
    func.coalesce(func.sum(1 + SignUp.guests).filter(_JOINED), 0),
    func.count().filter(SignUp.state == SignUpState.WAITING),
).where(SignUp.activity_id == bindparam("activity"))
_ROW = select(SignUp).where(SignUp.activity_id == bindparam("activity"), SignUp.member_id == bindparam("member"))
_UP_TO = select(func.count()).where(
    SignUp.activity_id == bindparam("activity"),
    SignUp.state == bindparam("state"),
    (SignUp.queued_at < bindparam("queued")) | ((SignUp.queued_at == bindparam("queued")) & (SignUp.id <= bindparam("row"))),
)
_AT_THE_SAME_TIME = (
    select(Activity)
    .join(SignUp, SignUp.activity_id == Activity.id)
    .where(SignUp.member_id == bindparam("member"), _JOINED, Activity.id != bindparam("activity"))
    .where(Activity.state != ActivityState.CANCELLED)
    .where(Activity.starts_at < bindparam("ends"), Activity.ends_at > bindparam("starts"))
)


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
    """What became of a wish: the row, its place in the list or in the waitlist, and how the activity stands now.

    ``was``: with how many and for which team the member stood there before, for undoing; empty when he never had.
    """

    signup: SignUp
    position: int
    tally: Tally
    already: bool
    changed: bool
    was: dict[str, object] = field(default_factory=dict)


async def tally(session: AsyncSession, activity_id: int) -> Tally:
    """Count the activity's lists."""
    rows, heads, adults, waiting = (await session.execute(_TALLY, {"activity": activity_id})).one()
    return Tally(rows, int(heads), int(adults), waiting)


async def row_of(session: AsyncSession, activity_id: int, member_id: int) -> SignUp | None:
    """The member's row in this activity, in whatever state."""
    return await session.scalar(_ROW, {"activity": activity_id, "member": member_id})


async def listed(session: AsyncSession, activity_id: int, state: SignUpState) -> Sequence[tuple[SignUp, Member]]:
    """Rows with their members, in the order of the list."""
    query = select(SignUp, Member).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id == activity_id, SignUp.state == state)
    rows = await session.execute(query.order_by(SignUp.queued_at, SignUp.id))
    return [(row[0], row[1]) for row in rows]


async def position(session: AsyncSession, signup: SignUp) -> int:
    """1-based place among those of the same state."""
    here = {"activity": signup.activity_id, "state": signup.state, "queued": signup.queued_at, "row": signup.id}
    return await session.scalar(_UP_TO, here) or 0


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
    was = _company(row) if row else {}
    stands = await tally(session, activity.id)
    if row is not None and row.state != SignUpState.LEFT:
        changed = _change_company(row, wish, stands, activity)
        await session.flush()
        stands = await tally(session, activity.id) if changed else stands
        return Place(row, await position(session, row), stands, already=True, changed=changed, was=was)
    heads = 1 + wish.guests + wish.children
    free = stands.free(activity)
    fits = in_time and (free is None or heads <= free) and not (stands.waiting and await _line_ahead(session, activity.id))
    row = _fill(row or SignUp(activity_id=activity.id, member_id=wish.member.id), wish, fits=fits, late=not in_time)
    session.add(row)
    await session.flush()
    after = _after(stands, row)
    return Place(row, await position(session, row), after, already=False, changed=True, was=was)


async def _line_ahead(session: AsyncSession, activity_id: int) -> bool:
    """Whether somebody waits who asked in time: nobody overtakes him. About those who asked late the leader decides."""
    query = select(SignUp.id).where(SignUp.activity_id == activity_id, SignUp.state == SignUpState.WAITING)
    return await session.scalar(query.where(SignUp.late.is_(False)).limit(1)) is not None


def _company(row: SignUp) -> dict[str, object]:
    return {"guests": row.guests, "children": row.children, "names": row.guest_names, "team": row.team_id}


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
    span = {"starts": activity.starts_at, "ends": activity.ends_at}
    return (await session.scalars(_AT_THE_SAME_TIME, {"member": member_id, "activity": activity.id} | span)).all()
