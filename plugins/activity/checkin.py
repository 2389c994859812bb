"""签到: who says on the spot that he is there. It is a claim, which the leader confirms with 「考勤」."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import settings
from plugins.people.models import Member

from . import checkin_texts, kinds, signing, texts
from .models import Activity, ActivityState, CodeTries, Outcome, SignUp, SignUpState
from .sections import seats, turning_up, walking_in
from .sections.models import Section

EARLY = settings.knob("签到提前分钟", "活动开始前多少分钟可以开始签到", default=60, low=0, high=720, topic="活动")
LATE = settings.knob("签到延后分钟", "活动结束后多少分钟内还能签到", default=30, low=0, high=720, topic="活动")
MOST_TRIES = 5
PAUSE = timedelta(minutes=10)
LETTERS = "ACEFHJKMPRTWXY"  # no letter or digit that looks like another one of them, or like one left out
DIGITS = "234679"
LONGEST_WINDOW = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that ``member`` is there. ``vouched``: the code word or a leader says so, too."""

    member: Member
    proxy: Member | None
    sent_at: datetime
    vouched: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of a claim: the row, the how-manieth he is, and what the row was before (for undoing).

    ``section``: the shift he signed in to, where there are any; the how-manieth there.
    """

    row: SignUp
    place: int
    walk_in: bool
    already: bool
    was: dict[str, Any]
    section: Section | None = None


def new_code() -> str:
    """Letter, digit, letter, digit: easily called across a square, and never a word."""
    return "".join(secrets.choice(signs) for signs in (LETTERS, DIGITS, LETTERS, DIGITS))


async def window(session: AsyncSession, activity: Activity) -> tuple[datetime, datetime]:
    """From when until when one may sign in."""
    around = await _window(session, activity)
    return activity.starts_at - around.early, activity.ends_at + around.late


async def check_window(session: AsyncSession, activity: Activity, at: datetime) -> None:
    """Raises ``Refusal`` when nobody can sign in to the activity at ``at``."""
    await check_not_over(session, activity, at)
    opens, _ = await window(session, activity)
    if at < opens:
        raise Refusal(checkin_texts.too_early(activity, opens))


async def check_not_over(session: AsyncSession, activity: Activity, at: datetime) -> None:
    """Raises ``Refusal`` when nobody can sign in to the activity at ``at`` or later."""
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    _, closes = await window(session, activity)
    if at > closes:
        raise Refusal(checkin_texts.too_late(activity))


async def running(session: AsyncSession, community_id: int, at: datetime) -> Sequence[Activity]:
    """The community's activities that one can sign in to at ``at``, soonest first."""
    near = select(Activity).where(Activity.community_id == community_id, Activity.state != ActivityState.CANCELLED)
    near = near.where(Activity.starts_at <= at + LONGEST_WINDOW, Activity.ends_at >= at - LONGEST_WINDOW)
    found = []
    for each in await session.scalars(near.order_by(Activity.starts_at, Activity.id)):
        opens, closes = await window(session, each)
        if opens <= at <= closes:
            found.append(each)
    return found


async def wrong_code(session: AsyncSession, activity: Activity, by: str, said: str) -> str:
    """Empty when the word is right, else the sentence to answer; five wrong ones in a row are followed by a pause.

    ``activity`` is locked by the caller. What is wrong is counted, so this answers and does not raise.
    """
    tries = await session.get(CodeTries, (activity.id, by))
    if tries and tries.paused_until and clock.now() < tries.paused_until:
        return checkin_texts.paused(activity, tries.paused_until)
    if said == activity.checkin_code:
        if tries:
            await session.delete(tries)
        return ""
    tries = tries or CodeTries(activity_id=activity.id, by=by, wrong=0)
    session.add(tries)
    tries.wrong, tries.paused_until = tries.wrong + 1, None
    left = MOST_TRIES - tries.wrong
    if not left:
        tries.wrong, tries.paused_until = 0, clock.now() + PAUSE
    await session.flush()
    return checkin_texts.wrong(activity, left) if left else checkin_texts.paused(activity, clock.now() + PAUSE)


async def sign_in(session: AsyncSession, activity: Activity, claim: Claim) -> SignedIn:
    """Note that the member is there. ``activity`` is locked by the caller, who has checked the window and the code word.

    Whoever is not on the list gets onto it when that is vouched for; once it has begun the limit does not bind.
    Raises ``Refusal``.
    """
    row = await signing.row_of(session, activity.id, claim.member.id)
    on_list = row is not None and row.state == SignUpState.JOINED
    section, already = None, bool(row and on_list and row.checked_in_at)
    if row and on_list and activity.sections:
        section, already = await turning_up.meant(session, activity, row, await _window(session, activity), claim.sent_at)
    if row and already:
        return SignedIn(row, await _place(session, activity, row, section), row.late, already=True, was={}, section=section)
    if activity.attended_at:
        raise Refusal(checkin_texts.after_the_roll(claim.member.name, activity, row.outcome if row and on_list else None))
    was = _was(row) | {"seats": seats.as_they_are(await seats.of_row(session, activity, row))}
    if row is None or not on_list:
        row = await _walk_in(session, activity, row, claim)
    at = await _turn_at(session, activity, claim.sent_at)
    row.checked_in_at, row.outcome = row.checked_in_at or at, None
    await session.flush()
    if activity.sections:
        section = await turning_up.note(session, activity, row, section, at)
    place = await _place(session, activity, row, section)
    return SignedIn(row, place, not on_list, already=False, was=was, section=section)


