"""Too few for the minimum: the leaders are told at T−48 h and T−24 h, the group is called once. Nothing is called off by itself.

What would fall into the quiet hours is looked at when they end, so that the numbers are those of the morning.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.kernel import clock
from plugins.kernel.ticks import tick
from plugins.outbox.quiet import after_quiet
from plugins.people import reach

from . import kinds, notices, shortage_texts, signing
from .models import SHORT, Activity, ActivityState
from .sections.models import Section
from .ticks import alive, first_after, for_each

FIRST = timedelta(hours=48)
LAST = timedelta(hours=24)

_of_sections = select(Section.activity_id).where(Section.minimum.is_not(None) | Section.rota, Section.called_off.is_(False))
needs = Activity.minimum.is_not(None) | Activity.id.in_(_of_sections)
wants_first = alive & needs & Activity.short_48_at.is_(None)
wants_last = alive & needs & Activity.short_24_at.is_(None)


def due(activity: Activity, before: timedelta) -> datetime:
    """When to look: so long before the start, or the morning after when that is at night."""
    return after_quiet(activity.starts_at - before)


async def _next_look(session: AsyncSession, after: datetime) -> datetime | None:
    rows = await session.scalars(select(Activity).where(or_(wants_first, wants_last), Activity.starts_at > after))
    return first_after(after, [due(each, before) for each in rows for before in (FIRST, LAST)])


@tick("shortage", next_due=_next_look)
async def look() -> None:
    """Look at what begins within two days and within one; a first look that comes a day late is left to the second."""
    now = clock.now()
    near = (Activity.starts_at > now) & (Activity.starts_at <= now + FIRST)
    await for_each(wants_first & near, lambda each: due(each, FIRST) <= now, _first_look)
    await for_each(wants_last & near, lambda each: due(each, LAST) <= now, _last_look)


async def _first_look(session: AsyncSession, activity: Activity) -> None:
    if due(activity, LAST) > clock.now():
        await _tell(session, activity, FIRST)
    activity.short_48_at = clock.now()


async def _last_look(session: AsyncSession, activity: Activity) -> None:
    await _tell(session, activity, LAST)
    activity.short_24_at = clock.now()


async def _tell(session: AsyncSession, activity: Activity, before: timedelta) -> None:
    """Nothing when enough have signed up, or when it was published only after this moment."""
    stands = await signing.tally(session, activity.id)
    if not stands.short(activity) or activity.goes_ahead_at or activity.published_at >= due(activity, before):
        return
    kind = kinds.of(activity)
    standing = await kind.standing(session, activity, stands)
    decides = before == LAST
    text = shortage_texts.to_leaders(activity, stands, standing, decides=decides)
    key = f"short:{activity.id}:{activity.revision}:{int(before.total_seconds() // 3600)}"
    names = shortage_texts.usual(await kind.usual(session, activity))
    # Names are for leaders alone: where private chat is closed, the @ in the group goes without them.
    news = notices.News(key, text + names, activity.starts_at, discreet=text, asks=SHORT if decides else "")
    await notices.tell_leaders(session, activity, news)
    if decides:
        await _let_decide(session, activity)
    if activity.called_at is None and _open(activity):
        call = notices.News(f"call:{activity.id}", shortage_texts.to_group(activity, stands, standing), activity.starts_at)
        await notices.tell_groups(session, activity, call)
        activity.called_at = clock.now()


async def _let_decide(session: AsyncSession, activity: Activity) -> None:
    """One digit of one leader decides; it waits until the start, also across a restart."""
    number = activity.number
    lines = [f"照常 {number}", f"改期 {number}", f"取消活动 {number} 人数不够"]
    for where in (await reach.of_members(session, await notices.leaders_of(session, activity))).values():
        place = (where.private.platform, where.private.ident, str(where.private))
        await questions.ask_at(session, place, lines, until=activity.starts_at, topic=activity.asks(SHORT))


def _open(activity: Activity) -> bool:
    """Whether a call helps: one can still sign up."""
    closes = activity.signup_closes_at
    return activity.state == ActivityState.OPEN and (closes is None or closes > clock.now())
