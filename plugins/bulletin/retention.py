"""What of notices is forgotten: drafts after a day, photos once every group has long had them."""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.people import forgetting

from .models import Bulletin, BulletinDraft


@forgetting.forgets("没发的公告", after=timedelta(days=1))
async def forget_drafts(session: AsyncSession, limit: datetime) -> None:
    """Nobody says 「1」 to them any more; those that were sent go, too."""
    rows = (await session.scalars(select(BulletinDraft).where(BulletinDraft.made_at < limit))).all()
    for each in rows:
        await session.delete(each)
    await photos.discard(session, [file for each in rows for file in each.photos])


@forgetting.forgets("公告的照片", after=timedelta(days=30))
async def forget_photos(session: AsyncSession, limit: datetime) -> None:
    """The words stay."""
    query = select(Bulletin).where(Bulletin.goes_at < limit, cast(Bulletin.photos, String) != "[]")
    gone: list[str] = []
    for row in (await session.scalars(query)).all():
        gone += row.photos
        row.photos = []
    await photos.discard(session, gone)
