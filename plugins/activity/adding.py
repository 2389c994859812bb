"""补: people onto the list by the leader's word; once it has begun that also says that they are there (补录)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import adding_texts, attendance, kinds, signing, texts
from .models import Activity, ActivityState, Outcome, SignUp, SignUpState


@dataclass(slots=True)
class Added:
    """Names by what became of them, and what their rows were before, for undoing (by the id of the sign-up)."""

    late: bool
    new: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    was: dict[str, dict[str, Any]] = field(default_factory=dict)


def check_time(activity: Activity) -> bool:
    """Whether it has begun. Raises ``Refusal`` for one that is cancelled, or over for more than seven days."""
    begun = clock.now() >= activity.starts_at
    if begun:
        attendance.check_time(activity)
    elif activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    return begun


async def put_on(session: AsyncSession, activity: Activity, people: Sequence[Member], sent_at: datetime, by: str) -> Added:
    """Put all of them on, or nobody. ``activity`` is locked by the caller. Raises ``Refusal``: too late, or no room.

    Who was on the list before is marked as there, once it has begun; with the roll called, the books follow at once.
    """
    done = Added(late=check_time(activity))
    rows = [(await signing.row_of(session, activity.id, each.id), each) for each in people]
    if not done.late:
        await _check_room(session, activity, [row for row, _ in rows])
    touched: list[tuple[SignUp, Member]] = []
    for row, member in rows:
        if row and row.state == SignUpState.JOINED and (not done.late or is_there(row, activity)):
            done.unchanged.append(member.name)
            continue
        (done.marked if row and row.state == SignUpState.JOINED else done.new).append(member.name)
        was = was_of(row)
        put = await put_row(session, activity, member, row, sent_at, late=done.late)
        done.was[str(put.id)] = was
        touched.append((put, member))
    if touched and activity.attended_at:
        await attendance.book(session, activity, touched, by)
    return done


def is_there(row: SignUp, activity: Activity) -> bool:
    """Whether it stands already that he was there."""
    return row.outcome == Outcome.PRESENT if activity.attended_at else row.checked_in_at is not None


async def _check_room(session: AsyncSession, activity: Activity, rows: Sequence[SignUp | None]) -> None:
    heads = sum(row.heads if row and row.state == SignUpState.WAITING else 1 for row in rows if not _joined(row))
    free = (await signing.tally(session, activity.id)).free(activity)
    if heads and free is not None and heads > free:
        raise Refusal(adding_texts.full_for_adding(activity, free, heads))


def _joined(row: SignUp | None) -> bool:
    return row is not None and row.state == SignUpState.JOINED


def was_of(row: SignUp | None) -> dict[str, Any]:
    """What undoing needs to know of a row that is about to change."""
    if row is None:
        return {"state": None, "late": False, "outcome": None, "there": None}
    there = row.checked_in_at.isoformat() if row.checked_in_at else None
    return {"state": row.state, "late": row.late, "outcome": row.outcome, "there": there}


async def put_row(
    session: AsyncSession, activity: Activity, member: Member, row: SignUp | None, sent_at: datetime, *, late: bool
) -> SignUp:
    """The member's row on the list, made if there is none; once it has begun (``late``) he counts as being there."""
    if not _joined(row):
        row = row or SignUp(activity_id=activity.id, member_id=member.id, guests=0, children=0, guest_names=[])
        if row.state != SignUpState.WAITING:
            row.queued_at, row.guests, row.children, row.guest_names = sent_at, 0, 0, []
        row.state, row.late, row.confirmed = SignUpState.JOINED, late, True
        row.proxy_id = row.proxy_id or member.proxy_id
        row.team_id = row.team_id or await kinds.of(activity).team_for(session, activity, member, "")
        row.outcome = row.checked_in_at = None
    assert row is not None
    if late:
        row.checked_in_at = row.checked_in_at or sent_at
        row.outcome = Outcome.PRESENT if activity.attended_at else None
    session.add(row)
    await session.flush()
    return row


async def take_back(
    session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member, dict[str, Any]]], by: str
) -> None:
    """Rows as they were before (for 「撤销」), the books with them. ``activity`` is locked by the caller."""
    for row, member, was in rows:
        row.outcome = Outcome(was["outcome"]) if was.get("outcome") else None
        if activity.attended_at:
            await attendance.book(session, activity, [(row, member)], by)
        row.state = SignUpState(was["state"]) if was["state"] else SignUpState.LEFT
        row.late = was.get("late", False)
        row.checked_in_at = clock.from_text(was["there"]) if was.get("there") else None
    await session.flush()


async def take_rows_back(session: AsyncSession, activity: Activity, was: Mapping[str, dict[str, Any]], by: str) -> list[Member]:
    """The same, for what ``Added.was`` tells; returns whom it concerns."""
    rows = []
    for number, before in was.items():
        row = await session.get_one(SignUp, int(number), populate_existing=True)
        rows.append((row, await session.get_one(Member, row.member_id), before))
    await take_back(session, activity, rows, by)
    return [member for _, member, _ in rows]
