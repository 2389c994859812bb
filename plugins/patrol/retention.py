"""How long the log of a patrol keeps its photos, and what it holds of a person. Its words stay: they are the history of the lake."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity
from plugins.inbox import photos
from plugins.kernel.masking import mask
from plugins.people import forgetting, personal
from plugins.people.personal import Person

from . import texts
from .models import PatrolLog


@forgetting.forgets("巡湖记录的照片", after=timedelta(days=1))
async def forget_photos(session: AsyncSession, _: datetime) -> None:
    """Looked at every night; each community says itself for how long they are kept. A file in use elsewhere stays."""
    gone: list[str] = []
    for community_id, limit in (await forgetting.limits(session, forgetting.PHOTOS)).items():
        query = select(PatrolLog).join(Activity, Activity.id == PatrolLog.activity_id)
        query = query.where(Activity.community_id == community_id, PatrolLog.logged_at <= limit)
        for row in (await session.scalars(query.where(cast(PatrolLog.photos, String) != "[]"))).all():
            gone += row.photos
            row.photos = []
    await photos.discard(session, gone)


async def _own(session: AsyncSession, whose: Person) -> Sequence[PatrolLog]:
    query = select(PatrolLog).where(PatrolLog.member_id.in_(whose.member_ids)).order_by(PatrolLog.id)
    return (await session.scalars(query)).all()


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    return [texts.held(each.logged_at, each.text, len(each.photos)) for each in await _own(session, whose)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """His photos and every number in his words go; what was seen on the lake stays, and nobody's name stands by it."""
    gone: list[str] = []
    for row in await _own(session, whose):
        gone += row.photos
        row.photos, row.text = [], mask(row.text)
    await photos.discard(session, gone)


personal.room(texts.held_title(), holds=_holds, erases=_forget, kept=texts.kept(), order=24)
