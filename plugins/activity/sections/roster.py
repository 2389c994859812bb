"""「名单 12」 of an activity with sections: section by section, everybody with one number, empty places as 空缺."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from ..counting import SectionTally, listed, tally
from ..list_texts import name_with_company
from ..models import Activity, SignUp, SignUpState
from . import roster_texts, seats
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
    parts = []
    for each in activity.sections:
        joined = await seats.in_section(session, each)
        waiting = await seats.in_section(session, each, SignUpState.WAITING)
        counted = None if each.called_off else stands.of(each)
        parts.append(_section(activity, each, counted, numbers, joined, waiting, leads=leads, outcomes=outcomes))
    for row, who in await listed(session, activity.id, SignUpState.JOINED):
        if not seats.taken(activity, await seats.of_row(session, activity, row)):
            parts.append(roster_texts.homeless(numbers[row.id], who.name))
    return "\n".join([roster_texts.head(activity, stands), *parts])


def _section(
    activity: Activity,
    section: Section,
    counted: SectionTally | None,
    numbers: Mapping[int, int],
    joined: Rows,
    waiting: Rows,
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
            roster_texts.marks(activity, seat, row, leads=leads, outcomes=outcomes),
        )
        for seat, row, who in sorted(joined, key=lambda each: numbers.get(each[1].id, 0))
    ]
    lines += [roster_texts.waits(place, name_with_company(row, who)) for place, (_, row, who) in enumerate(waiting, 1)]
    return "\n".join([roster_texts.section(counted), *lines])
