"""Whom a sentence of this room is about: oneself, somebody one speaks for, or a member that staff names."""

from collections.abc import Sequence

from plugins.inbox import names
from plugins.inbox.speaker import Who
from plugins.inbox.table import Turn
from plugins.inbox.wording import looks_like_chatter
from plugins.kernel.refusal import Refusal
from plugins.people import members
from plugins.people.models import Member

from . import texts

LONGEST_GUESS = 8


async def names_somebody(turn: Turn) -> bool:
    """Whether the rest is a name known here; to the bot's face, anything after a space that could be one."""
    if await members.by_name(turn.session, turn.community_id, turn.rest):
        return True
    could_be = len(turn.rest) <= LONGEST_GUESS and not looks_like_chatter(turn.rest)
    return turn.heard.spoken_to and could_be and f"{turn.word} {turn.rest}" in turn.heard.text


async def asked_about(turn: Turn, name: str) -> Member | None:
    """The member whose figures are asked for; ``None`` for a speaker who has done nothing here yet.

    Everybody may ask for himself and for those he speaks for, leaders and staff for all; others only in private.
    Raises ``Refusal``.
    """
    me = turn.speaker.member_id
    if not name and not turn.heard.mentions:
        return await turn.session.get(Member, me) if me else None
    found = await _candidates(turn, name)
    if turn.speaker.level < Who.LEADER:
        found = [each for each in found if me and me in (each.id, each.proxy_id)]
        if not found:
            raise Refusal(texts.not_yours())
    member = _the_one(found, name)
    if turn.heard.in_group and member.id != me:
        raise Refusal(texts.ask_in_private())
    return member


async def meant(turn: Turn, name: str) -> Member:
    """The member whom staff means, by @ (made now when he has done nothing here yet) or by name. Raises ``Refusal``."""
    mentions = turn.heard.mentions
    if len(mentions) > 1:
        raise Refusal(texts.one_at_a_time())
    if mentions:
        called = names.of_mentioned(turn.heard, mentions[0])
        return await members.ensure_user(turn.session, turn.heard, turn.community_id, mentions[0], called)
    return _the_one(await _candidates(turn, name), name)


async def _candidates(turn: Turn, name: str) -> Sequence[Member]:
    mentions = turn.heard.mentions
    if len(mentions) > 1:
        raise Refusal(texts.one_at_a_time())
    if mentions:
        known = await members.by_user(turn.session, turn.community_id, turn.heard.platform, mentions[0])
        return [known] if known else []
    return await members.by_name(turn.session, turn.community_id, name) if members.name_key(name) else []


def _the_one(found: Sequence[Member], name: str) -> Member:
    if not found:
        raise Refusal(texts.nobody_called())
    if len(found) > 1:
        raise Refusal(texts.several_called(name, len(found)))
    return found[0]
