"""「我去了」: somebody whom the attendance does not show as present says that he was there, and a leader decides.

It is between the person and those who lead; nothing of it is said where others read along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import reach, staff
from plugins.people.models import Member

from . import attendance, checkin_texts, notices, objection_texts, signing, texts
from .models import Activity, ActivityState, Objection, ObjectionState, Outcome, SignUp, SignUpState

OBJECT_WITHIN = timedelta(days=7)
ASKS = "objection"
LIFE_OF_A_QUESTION = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Case:
    """An open objection with what it is about."""

    objection: Objection
    activity: Activity
    member: Member


async def of_member(session: AsyncSession, activity_id: int, member_id: int) -> Objection | None:
    """The member's objection in this activity, in whatever state."""
    query = select(Objection).where(Objection.activity_id == activity_id, Objection.member_id == member_id)
    return await session.scalar(query)


async def raise_one(session: AsyncSession, activity: Activity, member: Member, said_at: datetime) -> Objection:
    """Open an objection. ``activity`` is locked by the caller. Raises ``Refusal``: nothing to object to, or too late."""
    await _check(session, activity, member, said_at)
    known = await of_member(session, activity.id, member.id)
    if known and known.state == ObjectionState.OPEN:
        raise Refusal(objection_texts.raised_before(member.name, activity))
    if known and known.state != ObjectionState.WITHDRAWN:
        raise Refusal(objection_texts.decided_before(member.name, activity, await social_workers(session, activity)))
    objection = known or Objection(activity_id=activity.id, member_id=member.id)
    objection.state, objection.said_at, objection.decided_by = ObjectionState.OPEN, said_at, None
    session.add(objection)
    await session.flush()
    return objection


async def _check(session: AsyncSession, activity: Activity, member: Member, said_at: datetime) -> None:
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if said_at < activity.starts_at:
        raise Refusal(objection_texts.not_begun(activity))
    if said_at > activity.ends_at + OBJECT_WITHIN:
        raise Refusal(objection_texts.too_late(activity))
    if activity.attended_at is None:
        raise Refusal(objection_texts.no_roll_yet(member.name, activity))
    row = await signing.row_of(session, activity.id, member.id)
    if row and row.state == SignUpState.JOINED and row.outcome == Outcome.PRESENT:
        raise Refusal(checkin_texts.after_the_roll(member.name, activity, Outcome.PRESENT))


async def deciders(session: AsyncSession, activity: Activity, member: Member) -> Sequence[int]:
    """Who decides: those who lead the activity, but nobody about himself or about whom he speaks for."""
    concerned = (member.id, member.proxy_id)
    found = [each for each in await notices.leaders_of(session, activity) if each not in concerned]
    return found or [each for each in await notices.superiors(session, activity) if each not in concerned]


async def before(session: AsyncSession, community_id: int, decider_id: int) -> Sequence[Case]:
    """The open objections that this member decides, oldest first."""
    query = select(Objection, Activity, Member).join(Activity, Activity.id == Objection.activity_id)
    query = query.join(Member, Member.id == Objection.member_id)
    query = query.where(Activity.community_id == community_id, Objection.state == ObjectionState.OPEN)
    rows = await session.execute(query.order_by(Objection.said_at, Objection.id))
    cases = [Case(row[0], row[1], row[2]) for row in rows]
    return [each for each in cases if decider_id in await deciders(session, each.activity, each.member)]


async def ask(session: AsyncSession, activity: Activity, objection: Objection, stamp: str) -> int:
    """Ask those who decide, each in private: 回 1 算到, 回 2 不算. Returns how many could be asked.

    Who has several before him answers the second with 3 and 4: an earlier letter keeps its numbers.
    """
    member = await session.get_one(Member, objection.member_id)
    reached = await reach.of_members(session, await deciders(session, activity, member))
    for decider_id, where in reached.items():
        place = await wait_for(session, activity.community_id, decider_id, where)
        number = 1 + 2 * place[objection.id]
        text = objection_texts.question(member.name, activity, await _marked(session, activity, member), number)
        until = clock.now() + LIFE_OF_A_QUESTION
        await notices.tell_privately(
            session, activity, [decider_id], notices.News(f"objection:{stamp}", text, until, asks=ASKS)
        )
    return len(reached)


