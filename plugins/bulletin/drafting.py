"""A notice is shown before it goes: what it says, to which groups, when. Drafts are rows, so photos and a restart do no harm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.meaning import danger
from plugins.inbox.questions import LIFE
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.outbox import peers, quiet
from plugins.people import deeds, reach
from plugins.people.models import Chat, ChatKind

from . import aim, dated, forwarders, texts
from .models import Bulletin, BulletinDraft

LONGEST = 600
SAME_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Preview:
    """What staff sees before it says 「1」.

    ``chats``: the groups by kind. ``silent``: how many of them are on an account that is not connected. ``goes_at``: when.
    ``danger``: the words speak of a danger that is there now. ``masked``: a private number was made unreadable. ``twin``: the
    same was said before.
    """

    draft: BulletinDraft
    words: str
    chats: Mapping[ChatKind, Sequence[Chat]]
    silent: int
    goes_at: datetime
    danger: bool
    masked: bool
    forwarders: Sequence[tuple[str, str]]
    twin: Bulletin | None


async def make(turn: Turn) -> Preview:
    """Keep what was said until its author says 「1」. Raises ``Refusal``: nothing said, a whole story, no such group here."""
    said = aim.read(turn.raw)
    words = said.words.strip()
    if not any(sign.isalnum() for sign in words):
        raise Refusal(texts.say_what())
    if len(words) > LONGEST:
        raise Refusal(texts.too_long(LONGEST, len(words)))
    await chats_of(turn.session, turn.community_id, said.kinds)
    draft = BulletinDraft(
        community_id=turn.community_id,
        by=deeds.doer(turn.heard),
        words=mask(words),
        photos=list(turn.heard.pictures),
        kinds=[each.value for each in said.kinds],
        urgent=said.urgent or danger.present(words) is not None,
        made_at=clock.now(),
    )
    turn.session.add(draft)
    await turn.session.flush()
    return await _preview(turn, draft, danger=danger.present(words) is not None, masked=draft.words != words)


async def _preview(turn: Turn, draft: BulletinDraft, *, danger: bool, masked: bool) -> Preview:
    chats = await chats_of(turn.session, turn.community_id, [ChatKind(each) for each in draft.kinds])
    there = await peers.connected(turn.session)
    silent = sum(f"{each.platform}:{each.account}" not in there for some in chats.values() for each in some)
    goes_at = moment(urgent=draft.urgent)
    carriers = await forwarders.who(turn.session, turn.community_id) if forwarders.wanted(draft.kinds) else ()
    twin = await _twin(turn.session, draft)
    return Preview(draft, settled(draft.words, draft.made_at, goes_at), chats, silent, goes_at, danger, masked, carriers, twin)


def moment(*, urgent: bool) -> datetime:
    """When a notice that is said now leaves."""
    return clock.now() if urgent else quiet.after_quiet(clock.now())


def settled(words: str, said_at: datetime, goes_at: datetime) -> str:
    """The words as they are sent: where that is on another day than they were said, „明天“ becomes the date that was meant."""
    said_on = clock.local(said_at).date()
    return words if clock.local(goes_at).date() == said_on else dated.absolute(words, said_on)


async def chats_of(session: AsyncSession, community_id: int, kinds: Sequence[ChatKind]) -> dict[ChatKind, Sequence[Chat]]:
    """The groups of these kinds. Raises ``Refusal`` when there is none."""
    found = {kind: await reach.groups(session, community_id, kind) for kind in ChatKind if kind in kinds}
    found = {kind: chats for kind, chats in found.items() if chats}
    if not found:
        raise Refusal(texts.no_such_group(kinds))
    return found


async def _twin(session: AsyncSession, draft: BulletinDraft) -> Bulletin | None:
    same = Bulletin.community_id == draft.community_id, Bulletin.words == draft.words, Bulletin.withdrawn_at.is_(None)
    query = select(Bulletin).where(*same, Bulletin.said_at > draft.made_at - SAME_WITHIN)
    return await session.scalar(query.order_by(Bulletin.id.desc()).limit(1))


async def take(turn: Turn, number: int) -> BulletinDraft:
    """The speaker's own draft of that number, while it is fresh, once. Raises ``Refusal`` for any other.

    The row stays until it is forgotten, so that no other draft gets its number.
    """
    draft = await turn.session.get(BulletinDraft, number, with_for_update=True)
    mine = draft is not None and draft.by == deeds.doer(turn.heard) and draft.community_id == turn.community_id
    if draft is None or not mine or draft.used_at or draft.made_at < clock.now() - LIFE:
        raise Refusal(texts.nothing_to_confirm())
    draft.used_at = clock.now()
    return draft
