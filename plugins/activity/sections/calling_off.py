"""One section does not take place, the others do; and on again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Activity, SignUp, SignUpState
from . import moving, seats
from .models import Seat, Section


@dataclass(frozen=True, slots=True)
class Off:
    """Whom to tell, and how the seats were (by id), for undoing."""

    members: list[int]
    was: dict[str, str]


async def call_off(session: AsyncSession, activity: Activity, section: Section) -> Off:
    """Everybody there loses that seat and keeps his others. ``activity`` is locked by the caller."""
    members: list[int] = []
    was: dict[str, str] = {}
    section.called_off = True
    for state in seats.ON_IT:
        for seat, row, member in await seats.in_section(session, section, state):
            was[str(seat.id)] = seat.state
            members.append(member.id)
            seat.state = SignUpState.LEFT
            await seats.follow(session, activity, row)
    return Off(members, was)


async def call_on(session: AsyncSession, activity: Activity, section: Section, was: Mapping[str, str]) -> list[int]:
    """It takes place after all: those who had a seat have it again, unless they have found another at that time."""
    section.called_off = False
    back: list[int] = []
    for number, state in was.items():
        seat = await session.get_one(Seat, int(number))
        row = await session.get_one(SignUp, seat.sign_up_id)
        taken = seats.taken(activity, await seats.of_row(session, activity, row))
        if any(seats.collide(activity, section, each) for each in taken if each is not section):
            continue
        fits = state == SignUpState.JOINED and await moving.has_room(session, activity, section, row.heads)
        seat.state = SignUpState.JOINED if fits else SignUpState.WAITING
        await seats.follow(session, activity, row)
        back.append(row.member_id)
    return back
