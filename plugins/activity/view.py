"""What is open to a speaker, as the understanding of plain sentences needs to see it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.meaning import Here, Thing
from plugins.inbox.sense import use_view
from plugins.inbox.speaker import Speaker
from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Member

from . import finding
from .models import Activity, SignUp, SignUpState


async def here(session: AsyncSession, speaker: Speaker, heard: Heard) -> Here:
    """The open activities of the speaker's community, and on which of them he and those he speaks for are."""
    now = clock.local(heard.sent_at)
    if speaker.community_id is None:
        return Here(now=now, things=())
    among = await _numbered(session, speaker.community_id, heard.sent_at)
    query = select(SignUp.activity_id, SignUp.member_id, Member.name).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id.in_([each.id for each in among]), SignUp.state != SignUpState.LEFT)
    mine = (SignUp.member_id == speaker.member_id) | (SignUp.proxy_id == speaker.member_id)
    rows = (await session.execute(query.where(mine))).all() if speaker.member_id else []
    quoted = (heard.about or "").removeprefix("activity:")
    things = tuple(
        Thing(
            number=each.number or 0,
            title=each.title,
            starts=clock.local(each.starts_at),
            place=each.place,
            is_patrol=each.kind == "patrol",
            joined=any(row.activity_id == each.id and row.member_id == speaker.member_id for row in rows),
            proxied=tuple(row.name for row in rows if row.activity_id == each.id and row.member_id != speaker.member_id),
        )
        for each in among
    )
    about = next((each.number for each in among if quoted == str(each.id)), None)
    return Here(now=now, things=things, quoted=about)


async def _numbered(session: AsyncSession, community_id: int, now: datetime) -> Sequence[Activity]:
    """The open ones. Somebody is about to speak of them, so each has a number from now on."""
    among = await finding.open_ones(session, community_id, now)
    if all(each.number is not None for each in among):
        return among
    async with write() as deed:
        return [await finding.lock(deed, each.id) for each in among]


use_view(here)
