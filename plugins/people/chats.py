"""The groups of a community: binding one, and what it is for."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import hearing
from plugins.inbox.heard import Heard
from plugins.inbox.speaker import RoleKind, Speaker
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import redirect

from . import deeds, opening_texts, reach, texts
from .models import Account, Chat, ChatKind, Community, Deed, Role

JOIN, PURPOSE, VOICE = "join", "purpose", "voice"


async def here(session: AsyncSession, heard: Heard) -> Chat | None:
    """The group in which ``heard`` was said, when it belongs to a community."""
    query = select(Chat).where(Chat.platform == heard.platform, Chat.ident == heard.chat.ident)
    return await session.scalar(query) if heard.in_group else None


async def ours(session: AsyncSession) -> list[Address]:
    """Every group of every community, by the account that hears and speaks there."""
    return [reach.address_of(each) for each in await session.scalars(select(Chat).order_by(Chat.id))]


hearing.use_groups(ours)


async def add(turn: Turn) -> Chat:
    """Bind this group to the speaker's community as 志愿者群."""
    heard = turn.heard
    chat = Chat(
        community_id=turn.community_id,
        platform=heard.platform,
        ident=heard.chat.ident,
        account=heard.account,
        kind=ChatKind.VOLUNTEERS,
        bound_at=clock.now(),
    )
    turn.session.add(chat)
    await hearing.start(turn.session, heard.chat, heard.sent_at)
    await turn.session.flush()
    return chat


async def may_join(session: AsyncSession, speaker: Speaker, community: Community) -> bool:
    """Whether the speaker, who stands in a group of no community, is 管理员 or 社工 of ``community``."""
    if speaker.is_admin:
        return True
    query = select(Role.id).join(Account, Account.member_id == Role.member_id)
    query = query.where(Account.platform == speaker.platform, Account.user == speaker.user)
    query = query.where(Role.community_id == community.id, Role.kind == RoleKind.SOCIAL_WORKER, Role.ended_at.is_(None))
    return await session.scalar(query.limit(1)) is not None


async def join(turn: Turn, community: Community) -> bool:
    """Bind this group to ``community``; the turn stands inside it. Raises ``Refusal`` when the group is bound already.

    ``False``: it was, and from now on the account that heard this speaks here (the old one may be limited, or gone).
    """
    if bound := await here(turn.session, turn.heard):
        if bound.community_id == community.id and bound.account != turn.heard.account:
            was = bound.account
            await _speak_by(turn, bound, turn.heard.account)
            await deeds.record(turn, VOICE, f"chat:{bound.id}", {"was": was, "now": bound.account})
            return False
        if bound.community_id == community.id:
            raise Refusal(opening_texts.joined_already(community.name, bound.kind))
        other = await turn.session.get_one(Community, bound.community_id)
        raise Refusal(opening_texts.bound_elsewhere(other.name))
    chat = await add(turn)
    await deeds.record(turn, JOIN, f"chat:{chat.id}")
    return True


async def _speak_by(turn: Turn, chat: Chat, account: str) -> None:
    old, new = (Address(chat.platform, each, "group", chat.ident) for each in (chat.account, account))
    await redirect(turn.session, old, new)
    chat.account = account
    await turn.session.flush()


@deeds.undoes(VOICE)
async def _speak_as_before(turn: Turn, deed: Deed) -> str:
    chat = await turn.session.get(Chat, int(deed.subject.removeprefix("chat:")))
    if chat is None or chat.account != deed.detail["now"]:
        raise Refusal(texts.changed_since())
    await _speak_by(turn, chat, deed.detail["was"])
    return opening_texts.voice_back()


@deeds.undoes(JOIN)
async def _unbind(turn: Turn, deed: Deed) -> str:
    chat = await turn.session.get(Chat, int(deed.subject.removeprefix("chat:")))
    if chat is None:
        raise Refusal(texts.nothing_to_undo())
    try:
        async with turn.session.begin_nested():
            await turn.session.delete(chat)
    except IntegrityError as error:
        raise Refusal(opening_texts.group_in_use()) from error
    return opening_texts.left(turn.speaker.community)


async def use_for(turn: Turn, kind: ChatKind) -> None:
    """This group is for ``kind`` from now on. Raises ``Refusal`` when it is already."""
    chat = await here(turn.session, turn.heard)
    assert chat is not None
    if chat.kind == kind:
        raise Refusal(opening_texts.purpose_already(kind))
    was, chat.kind = chat.kind, kind
    await deeds.record(turn, PURPOSE, f"chat:{chat.id}", {"was": was, "now": kind})


@deeds.undoes(PURPOSE)
async def _use_as_before(turn: Turn, deed: Deed) -> str:
    chat = await turn.session.get(Chat, int(deed.subject.removeprefix("chat:")))
    if chat is None or chat.kind != deed.detail["now"]:
        raise Refusal(texts.changed_since())
    chat.kind = ChatKind(deed.detail["was"])
    return opening_texts.purpose_back(chat.kind)
