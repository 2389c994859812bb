"""What the good deeds hold of a person, and how they forget him; what is booked stays in the books as a number."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.people import personal
from plugins.people.personal import Person

from . import texts
from .models import DeedState, GoodDeed


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    query = select(GoodDeed).where(GoodDeed.member_id.in_(whose.member_ids)).order_by(GoodDeed.id)
    return [texts.held(each) for each in await session.scalars(query)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """Nobody is left to check what waits; photos go, and the words with all words of his own."""
    mine = update(GoodDeed).where(GoodDeed.member_id.in_(whose.member_ids))
    await session.execute(mine.where(GoodDeed.state == DeedState.OPEN).values(state=DeedState.WITHDRAWN))
    files = await session.scalars(select(GoodDeed.photos).where(GoodDeed.member_id.in_(whose.member_ids)))
    gone = [file for each in files for file in each]
    await session.execute(mine.values(photos=[]))
    await photos.discard(session, gone)


personal.room(texts.held_title(), holds=_holds, erases=_forget, kept=texts.kept(), order=28)
