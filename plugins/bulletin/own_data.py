"""What the notices hold of a person: which he has written, where he carries them; a notice itself is the community's."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.kernel import clock
from plugins.people import personal
from plugins.people.personal import Person

from . import own_texts
from .models import Bulletin, BulletinDraft, Forwarder


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    written = select(Bulletin).where(Bulletin.author_id.in_(whose.member_ids)).order_by(Bulletin.id)
    carries = select(Forwarder).where(Forwarder.member_id.in_(whose.member_ids)).order_by(Forwarder.id)
    lines = [own_texts.written(each) for each in await session.scalars(written)]
    return lines + [own_texts.carries(each) for each in await session.scalars(carries)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """He carries nothing any more; what he was about to write is gone."""
    mine = update(Forwarder).where(Forwarder.member_id.in_(whose.member_ids), Forwarder.ended_at.is_(None))
    await session.execute(mine.values(ended_at=clock.now()))
    drafts = BulletinDraft.community_id == whose.community_id, BulletinDraft.by.in_(whose.speakers)
    files = [file for each in await session.scalars(select(BulletinDraft.photos).where(*drafts)) for file in each]
    await session.execute(delete(BulletinDraft).where(*drafts))
    await photos.discard(session, files)


personal.room(own_texts.title(), holds=_holds, erases=_forget, kept=own_texts.kept(), order=29)