async def _window(session: AsyncSession, activity: Activity) -> turning_up.Window:
    early = await settings.value(session, activity.community_id, EARLY)
    late = await settings.value(session, activity.community_id, LATE)
    return turning_up.Window(timedelta(minutes=early), timedelta(minutes=late))


async def _place(session: AsyncSession, activity: Activity, row: SignUp, section: Section | None) -> int:
    if section is None:
        return await place_of(session, row)
    return await turning_up.place_of(session, (await seats.of_row(session, activity, row))[section.id])


async def _turn_at(session: AsyncSession, activity: Activity, sent_at: datetime) -> datetime:
    """When the message was sent, behind those of the same second: peers tell no more than seconds."""
    second = sent_at.replace(microsecond=0)
    same = (SignUp.checked_in_at >= second) & (SignUp.checked_in_at < second + timedelta(seconds=1))
    last = await session.scalar(select(func.max(SignUp.checked_in_at)).where(SignUp.activity_id == activity.id, same))
    return sent_at if last is None or last < sent_at else last + timedelta(microseconds=1)


def _was(row: SignUp | None) -> dict[str, Any]:
    if row is None:
        return {"state": SignUpState.LEFT, "late": False, "outcome": None, "there": None}
    there = row.checked_in_at.isoformat() if row.checked_in_at else None
    return {"state": row.state, "late": row.late, "outcome": row.outcome, "there": there}


async def _walk_in(session: AsyncSession, activity: Activity, row: SignUp | None, claim: Claim) -> SignUp:
    if not claim.vouched:
        raise Refusal(checkin_texts.see_the_leader(claim.member.name, activity))
    row = row or SignUp(activity_id=activity.id, member_id=claim.member.id, guests=0, children=0, guest_names=[])
    await _check_room(session, activity, row, claim.sent_at)
    if row.state != SignUpState.WAITING:
        row.queued_at, row.guests, row.children, row.guest_names = claim.sent_at, 0, 0, []
        row.proxy_id = claim.proxy.id if claim.proxy else claim.member.proxy_id
    row.team_id = row.team_id or await kinds.of(activity).team_for(session, activity, claim.member, "")
    row.state, row.late, row.confirmed, row.minutes = SignUpState.JOINED, True, True, None
    session.add(row)
    await session.flush()
    await walking_in.seat(session, activity, row, claim.member, claim.sent_at)
    return row


async def _check_room(session: AsyncSession, activity: Activity, row: SignUp, at: datetime) -> None:
    """Places that were promised are kept until it begins."""
    if at >= activity.starts_at:
        return
    stands = await signing.tally(session, activity.id)
    free = stands.free(activity)
    heads = row.heads if row.state == SignUpState.WAITING else 1
    if free is not None and heads > free:
        raise Refusal(checkin_texts.full_until_it_begins(activity))


async def sign_out(session: AsyncSession, activity: Activity, row: SignUp, was: dict[str, Any]) -> None:
    """Take a sign-in back (for 「撤销」). ``activity`` is locked by the caller. Raises ``Refusal`` once the roll is called."""
    if activity.attended_at:
        raise Refusal(checkin_texts.called_meanwhile(activity))
    row.checked_in_at = clock.from_text(was["there"]) if was.get("there") else None
    row.state, row.late = SignUpState(was["state"]), was["late"]
    row.outcome = Outcome(was["outcome"]) if was["outcome"] else None
    await session.flush()
    if activity.sections:
        await seats.restore(session, activity, row, was["seats"])


async def place_of(session: AsyncSession, row: SignUp) -> int:
    """The how-manieth to sign in, 1-based, by when the messages were sent."""
    before = SignUp.checked_in_at < row.checked_in_at
    before |= (SignUp.checked_in_at == row.checked_in_at) & (SignUp.id <= row.id)
    query = select(func.count()).where(SignUp.activity_id == row.activity_id, SignUp.state == SignUpState.JOINED, before)
    return await session.scalar(query) or 0


async def count(session: AsyncSession, activity_id: int) -> int:
    """How many of those on the list have signed in."""
    there = SignUp.checked_in_at.is_not(None) & (SignUp.state == SignUpState.JOINED)
    return await session.scalar(select(func.count()).where(SignUp.activity_id == activity_id, there)) or 0
