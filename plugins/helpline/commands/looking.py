"""谁看过 124: who was shown the private part; 求助详情 124 原因: the 社工 look, and it is written down."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people import members
from plugins.tickets import kinds, standing
from plugins.tickets.life import ENDED, Standing

from .. import detail_texts, needs, refusal_texts, revealing
from .asking import TOPIC
from .replying import SHAPE

LONGEST_REASON = 60
_MAY = frozenset({Standing.REPORTER, Standing.STAFF})


@command(
    "谁看过",
    topic=TOPIC,
    summary="看谁看过您求助里的姓名、住址和电话",
    under="ticket",
    usage="谁看过 求助号",
    examples=("谁看过 {n}",),
    where=Where.PRIVATE,
    takes=Takes.TEXT,
    shape=r"(?:求\s*)?\d{1,6}\s*号?",
    writes=True,
)
async def who_looked(turn: Turn) -> Answer:
    """For the one who asked, and for 社工."""
    ticket, need = await needs.meant(turn, re.sub(r"\D", "", turn.rest))
    if not (await standing.actor(turn, ticket, await members.myself(turn))).standing & _MAY:
        raise Refusal(refusal_texts.not_yours(kinds.label(ticket)))
    until = None
    if ticket.state in ENDED and ticket.closed_at and need.erased_at is None:
        until = await revealing.erased_on(turn.session, ticket.community_id, ticket.closed_at)
    seen = await revealing.looks(turn.session, ticket)
    return Answer(detail_texts.looks(kinds.label(ticket), seen, until), about=ticket.subject)


async def in_group(turn: Turn) -> Answer:
    """Nothing of it is shown in front of others."""
    raise Refusal(refusal_texts.look_in_private())


@command(
    "求助详情",
    topic=TOPIC,
    summary="社工看一件求助的私人资料，要写原因，本人能查到",
    under="ticket",
    usage="求助详情 求助号 原因",
    examples=("求助详情 {n} 联系不上",),
    who=Who.STAFF,
    where=Where.PRIVATE,
    strays=in_group,
    takes=Takes.TEXT,
    shape=SHAPE,
    writes=True,
)
async def look(turn: Turn) -> Answer:
    """The details, once the look and its reason are written down."""
    said = re.fullmatch(SHAPE, turn.rest, re.DOTALL)
    ticket, need = await needs.meant(turn, said["number"] if said else "")
    why = mask(" ".join((said["rest"] if said else turn.rest).split()))[:LONGEST_REASON]
    if not why:
        raise Refusal(refusal_texts.say_why(ticket.number))
    if need.erased_at:
        raise Refusal(detail_texts.erased(kinds.label(ticket)))
    me = await members.myself(turn)
    await revealing.note(turn.session, ticket, me.id, why)
    return Answer(await revealing.details(turn.session, ticket, need), about=ticket.subject)
