"""Telling a person in private what was done to his books; in the group nothing of it is revealed."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox.service import Letter, post
from plugins.people import reach
from plugins.people.models import Member

from . import texts


async def tell(session: AsyncSession, member: Member, key: str, text: str) -> bool:
    """Post ``text`` to the member, or to the one who speaks for him. ``False``: nobody can be reached."""
    where = (await reach.of_members(session, [member.id])).get(member.id)
    if where is None:
        return False
    await post(session, Letter(key=key, to=where.private, text=text, via_group=where.group, discreet=texts.discreet()))
    return True
