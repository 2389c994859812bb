"""Who looked at whose file: noted in the transaction of the looking, told to the person who asks."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.inbox.table import Turn
from plugins.kernel import clock

from . import personal_texts
from .models import Member
from .profile_models import Viewing

SHOWN, MOST = timedelta(days=180), 20


async def note(turn: Turn, member_ids: Iterable[int], what: str) -> None:
    """The speaker has seen what the members told about themselves. ``what``: which of it, and what for."""
    me = turn.speaker.member_id
    for number in member_ids:
        if number != me:
            turn.session.add(Viewing(member_id=number, by_member_id=me, what=what[:60], seen_at=clock.now()))
    await turn.session.flush()


async def of(session: AsyncSession, member_ids: Sequence[int], limit: int = MOST) -> Sequence[str]:
    """Who has looked within the last half year, newest first, a line each."""
    viewer = aliased(Member)
    query = select(Viewing.seen_at, Viewing.what, viewer.name).outerjoin(viewer, viewer.id == Viewing.by_member_id)
    query = query.where(Viewing.member_id.in_(member_ids), Viewing.seen_at > clock.now() - SHOWN)
    rows = await session.execute(query.order_by(Viewing.seen_at.desc(), Viewing.id.desc()).limit(limit))
    return [personal_texts.viewing(row.seen_at, row.name or "", row.what) for row in rows]
