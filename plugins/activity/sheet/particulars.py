"""What stands beside a name in the sheet: team or shift, the telephone as far as it may be shown, until when he is insured."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import profile, teams
from plugins.people.models import Member

from ..models import Activity, SignUp, SignUpState
from ..sections import seats
from . import texts

if TYPE_CHECKING:
    from .writing import Person


async def of(session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member]]) -> "list[Person]":
    """The lines of the sheet, in the order of the list."""
    from . import writing  # brings openpyxl, which else would rest in memory all day

    ids = [member.id for _, member in rows]
    facts, phones = await profile.facts(session, ids), await profile.masked_phones(session, ids)
    called = {team.id: team.short for team in await teams.all_of(session, activity.community_id)}
    day = clock.local(activity.starts_at).date()
    people = []
    for row, member in rows:
        known = facts[member.id]
        insured = texts.insured(known.insured_until, valid=known.insured_on(day))
        where = await _shifts(session, activity, row) or called.get(row.team_id or 0, "")
        people.append(writing.person(row, member, where, phones.get(member.id, ""), insured))
    return people


async def _shifts(session: AsyncSession, activity: Activity, row: SignUp) -> str:
    if not activity.sections:
        return ""
    held = seats.taken(activity, await seats.of_row(session, activity, row), SignUpState.JOINED)
    return "、".join(each.name for each in held)
