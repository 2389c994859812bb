"""The log of a patrol: a line of text and photos, by anybody of the community, for a patrol that has begun."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity
from plugins.activity.when import find_past_day
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import rides, texts
from .models import PatrolLog

LONGEST = 300


async def entries(session: AsyncSession, activity_id: int) -> Sequence[tuple[PatrolLog, str]]:
    """The log with the names of its writers, oldest first."""
    query = select(PatrolLog, Member.name).join(Member, Member.id == PatrolLog.member_id)
    rows = await session.execute(query.where(PatrolLog.activity_id == activity_id).order_by(PatrolLog.id))
    return [(row[0], row[1]) for row in rows]


async def read(turn: Turn) -> tuple[Activity, str]:
    """Which patrol the message is about and what it says.

    The day in front, else the last patrol that has begun within seven days. Raises ``Refusal``: no such patrol, one that is
    still to come, nothing that can be read, more than 300 characters.
    """
    now = turn.heard.sent_at
    found = find_past_day(turn.raw or turn.rest, clock.local(now))
    text = found.rest.strip()
    if len(text) > LONGEST:
        raise Refusal(texts.log_too_long(LONGEST))
    if not turn.heard.photos and not any(sign.isalnum() for sign in text):
        raise Refusal(texts.log_empty())
    if found.day is None:
        activity = await rides.latest_begun(turn.session, turn.community_id, now)
        if activity is None:
            raise Refusal(texts.no_recent_patrol())
        return activity, text
    return await _of_day(turn, found.day), text


async def _of_day(turn: Turn, said: date) -> Activity:
    """The patrol of that day, which has begun. 「12月8日」 looks back a year; when nothing was there, the coming one was meant."""
    activity = await rides.on_day(turn.session, turn.community_id, said)
    if activity is None:
        coming = await rides.coming(turn.session, turn.community_id, turn.heard.sent_at)
        when = clock.local(coming.starts_at).date() if coming else said
        raise Refusal(texts.not_ridden_yet(when) if when.day == said.day and when > said else texts.no_patrol_on(said))
    if activity.starts_at > turn.heard.sent_at:
        raise Refusal(texts.not_ridden_yet(said))
    return activity


async def write(turn: Turn, activity: Activity, member: Member, text: str) -> PatrolLog:
    """Add an entry, with the photos that could be had."""
    row = PatrolLog(
        activity_id=activity.id,
        member_id=member.id,
        text=text,
        photos=list(turn.heard.pictures),
        logged_at=clock.now(),
    )
    turn.session.add(row)
    await turn.session.flush()
    return row
