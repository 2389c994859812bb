"""A notice goes out: each group gets it once, across restarts; and it is taken back as far as it can be."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.outbox import service
from plugins.outbox.service import Letter, post
from plugins.people import deeds, members, reach
from plugins.people.models import Chat, ChatKind, Community
from plugins.people.numbers import next_number

from . import drafting, forwarding, texts
from .models import Bulletin, BulletinCopy, BulletinDraft, CopyState

ISSUED = "bulletin.issued"
ENDED = (CopyState.FAILED, CopyState.EXPIRED)


async def issue(turn: Turn, draft: BulletinDraft) -> tuple[Bulletin, int, int]:
    """Send the draft; returns the notice, to how many groups it goes, and how many are asked to forward it."""
    kinds = [ChatKind(each) for each in draft.kinds]
    chats = await drafting.chats_of(turn.session, turn.community_id, kinds)
    author = await members.myself(turn)
    goes_at = drafting.moment(urgent=draft.urgent)
    bulletin = Bulletin(
        community_id=turn.community_id,
        number=await next_number(turn.session, turn.community_id, "bulletin"),
        author_id=author.id,
        words=drafting.settled(draft.words, draft.made_at, goes_at),
        photos=list(draft.photos),
        kinds=list(draft.kinds),
        urgent=draft.urgent,
        said_at=clock.now(),
        goes_at=goes_at,
    )
    turn.session.add(bulletin)
    await turn.session.flush()
    among = [each for some in chats.values() for each in some]
    for chat in among:
        await _send(turn.session, bulletin, chat, turn.speaker.community)
    carried = await forwarding.ask(turn.session, bulletin, turn.speaker.community)
    await deeds.record(turn, ISSUED, bulletin.subject, {"number": bulletin.number})
    return bulletin, len(among), carried


async def _send(session: AsyncSession, bulletin: Bulletin, chat: Chat, community: str) -> None:
    copy = BulletinCopy(bulletin_id=bulletin.id, chat_id=chat.id)
    session.add(copy)
    await session.flush()
    letter = Letter(
        key=copy.key,
        to=reach.address_of(chat),
        text=texts.notice(bulletin, community),
        about=bulletin.subject,
        due_at=bulletin.goes_at,
        disturb=bulletin.urgent,
        pictures=bulletin.photos,
        thread=copy.key,
    )
    await post(session, letter)


async def copies(session: AsyncSession, bulletin_id: int) -> Sequence[BulletinCopy]:
    """What became of it in each group."""
    query = select(BulletinCopy).where(BulletinCopy.bulletin_id == bulletin_id).order_by(BulletinCopy.chat_id)
    return (await session.scalars(query)).all()


async def withdraw(session: AsyncSession, bulletin: Bulletin) -> tuple[int, int]:
    """Take it back: what has not left stays here, what has is recalled; returns how many of each."""
    bulletin.withdrawn_at = clock.now()
    community = await session.get_one(Community, bulletin.community_id)
    unsent = under_way = 0
    for copy in await copies(session, bulletin.id):
        if copy.state in ENDED:
            continue
        if await service.call_back(session, copy.key):
            copy.state = CopyState.WITHDRAWN
            unsent += 1
        else:
            copy.state = CopyState.RECALLING
            under_way += 1
            await _recall(session, bulletin, copy, community.name)
    await forwarding.call_off(session, bulletin)
    await session.flush()
    return unsent, under_way


async def _recall(session: AsyncSession, bulletin: Bulletin, copy: BulletinCopy, community: str) -> None:
    """At once, at any hour: a wrong notice does more harm than a line at night."""
    chat = await session.get_one(Chat, copy.chat_id)
    letter = Letter(
        key=f"{copy.key}:back",
        to=reach.address_of(chat),
        text=texts.disowned(bulletin, community),
        about=bulletin.subject,
        disturb=True,
        thread=copy.key,
        recalls=copy.key,
    )
    await post(session, letter)
