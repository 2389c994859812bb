"""People from one section to another, by their own wish or the leader's, and back again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from ..counting import tally
from ..models import Activity, Outcome, SignUp, SignUpState
from ..wish import Seated, check_open
from . import seats, texts
from .models import Seat, Section


async def places(session: AsyncSession, held: Mapping[int, Seat], sections: Sequence[Section]) -> list[Seated]:
    """Where somebody stands in these sections, in which he has seats."""
    found = []
    for each in sections:
        seat = held[each.id]
        waits = seat.state == SignUpState.WAITING
        found.append(Seated(each, waits, await seats.position(session, seat), new=False))
    return found


async def has_room(session: AsyncSession, activity: Activity, section: Section, heads: int) -> bool:
    """Whether so many more heads fit into the section."""
    free = (await tally(session, activity.id)).of(section).free
    return free is None or heads <= free


async def swap(
    session: AsyncSession,
    activity: Activity,
    member: Member,
    row: SignUp,
    others: Sequence[Section],
    section: Section,
    sent_at: datetime,
) -> int:
    """Out of ``others`` into ``section`` if there is room for him, nobody waiting there; returns the place. Raises ``Refusal``."""
    if section.called_off:
        raise Refusal(texts.called_off_before(activity, section))
    timely = check_open(activity, sent_at, section)
    free = (
        timely
        and await has_room(session, activity, section, row.heads)
        and not await seats.line_ahead(session, section, sent_at)
    )
    if not free:
        raise Refusal(texts.no_room_to_swap(member.name, section, others))
    return await move(session, activity, row, others, section, sent_at)


async def move(
    session: AsyncSession,
    activity: Activity,
    row: SignUp,
    others: Sequence[Section],
    section: Section,
    sent_at: datetime,
    *,
    late: bool = False,
) -> int:
    """Give up ``others``, take a seat in ``section``; returns the place. The caller has looked whether there is room."""
    held = await seats.of_row(session, activity, row)
    for each in others:
        if each.id in held:
            held[each.id].state = SignUpState.LEFT
    seat = held.get(section.id) or Seat(sign_up_id=row.id, section_id=section.id)
    if seat.state not in seats.ON_IT:
        seat.queued_at = sent_at
    seat.state, seat.late, seat.outcome = SignUpState.JOINED, late, None
    session.add(seat)
    await seats.follow(session, activity, row)
    return await seats.position(session, seat)


async def put_back(
    session: AsyncSession, activity: Activity, row: SignUp, was: Mapping[str, Mapping[str, Any]], sent_at: datetime
) -> list[Seated]:
    """Seats as they were before; where one has gone meanwhile, first on its waitlist. Returns where he stands now."""
    held = await seats.of_row(session, activity, row)
    _take_new_away(held, was)
    await session.flush()
    for number, old in was.items():
        seat = held[int(number)]
        section = next(each for each in activity.sections if each.id == seat.section_id)
        await _back(session, activity, row, seat, section, old, sent_at)
    await seats.follow(session, activity, row)
    return await places(session, held, seats.taken(activity, held))


def _take_new_away(held: Mapping[int, Seat], was: Mapping[str, Mapping[str, Any]]) -> None:
    for number, seat in held.items():
        if str(number) not in was or was[str(number)]["state"] == SignUpState.LEFT:
            seat.state = SignUpState.LEFT


async def _back(
    session: AsyncSession,
    activity: Activity,
    row: SignUp,
    seat: Seat,
    section: Section,
    old: Mapping[str, Any],
    sent_at: datetime,
) -> None:
    state = SignUpState(old["state"])
    if state == SignUpState.JOINED and seat.state != SignUpState.JOINED:
        check_open(activity, sent_at, section)
        fits = not section.called_off and await has_room(session, activity, section, row.heads)
        state = SignUpState.JOINED if fits else SignUpState.WAITING
    seat.state, seat.late = state, old["late"]
    seat.queued_at = clock.from_text(old["queued"])
    seat.outcome = Outcome(old["outcome"]) if old["outcome"] else None
    await session.flush()


async def set_company(session: AsyncSession, activity: Activity, row: SignUp, was: Mapping[str, Any]) -> None:
    """The head-count as it was before, as far as there is room in each of his sections. Raises ``Refusal``."""
    heads = 1 + was["guests"] + was["children"]
    held = await seats.of_row(session, activity, row)
    for section in seats.taken(activity, held, SignUpState.JOINED):
        free = (await tally(session, activity.id)).of(section).free
        if free is not None and heads - row.heads > free:
            raise Refusal(texts.no_room_for_company(activity, section, free))
    row.guests, row.children, row.guest_names = was["guests"], was["children"], was["names"]
    await session.flush()
