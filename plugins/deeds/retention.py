"""How long good deeds keep their photos once staff has decided; words stay with the books that they explain."""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.people import forgetting

from .models import DeedState, GoodDeed


@forgetting.forgets("随手助的照片", after=timedelta(days=1))
async def forget_photos(session: AsyncSession, _: datetime) -> None:
    """Looked at every night; each community says itself for how long they are kept."""
    gone: list[str] = []
    for community_id, limit in (await forgetting.limits(session, forgetting.PHOTOS)).items():
        query = select(GoodDeed).where(GoodDeed.community_id == community_id, GoodDeed.done_at <= limit)
        query = query.where(GoodDeed.state != DeedState.OPEN, cast(GoodDeed.photos, String) != "[]")
        for row in (await session.scalars(query)).all():
            gone += row.photos
            row.photos = []
    await photos.discard(session, gone)
