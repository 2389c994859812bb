"""The rows of a clean 接龙: everybody on the list, with whom he brings and the sections he is in, as a pasted list may say it."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from ..counting import listed
from ..models import Activity, SignUp, SignUpState
from ..sections import seats


async def of_list(session: AsyncSession, activity: Activity) -> Sequence[str]:
    """王姐+1 早班 午班, one per person, in the order of the list."""
    rows = []
    for signup, member in await listed(session, activity.id, SignUpState.JOINED):
        held = await seats.of_row(session, activity, signup) if activity.sections else {}
        names = [each.name for each in seats.taken(activity, held, SignUpState.JOINED)]
        rows.append(" ".join([_person(signup, member), *names]))
    return rows


def _person(signup: SignUp, member: Member) -> str:
    company = f"+{signup.guests}" if signup.guests else ""
    company += f"+{signup.children}娃" if signup.children else ""
    return member.name + company
