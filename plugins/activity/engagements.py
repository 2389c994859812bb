"""What a person, and whoever he speaks for, has signed up for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from . import signing
from .counting import Tally
from .models import Activity, ActivityState, SignUp, SignUpState
from .sections import moving, seats
from .wish import Seated


@dataclass(frozen=True, slots=True)
class Engagement:
    """One person on the list (or the waitlist) of one activity: ``position`` in it; ``own``: it is the speaker himself.

    ``seats``: where he stands in each section he has asked for, where there are any. ``tally``: how the activity stands.
    """

    activity: Activity
    signup: SignUp
    member: Member
    position: int
    own: bool
    seats: tuple[Seated, ...] = ()
    tally: Tally | None = None

    @property
    def waits(self) -> bool:
        """Whether he is only on the waitlist."""
        return self.signup.state == SignUpState.WAITING


async def coming(session: AsyncSession, member_id: int, community_id: int, now: datetime) -> Sequence[Engagement]:
    """What is not over, soonest first; called-off ones too, so that nobody goes there."""
    wanted = (Activity.ends_at > now) & (Activity.community_id == community_id)
    return await _found(session, member_id, wanted, (Activity.starts_at, Activity.id), most=None)


async def past(
    session: AsyncSession, member_id: int, community_id: int, now: datetime, most: int
) -> tuple[Sequence[Engagement], int]:
    """What is over and took place, newest first, at most ``most``; and how many there are in all."""
    wanted = (Activity.ends_at <= now) & (Activity.community_id == community_id)
    wanted &= (Activity.state != ActivityState.CANCELLED) & (SignUp.state == SignUpState.JOINED)
    query = select(func.count()).select_from(SignUp).join(Activity, Activity.id == SignUp.activity_id)
    query = query.join(Member, Member.id == SignUp.member_id).where(wanted, _mine(member_id))
    rows = await _found(session, member_id, wanted, (Activity.starts_at.desc(), Activity.id.desc()), most=most)
    return rows, await session.scalar(query) or 0


def _mine(member_id: int) -> ColumnElement[bool]:
    return (SignUp.member_id == member_id) | (SignUp.proxy_id == member_id) | (Member.proxy_id == member_id)


async def _found(
    session: AsyncSession,
    member_id: int,
    wanted: ColumnElement[bool],
    order: Sequence[ColumnElement[object] | object],
    most: int | None,
) -> Sequence[Engagement]:
    query = select(Activity, SignUp, Member).join_from(SignUp, Activity, Activity.id == SignUp.activity_id)
    query = query.join(Member, Member.id == SignUp.member_id)
    query = query.where(wanted, _mine(member_id), SignUp.state != SignUpState.LEFT)
    own_first = SignUp.member_id != member_id
    rows = await session.execute(query.order_by(*order, own_first, SignUp.queued_at, SignUp.id).limit(most))  # type: ignore[arg-type]
    return [await _engagement(session, row[0], row[1], row[2], member_id) for row in rows.all()]


async def _engagement(session: AsyncSession, activity: Activity, signup: SignUp, member: Member, member_id: int) -> Engagement:
    held = await seats.of_row(session, activity, signup) if activity.sections else {}
    places = await moving.places(session, held, seats.taken(activity, held))
    position = await signing.position(session, signup)
    stands = await signing.tally(session, activity.id)
    return Engagement(activity, signup, member, position, member.id == member_id, tuple(places), stands)
