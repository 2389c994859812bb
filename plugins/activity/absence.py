"""The private note to those who are marked missing: what stands there, and how to object. Never in the group."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from . import notices, objection_texts
from .models import Activity, Outcome, SignUp, SignUpState
from .objections import OBJECT_WITHIN
from .signing import listed


async def tell(
    session: AsyncSession, activity: Activity, before: Mapping[str, str | None], stamp: str, *, by: int | None
) -> None:
    """Tell whom the attendance that was just recorded marks missing, and whom it marks missing no longer.

    ``before``: outcomes by the id of the sign-up, as they were. ``stamp`` makes the notes unique. ``by``: the member who
    called the roll; he need not be told about those he speaks for.
    """
    until = activity.ends_at + OBJECT_WITHIN
    for row, member in await listed(session, activity.id, SignUpState.JOINED):
        if member.proxy_id is not None and member.proxy_id == by:
            continue
        if text := _note(activity, row, member, before.get(str(row.id))):
            await notices.tell_privately(session, activity, [member.id], notices.News(f"absent:{stamp}", text, until))


def _note(activity: Activity, row: SignUp, member: Member, was: str | None) -> str:
    if row.outcome == was:
        return ""
    if row.outcome == Outcome.ABSENT:
        return objection_texts.absent(member.name, activity, spoken_for=member.proxy_id is not None)
    return objection_texts.corrected(member.name, activity, row.outcome) if was == Outcome.ABSENT else ""
