"""Plain words in private that nobody else understands: perhaps they are for the other side, perhaps somebody needs help."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.people import members
from plugins.tickets import kinds
from plugins.tickets.models import Ticket

from . import dialog, drafts, needs, reading, relay_texts, sorts, texts
from .models import RelayedLine
from .reading import Parts

ORDER = 20
SHORTEST = 4
JUST_NOW = timedelta(hours=1)
MOST = 5  # needs among which it is asked
_WISH = re.compile(
    "帮|找人|找个人|谁能|能不能|求|想请|想找|需要|坏了|坏掉|漏|堵|不会(?!来)|没人(?!管理)|麻烦|陪|修|怎么办|急|摔|动不了|上门|救|没有?(?:水|电|气)|停(?:水|电|气)"
)


async def _talking(turn: Turn) -> Sequence[Ticket]:
    """The open needs in which the speaker is a side, unless his words are of another sort than all of them."""
    found = await needs.open_for(turn)
    sort = sorts.sort_of(turn.heard.text) if _WISH.search(turn.heard.text) else None
    same = sort is None or sort.general or any(sorts.openly(sort) == each.category for each in found)
    return found[:MOST] if same else ()


async def _was_just_asked(turn: Turn) -> bool:
    """Whether the last word of such a talk came from the other side within an hour: 「都行」 is the answer to it."""
    for ticket in await _talking(turn):
        query = select(RelayedLine).where(RelayedLine.ticket_id == ticket.id).order_by(RelayedLine.number.desc()).limit(1)
        last = await turn.session.scalar(query)
        me = await members.by_user(turn.session, ticket.community_id, turn.heard.platform, turn.heard.user)
        if last and me and last.to_id and last.by_id != me.id and last.said_at > clock.now() - JUST_NOW:
            return True
    return False


def _is_need(text: str) -> bool:
    return bool(_WISH.search(text)) and sorts.sort_of(text) is not None


async def _claims(turn: Turn) -> Claim:
    heard = turn.heard
    if heard.in_group or heard.quoted:
        return Claim.NONE
    if len(heard.text) < SHORTEST:
        return Claim.LAST if heard.text and not heard.text.isdigit() and await _was_just_asked(turn) else Claim.NONE
    if await _talking(turn) or _is_need(heard.text):
        return Claim.LAST
    return Claim.NONE


async def _ask(turn: Turn) -> Answer:
    heard, tickets = turn.heard, await _talking(turn)
    words = heard.said[: reading.LONGEST_WORDS]
    lines = [drafts.LINE]
    if len(tickets) == 1:
        parts, step = Parts(words, ticket=tickets[0].id, photos=heard.pictures), dialog.RELAY
        said = relay_texts.send_it_on(kinds.label(tickets[0]))
    elif tickets:
        parts, step = Parts(words, photos=heard.pictures), dialog.RELAY
        lines = [f"{drafts.LINE} {each.number}" for each in tickets]
        said = relay_texts.which_one([f"{kinds.label(each)} {each.category}" for each in tickets])
    else:
        parts, step = reading.with_photos(reading.read(words), heard.pictures), dialog.OFFER
        sort = sorts.sort_of(heard.text)
        said = texts.shall_i(sort.name if sort else sorts.OTHER)
    await drafts.keep(turn.session, heard.person, step, parts)
    await drafts.choose(turn.session, heard.person, lines)
    return Answer(said, done=False)


use_listener(_claims, _ask, name="像是求助", order=ORDER, private_photos=True)
