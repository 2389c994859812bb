"""People put into sections by the leader's word (补, 排班), one or a whole rota, and back out again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import adding, attendance
from ..adding import Added
from ..counting import row_of, tally
from ..models import Activity, SignUp, SignUpState
from . import rota_texts, seats, which
from .models import Seat, Section

Group = tuple[Section | None, list[str]]


def groups(activity: Activity, names: Sequence[str]) -> list[Group]:
    """Names under the section that stands before them: 「早班 王姐 赵叔 午班 李师傅」."""
    found: list[Group] = []
    for name in names:
        section = which.called(activity, name)
        if section or not found:
            found.append((section, []))
        if section is None:
            found[-1][1].append(name)
    return found


async def home(session: AsyncSession, activity: Activity, people: Sequence[Member]) -> Section:
    """The section that all of them belong to where none is said. Raises ``Refusal`` when it is not plain."""
    wanted = [await which.wanted(session, activity, each, "") for each in people]
    ids = {each.id for found in wanted for each in found}
    if len(ids) != 1 or not all(wanted):
        raise Refusal(rota_texts.which_section(activity, [each.name for each in people]))
    return wanted[0][0]


async def put_on(
    session: AsyncSession, activity: Activity, section: Section, people: Sequence[Member], sent_at: datetime, by: str
) -> Added:
    """Seats for all of them, or for nobody. ``activity`` is locked by the caller. Raises ``Refusal``: too late, no room, both
    at once. The leader decides, so no condition binds him; once it has begun the limit does not either.
    """
    done = Added(late=adding.check_time(activity))
    rows = [(await row_of(session, activity.id, each.id), each) for each in people]
    held = {each.id: await seats.of_row(session, activity, row) for row, each in rows}
    if section.called_off:
        raise Refusal(rota_texts.called_off(activity, section))
    _check_free(activity, section, [(each, held[each.id]) for _, each in rows])
    if not done.late:
        await _check_room(session, activity, section, [(row, held[each.id]) for row, each in rows])
    touched: list[tuple[SignUp, Member]] = []
    for row, member in rows:
        sits = _sits(held[member.id], section)
        if row and sits and (not done.late or adding.is_there(row, activity)):
            done.unchanged.append(member.name)
            continue
        (done.marked if sits else done.new).append(member.name)
        was = {"row": adding.was_of(row), "seats": seats.as_they_are(held[member.id])}
        put = await _put(session, activity, section, member, row, held[member.id], sent_at, late=done.late)
        done.was[str(put.id)] = was
        touched.append((put, member))
    if touched and activity.attended_at:
        await attendance.book(session, activity, touched, by)
    return done


def _sits(held: Mapping[int, Seat], section: Section) -> bool:
    return section.id in held and held[section.id].state == SignUpState.JOINED


def _check_free(activity: Activity, section: Section, people: Sequence[tuple[Member, dict[int, Seat]]]) -> None:
    for member, held in people:
        others = [
            each for each in seats.taken(activity, held) if each is not section and seats.collide(activity, section, each)
        ]
        if others:
            raise Refusal(rota_texts.busy(member.name, activity, section, others))


async def _check_room(
    session: AsyncSession, activity: Activity, section: Section, rows: Sequence[tuple[SignUp | None, dict[int, Seat]]]
) -> None:
    new = [row for row, held in rows if not _sits(held, section)]
    heads = sum(row.heads if row and row.state != SignUpState.LEFT else 1 for row in new)
    free = (await tally(session, activity.id)).of(section).free
    if heads and free is not None and heads > free:
        raise Refusal(rota_texts.full(activity, section, free, heads))


async def _put(
    session: AsyncSession,
    activity: Activity,
    section: Section,
    member: Member,
    row: SignUp | None,
    held: dict[int, Seat],
    sent_at: datetime,
    *,
    late: bool,
) -> SignUp:
    row = await adding.put_row(session, activity, member, row, sent_at, late=late)
    if not _sits(held, section):
        seat = held.get(section.id) or Seat(sign_up_id=row.id, section_id=section.id)
        if seat.state != SignUpState.WAITING:
            seat.queued_at = sent_at
        seat.state, seat.late, seat.outcome = SignUpState.JOINED, late, row.outcome
        session.add(seat)
    await seats.follow(session, activity, row)
    return row


async def take_back(
    session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member, Mapping[str, Any]]], by: str
) -> None:
    """Rows and seats as they were before (for 「撤销」), the books with them."""
    await adding.take_back(session, activity, [(row, member, was["row"]) for row, member, was in rows], by)
    for row, _, was in rows:
        await seats.restore(session, activity, row, was["seats"])
