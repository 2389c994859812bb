"""Notices by number, and who may read which."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker, Who
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import ChatKind

from . import texts
from .models import Bulletin

SHOWN = 5


def may_read(speaker: Speaker, bulletin: Bulletin) -> bool:
    """Staff and leaders read all; anybody else what has gone out to all and still holds."""
    if speaker.level >= Who.STAFF:
        return True
    went = bulletin.withdrawn_at is None and bulletin.goes_at <= clock.now()
    return went and (speaker.level >= Who.LEADER or any(each != ChatKind.LEADERS for each in bulletin.kinds))


async def last_ones(session: AsyncSession, speaker: Speaker, community_id: int) -> Sequence[Bulletin]:
    """The last that the speaker may read, newest first."""
    query = select(Bulletin).where(Bulletin.community_id == community_id).order_by(Bulletin.id.desc()).limit(SHOWN * 4)
    return [each for each in await session.scalars(query) if may_read(speaker, each)][:SHOWN]


async def one(turn: Turn, number: int | None) -> Bulletin:
    """That of the number, else the one whose message is quoted, else the last. Raises ``Refusal``."""
    if number is not None:
        here = Bulletin.community_id == turn.community_id
        bulletin = await turn.session.scalar(select(Bulletin).where(here, Bulletin.number == number))
    else:
        bulletin = await quoted(turn) or next(iter(await last_ones(turn.session, turn.speaker, turn.community_id)), None)
    if bulletin is None or not may_read(turn.speaker, bulletin):
        raise Refusal(texts.no_such(number))
    return bulletin


async def quoted(turn: Turn) -> Bulletin | None:
    """The notice that the quoted message of ours was."""
    topic, _, number = (turn.heard.about or "").partition(":")
    if topic != "bulletin" or not number.isdigit():
        return None
    bulletin = await turn.session.get(Bulletin, int(number))
    return bulletin if bulletin and bulletin.community_id == turn.community_id else None
