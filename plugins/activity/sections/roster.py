"""「名单 12」 of an activity with sections: section by section, everybody with one number, empty places as 空缺."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from ..counting import SectionTally, listed, tally
from ..list_texts import name_with_company
from ..models import Activity, SignUp, SignUpState
from ..texts import phase
from . import roster_texts, seats, turning_up
from .models import Seat, Section

Rows = Sequence[tuple[Seat, SignUp, Member]]


async def numbered(session: AsyncSession, activity: Activity) -> dict[int, int]:
    """The number of each sign-up in the list, by its id: one for everybody, however many seats he has."""
    rows = await listed(session, activity.id, SignUpState.JOINED)
    return {row.id: number for number, (row, _) in enumerate(rows, 1)}


async def text(session: AsyncSession, activity: Activity, *, leads: bool, outcomes: bool) -> str:
    """The whole list; ``leads`` shows who has signed in, ``outcomes`` what became of each."""
    numbers = await numbered(session, activity)
    stands = await tally(session, activity.id)
    parts, sitting = [], {each.id: await seats.in_section(session, each) for each in activity.sections}
    signed = _signed([row for rows in sitting.values() for row in rows])
    for each in activity.sections:
        joined = sitting[each.id]
        waiting = await seats.in_section(session, each, SignUpState.WAITING)
        counted = None if each.called_off else stands.of(each)
        parts.append(_section(activity, each, counted, numbers, joined, waiting, signed, leads=leads, outcomes=outcomes))
    for row, who in await listed(session, activity.id, SignUpState.JOINED):
        if not seats.taken(activity, await seats.of_row(session, activity, row)):
            parts.append(roster_texts.homeless(numbers[row.id], who.name))
    return "\n".join([roster_texts.head(activity, stands, phase(activity)), *parts])


def _signed(rows: Rows) -> set[int]:
    """The seats (by id) whose people have signed in there."""
    held: dict[int, dict[int, Seat]] = {}
    for seat, row, _ in rows:
        held.setdefault(row.id, {})[seat.section_id] = seat
    return {seat.id for seat, row, _ in rows if turning_up.was_there(row, held[row.id], seat.section_id)}


def _section(
    activity: Activity,
    section: Section,
    counted: SectionTally | None,
    numbers: Mapping[int, int],
    joined: Rows,
    waiting: Rows,
    signed: Collection[int],
    *,
    leads: bool,
    outcomes: bool,
) -> str:
    if counted is None:
        return roster_texts.not_taking_place(section)
    lines = [
        roster_texts.line(
            numbers.get(row.id, 0),
            name_with_company(row, who),
            roster_texts.marks(activity, seat, row, signed_in=seat.id in signed, leads=leads, outcomes=outcomes),
        )
        for seat, row, who in sorted(joined, key=lambda each: numbers.get(each[1].id, 0))
    ]
    lines += [roster_texts.waits(place, name_with_company(row, who)) for place, (_, row, who) in enumerate(waiting, 1)]
    return "\n".join([roster_texts.section(counted), *lines])
