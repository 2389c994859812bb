"""An activity is called off, or on again: everybody on the list and the waitlist is told, at once when it is near."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.kernel import clock

from . import leader_texts, notices, publishing
from .models import SHORT, Activity, ActivityState, SignUpState

NEAR = timedelta(hours=14)


def is_urgent(activity: Activity) -> bool:
    """Bad news about tomorrow morning must not wait for the morning."""
    return activity.starts_at - clock.now() < NEAR


async def call_off(session: AsyncSession, activity: Activity, reason: str, key: str) -> int:
    """Cancel it and tell the groups and everybody on it; returns how many. ``key`` makes the letters unique."""
    on_it = await notices.members_on(session, activity, SignUpState.JOINED, SignUpState.WAITING)
    await questions.withdraw(session, activity.asks(SHORT))
    await publishing.cancel(session, activity, reason)
    text = leader_texts.cancelled_news(activity)
    news = notices.News(f"cancelled:{activity.id}:{key}", text, activity.ends_at, disturb=is_urgent(activity))
    await notices.tell_members(session, activity, on_it, news)
    await notices.tell_groups(session, activity, news)
    return len(on_it)


async def call_on(session: AsyncSession, activity: Activity, state: ActivityState, key: str) -> None:
    """Take the calling off back, with the same people told."""
    activity.state, activity.reason = state, None
    await session.flush()
    on_it = await notices.members_on(session, activity, SignUpState.JOINED, SignUpState.WAITING)
    text = leader_texts.uncancelled_news(activity)
    news = notices.News(f"uncancelled:{key}", text, activity.starts_at, disturb=is_urgent(activity))
    await notices.tell_members(session, activity, on_it, news)
    await notices.tell_groups(session, activity, news)
