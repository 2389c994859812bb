"""What became of a notice in each group is written down, because letters are forgotten after thirty days."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import fate
from plugins.outbox.models import OutgoingMessage, State
from plugins.outbox.service import Letter, post
from plugins.people import reach

from . import issuing, texts
from .models import Bulletin, BulletinCopy, CopyState

_AS = {
    State.SENT: CopyState.SENT,
    State.FAILED: CopyState.FAILED,
    State.UNKNOWN: CopyState.UNKNOWN,
    State.EXPIRED: CopyState.EXPIRED,
}


@fate.watch("bulletin")
async def note(session: AsyncSession, row: OutgoingMessage) -> None:
    """A letter of a notice has ended: the notice itself, or its recall."""
    _, bulletin_id, chat_id = (row.recalls or row.key).split(":")[:3]
    copy = await session.get(BulletinCopy, (int(bulletin_id), int(chat_id)), with_for_update=True)
    if copy is None:
        return
    if row.recalls:
        copy.state = await _recalled(session, row)
        await session.flush()
        await _tell_author(session, int(bulletin_id))
    elif copy.state not in (CopyState.RECALLING, CopyState.RECALLED, CopyState.DISOWNED):
        copy.state, copy.sent_at = _AS[row.state], row.sent_at
    await session.flush()


async def _recalled(session: AsyncSession, row: OutgoingMessage) -> CopyState:
    """Taken back without a word, or a word was said instead, or neither."""
    if row.state != State.SENT:
        return CopyState.STANDING
    query = select(OutgoingMessage.state, OutgoingMessage.message_id).where(OutgoingMessage.key == row.recalls)
    earlier = (await session.execute(query)).first()
    seen = earlier is not None and earlier.state not in (State.FAILED, State.EXPIRED)
    return CopyState.DISOWNED if seen and (row.message_id or not (earlier and earlier.message_id)) else CopyState.RECALLED


async def _tell_author(session: AsyncSession, bulletin_id: int) -> None:
    """Once everything has ended, whoever took it back hears how it went."""
    states = [each.state for each in await issuing.copies(session, bulletin_id)]
    if CopyState.RECALLING in states:
        return
    bulletin = await session.get_one(Bulletin, bulletin_id)
    where = (await reach.of_members(session, [bulletin.author_id])).get(bulletin.author_id)
    if where is not None:
        text = texts.taken_back(bulletin, states)
        await post(session, Letter(f"bulletin:{bulletin_id}:taken back", where.private, text, disturb=True))
