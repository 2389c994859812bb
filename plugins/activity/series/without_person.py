"""Series whose leader has gone, and what standing wishes hold of a person."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.people import departures, personal, reach
from plugins.people.models import Member
from plugins.people.personal import Person

from .. import notices
from ..models import Series
from . import standing_texts, texts
from .models import Standing

_LEADERS = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)


@departures.on_departure
async def hand_over(session: AsyncSession, member: Member) -> None:
    """A series goes on: what is made of it from now on is led by its team, else by those above, who are told."""
    query = select(Series).where(Series.leader_id == member.id, Series.ended_at.is_(None)).order_by(Series.id)
    for series in (await session.scalars(query)).all():
        series.leader_id = None
        await session.flush()
        team = await reach.holders(session, series.community_id, _LEADERS, series.team_id) if series.team_id else ()
        told = [each for each in team if each != member.id] or await notices.superiors(session, series)
        key = f"series-orphan:{series.id}:{member.id}:{clock.now():%Y%m%d%H%M%S}"
        news = notices.News(key, texts.leader_left(member.name, series), clock.now() + 3 * notices.ONE_DAY)
        await notices.tell_members(session, series, [each for each in told if each != member.id], news)


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    query = select(Standing, Series).join(Series, Series.id == Standing.series_id)
    query = query.where(Standing.member_id.in_(whose.member_ids)).order_by(Standing.id)
    lines = [standing_texts.held(row, series) for row, series in (await session.execute(query)).all()]
    led = await session.scalars(select(Series).where(Series.leader_id.in_(whose.member_ids)).order_by(Series.id))
    return [*lines, *(texts.led(each) for each in led)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """He comes to nothing any more, the names of his companions are gone, and what he led is led by others."""
    for member_id in whose.member_ids:
        await hand_over(session, await session.get_one(Member, member_id))
    await session.execute(update(Series).where(Series.leader_id.in_(whose.member_ids)).values(leader_id=None))
    mine = update(Standing).where(Standing.member_id.in_(whose.member_ids))
    await session.execute(mine.values(guest_names=[]))
    await session.execute(mine.where(Standing.ended_at.is_(None)).values(ended_at=clock.now()))
    await session.execute(update(Standing).where(Standing.proxy_id.in_(whose.member_ids)).values(proxy_id=None))


personal.room("整期报名", holds=_holds, erases=_forget, kept="一直保留，删除后不再有您的名字", order=21)
