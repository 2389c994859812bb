"""Seats as they stand: whose they are, in what order, and the sign-up that follows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people.models import Member

from ..counting import HEADS
from ..models import Activity, Outcome, SignUp, SignUpState
from .models import Seat, Section

ON_IT = (SignUpState.JOINED, SignUpState.WAITING)


def hours_of(activity: Activity, section: Section) -> tuple[datetime, datetime]:
    """From when until when a section runs."""
    return section.starts_at or activity.starts_at, section.ends_at or activity.ends_at


def collide(activity: Activity, one: Section, other: Section) -> bool:
    """Whether nobody can be in both: they run at the same time."""
    (starts, ends), (other_starts, other_ends) = hours_of(activity, one), hours_of(activity, other)
    return starts < other_ends and other_starts < ends


async def of_row(session: AsyncSession, activity: Activity, row: SignUp | None) -> dict[int, Seat]:
    """The seats of a sign-up in whatever state, by section, in the order of the sections."""
    if row is None or row.id is None:
        return {}
    found = {seat.section_id: seat for seat in await session.scalars(select(Seat).where(Seat.sign_up_id == row.id))}
    return {each.id: found[each.id] for each in activity.sections if each.id in found}


def taken(activity: Activity, seats: dict[int, Seat], *states: SignUpState) -> list[Section]:
    """The sections in which the seats are joined or waited for (or in one of these states)."""
    wanted = states or ON_IT
    return [each for each in activity.sections if each.id in seats and seats[each.id].state in wanted]


async def in_section(
    session: AsyncSession, section: Section, state: SignUpState = SignUpState.JOINED
) -> Sequence[tuple[Seat, SignUp, Member]]:
    """Who has a seat in the section (or waits for one), in its order."""
    query = select(Seat, SignUp, Member).join(SignUp, SignUp.id == Seat.sign_up_id).join(Member, Member.id == SignUp.member_id)
    query = query.where(Seat.section_id == section.id, Seat.state == state).order_by(Seat.queued_at, Seat.id)
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def position(session: AsyncSession, seat: Seat) -> int:
    """1-based place among the seats of the section that are in the same state."""
    before = (Seat.queued_at < seat.queued_at) | ((Seat.queued_at == seat.queued_at) & (Seat.id <= seat.id))
    query = select(func.count()).where(Seat.section_id == seat.section_id, Seat.state == seat.state, before)
    return await session.scalar(query) or 0


async def line_ahead(session: AsyncSession, section: Section, sent_at: datetime) -> bool:
    """Whether somebody waits for a seat who asked before, and in time: nobody overtakes him, and nobody waits behind a party
    that is larger than the section.
    """
    query = select(Seat.id).where(Seat.section_id == section.id, Seat.state == SignUpState.WAITING, Seat.late.is_(False))
    query = query.where(Seat.queued_at <= sent_at)
    if section.capacity is not None:
        query = query.join(SignUp, SignUp.id == Seat.sign_up_id).where(section.capacity >= HEADS)
    return await session.scalar(query.limit(1)) is not None


async def follow(session: AsyncSession, activity: Activity, row: SignUp) -> None:
    """Make the sign-up say what its seats say: on the list with one of them, waiting, or off."""
    await session.flush()
    seats = await of_row(session, activity, row)
    live = [seats[each.id] for each in taken(activity, seats)]
    row.state = next((state for state in ON_IT if any(seat.state == state for seat in live)), SignUpState.LEFT)
    if live:
        row.queued_at, row.late = min(seat.queued_at for seat in live), all(seat.late for seat in live)
        row.team_id = next((each.team_id for each in taken(activity, seats) if each.team_id), row.team_id)
    joined = [seat.outcome for seat in live if seat.state == SignUpState.JOINED]
    if joined and all(each == Outcome.EXCUSED for each in joined):
        row.outcome = Outcome.EXCUSED
    elif row.outcome == Outcome.EXCUSED and activity.attended_at is None:
        row.outcome = None
    await session.flush()


def as_they_are(seats: dict[int, Seat]) -> dict[str, dict[str, Any]]:
    """What undoing needs to know of seats that are about to change."""
    return {
        str(number): {
            "state": seat.state,
            "queued": seat.queued_at.isoformat(),
            "late": seat.late,
            "outcome": seat.outcome,
            "there": seat.checked_in_at.isoformat() if seat.checked_in_at else None,
        }
        for number, seat in seats.items()
    }


async def restore(session: AsyncSession, activity: Activity, row: SignUp, was: Mapping[str, Mapping[str, Any]]) -> None:
    """The seats of a sign-up in the states they were in; those that were not there before are given up."""
    for number, seat in (await of_row(session, activity, row)).items():
        before = was.get(str(number), {"state": SignUpState.LEFT, "there": None})
        seat.state = SignUpState(before["state"])
        if "there" in before:
            seat.checked_in_at = clock.from_text(before["there"]) if before["there"] else None
    await follow(session, activity, row)


async def sit_again(session: AsyncSession, activity: Activity, row: SignUp, was: Mapping[str, Mapping[str, Any]]) -> None:
    """Back into the seats that were given up, by the time they had first been asked for; when one has gone, on its waitlist."""
    for number, seat in (await of_row(session, activity, row)).items():
        before = was.get(str(number), {}).get("state", SignUpState.LEFT)
        if before == SignUpState.LEFT:
            continue
        section = next(each for each in activity.sections if each.id == number)
        free = None if section.capacity is None else section.capacity - await _heads(session, section)
        fits = before == SignUpState.JOINED and not section.called_off and (free is None or row.heads <= free)
        seat.state = SignUpState.JOINED if fits else SignUpState.WAITING
        await session.flush()
    await follow(session, activity, row)


async def _heads(session: AsyncSession, section: Section) -> int:
    return sum(row.heads for _, row, _ in await in_section(session, section))
