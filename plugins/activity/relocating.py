"""An activity meets somewhere else: everybody on the list and the waitlist is told, at once when it is near."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import service

from . import notices, place_texts
from .calling_off import is_urgent
from .models import Activity, SignUpState


async def move(session: AsyncSession, activity: Activity, place: str, key: str, *, back: bool = False) -> int:
    """Another place; returns how many are told. What has not gone out of an earlier change is taken back: nobody reads two.

    ``back``: to where it was, which needs no telling while nobody has read of the change. ``key`` makes the letters unique.
    Time, list and confirmations stay as they are.
    """
    unread = await service.withdraw(session, f"place:{activity.id}:")
    activity.place = place
    await session.flush()
    if back and unread:
        return 0
    on_it = await notices.members_on(session, activity, SignUpState.JOINED, SignUpState.WAITING)
    text = place_texts.news(activity)
    news = notices.News(f"place:{activity.id}:{key}", text, activity.ends_at, disturb=is_urgent(activity))
    await notices.tell_members(session, activity, on_it, news)
    await notices.tell_groups(session, activity, news)
    return len(on_it)