async def wait_for(session: AsyncSession, community_id: int, decider_id: int, where: reach.Reach) -> dict[int, int]:
    """Let the decider's numbers mean what is before him now; returns the place (from 0) of each objection."""
    cases = await before(session, community_id, decider_id)
    if cases:
        chat = (where.private.platform, where.private.ident, str(where.private))
        until = clock.now() + LIFE_OF_A_QUESTION
        await questions.ask_at(session, chat, objection_texts.lines(cases), until=until, topic=f"?{ASKS}")
    return {each.objection.id: index for index, each in enumerate(cases)}


async def _marked(session: AsyncSession, activity: Activity, member: Member) -> Outcome | None:
    row = await signing.row_of(session, activity.id, member.id)
    return row.outcome if row and row.state == SignUpState.JOINED else None


async def find(session: AsyncSession, activity: Activity, said: str) -> tuple[Case, str]:
    """The open objection whose person's name begins ``said``, and what follows; without a name the only one.

    Raises ``Refusal``.
    """
    query = select(Objection, Member).join(Member, Member.id == Objection.member_id)
    query = query.where(Objection.activity_id == activity.id).order_by(Objection.said_at, Objection.id)
    rows = (await session.execute(query)).all()
    open_ones = [row for row in rows if row[0].state == ObjectionState.OPEN]
    named = [row for row in rows if squeeze(row[1].name) and squeeze(said).startswith(squeeze(row[1].name))]
    found = (
        [row for row in named if row in open_ones] or named or (open_ones if len(open_ones) == 1 and not squeeze(said) else [])
    )
    if not found:
        raise Refusal(objection_texts.none_open(activity, [row[1].name for row in open_ones]))
    objection, member = found[0]
    if objection.state != ObjectionState.OPEN:
        raise Refusal(objection_texts.settled(member.name, activity, objection.state))
    rest = said[len(member.name) :] if said.startswith(member.name) else ""
    return Case(objection, activity, member), rest.strip(" ,，、:：。")


async def decide(session: AsyncSession, case: Case, *, granted: bool, by: str) -> dict[str, Any]:
    """Decide it; granted, the books say so, too. Returns what undoing needs. The activity is locked by the caller."""
    case.objection.state = ObjectionState.GRANTED if granted else ObjectionState.REFUSED
    case.objection.decided_by = by
    await session.flush()
    if not granted:
        return {}
    row = await signing.row_of(session, case.activity.id, case.member.id)
    if row is None or row.state != SignUpState.JOINED:
        was = {"state": row.state if row else SignUpState.LEFT, "outcome": None, "late": row.late if row else False}
        row = _put_on(row, case)
    else:
        was = {"state": row.state, "outcome": row.outcome, "late": row.late}
    row.outcome = Outcome.PRESENT
    session.add(row)
    await session.flush()
    await attendance.book(session, case.activity, [(row, case.member)], by)
    return was


def _put_on(row: SignUp | None, case: Case) -> SignUp:
    """Somebody who was on no list is added late, alone."""
    row = row or SignUp(activity_id=case.activity.id, member_id=case.member.id)
    row.state, row.late, row.confirmed, row.queued_at = SignUpState.JOINED, True, True, case.objection.said_at
    row.guests, row.children, row.guest_names = 0, 0, []
    row.proxy_id = case.member.proxy_id
    return row


async def reopen(session: AsyncSession, case: Case, was: dict[str, Any], by: str) -> None:
    """Take a decision back (for 「撤销」), the books with it."""
    case.objection.state, case.objection.decided_by = ObjectionState.OPEN, None
    row = await signing.row_of(session, case.activity.id, case.member.id)
    if was and row:
        row.outcome = Outcome(was["outcome"]) if was["outcome"] else None
        await attendance.book(session, case.activity, [(row, case.member)], by)
        row.state, row.late = SignUpState(was["state"]), was["late"]
    await session.flush()


async def social_workers(session: AsyncSession, activity: Activity) -> Sequence[str]:
    """Whom to turn to: the names of the 社工, or of the 管理员."""
    ids = await staff.of(session, activity.community_id)
    names = await session.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))
    known = {row.id: row.name for row in names}
    return [known[each] for each in ids if each in known]
