"""Dividing an activity into sections, and changing what a section takes."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import teams
from plugins.people.models import Member

from ..counting import listed, tally
from ..models import Activity, SignUp, SignUpState
from . import division_texts, seats, which
from .division import Part
from .models import Seat, Section


async def divide(session: AsyncSession, activity: Activity, parts: Sequence[Part]) -> None:
    """Give the activity these sections; a name that is a team's makes it the quota of that team.

    The limit of the whole is theirs from now on. ``activity`` is locked by the caller, or nobody knows it as yet.
    """
    if not parts:
        return
    among = await teams.all_of(session, activity.community_id)
    midnight = clock.local(activity.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    for place, part in enumerate(parts, 1):
        team = None if part.start is not None else teams.called(among, part.name)
        timed = part.start is not None and part.end is not None
        section = Section(
            place=place,
            name=part.name,
            starts_at=midnight + timedelta(minutes=part.start or 0) if timed else None,
            ends_at=midnight + timedelta(minutes=part.end or 0) if timed else None,
            capacity=part.limit,
            minimum=part.minimum,
            team_id=team.id if team else None,
            rota=False,
            called_off=False,
        )
        activity.sections.append(section)
    activity.capacity = None
    await session.flush()


def move_along(activity: Activity, by: timedelta) -> None:
    """The activity has moved by so much, its shifts with it."""
    for each in activity.sections:
        each.starts_at = each.starts_at + by if each.starts_at else None
        each.ends_at = each.ends_at + by if each.ends_at else None


def check_within(activity: Activity) -> None:
    """Raises ``Refusal`` for a shift that does not lie within the time of its activity."""
    for each in activity.sections:
        starts, ends = seats.hours_of(activity, each)
        if starts < activity.starts_at or ends > activity.ends_at:
            raise Refusal(division_texts.outside(activity, each))


async def home_of(session: AsyncSession, activity: Activity, row: SignUp, member: Member) -> Section | None:
    """Where somebody belongs who is on the list: the team he signed up for, else his own; ``None``: it is not plain."""
    said = next((each for each in activity.sections if row.team_id is not None and each.team_id == row.team_id), None)
    found = await which.wanted(session, activity, member, "")
    return said or (found[0] if len(found) == 1 else None)


async def check_homes(session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member]]) -> None:
    """Raises ``Refusal`` unless it is plain to which section each of those who are on the list belongs."""
    homeless = [member.name for row, member in rows if await home_of(session, activity, row, member) is None]
    if homeless:
        raise Refusal(division_texts.whose_section(activity, homeless))


async def seat_everybody(session: AsyncSession, activity: Activity) -> int:
    """Seats for those who were on the list before it was divided; returns how many. Raises ``Refusal``: whose, too many."""
    seated = 0
    for state in seats.ON_IT:
        rows = await listed(session, activity.id, state)
        await check_homes(session, activity, rows)
        for row, member in rows:
            section = await home_of(session, activity, row, member)
            assert section, "nobody is homeless here"
            seat = Seat(sign_up_id=row.id, section_id=section.id, state=state, queued_at=row.queued_at, late=row.late)
            session.add(seat)
            seated += 1
    await session.flush()
    stands = await tally(session, activity.id)
    for each in stands.sections:
        if each.section.capacity is not None and each.heads > each.section.capacity:
            raise Refusal(division_texts.too_small(each.section, each.heads))
    for state in seats.ON_IT:
        for row, _ in await listed(session, activity.id, state):
            await seats.follow(session, activity, row)
    return seated


async def set_capacity(session: AsyncSession, activity: Activity, section: Section, capacity: int | None) -> None:
    """Change what a section takes; never below those who have a seat there."""
    heads = 0 if section.called_off else (await tally(session, activity.id)).of(section).heads
    if capacity is not None and capacity < heads:
        raise Refusal(division_texts.too_small(section, heads))
    section.capacity = capacity
    await session.flush()


async def count_seats(session: AsyncSession, activity: Activity) -> int:
    """How many seats were ever taken or asked for."""
    query = select(func.count()).select_from(Seat).join(Section, Section.id == Seat.section_id)
    return await session.scalar(query.where(Section.activity_id == activity.id)) or 0


async def undivide(session: AsyncSession, activity: Activity, capacity: int | None) -> None:
    """Take the division back (for 「撤销」), the seats with it: nobody has asked for one by himself."""
    for section in list(activity.sections):
        for state in SignUpState:
            for seat, _, _ in await seats.in_section(session, section, state):
                await session.delete(seat)
        await session.delete(section)
    await session.flush()
    activity.sections, activity.capacity = [], capacity
    await session.flush()
