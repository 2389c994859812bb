"""When somebody who gets the books leaves or is forgotten, he gets them no more, and staff is asked to name another."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import departures, personal
from plugins.people.models import Community, Member
from plugins.people.personal import Person

from . import handover_texts
from .models import BooksReader


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    query = select(BooksReader, Community.name).join(Community, Community.id == BooksReader.community_id)
    rows = await session.execute(query.where(BooksReader.member_id.in_(whose.member_ids)).order_by(BooksReader.id))
    return [handover_texts.held(name, reader.named_at, reader.ended_at) for reader, name in rows]


async def _end(session: AsyncSession, member_ids: Sequence[int]) -> bool:
    his = update(BooksReader).where(BooksReader.member_id.in_(member_ids), BooksReader.ended_at.is_(None))
    return bool((await session.scalars(his.values(ended_at=clock.now()).returning(BooksReader.id))).all())


async def _forget(session: AsyncSession, whose: Person) -> None:
    await _end(session, whose.member_ids)


@departures.on_departure
async def _left(session: AsyncSession, member: Member) -> None:
    if await _end(session, [member.id]):
        key = f"books:left:{member.id}:{clock.now():%Y%m%d%H%M}"
        await departures.tell_staff(session, member, key, handover_texts.reader_left(member.name))


personal.room("交账人", holds=_holds, erases=_forget, kept="一直保留，删除后不再有您的名字", order=40)
