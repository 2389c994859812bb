"""满意, 一般, 不满意, 没解决: what the one who asked says when it is done."""

import re

from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.people import members, staff
from plugins.tickets import acting, kinds, owners, standing, telling, undoing
from plugins.tickets.audience import Audience
from plugins.tickets.life import Verb
from plugins.tickets.models import Ticket

from .. import needs, texts
from ..models import Rating
from .asking import TOPIC

UNSOLVED = "没解决"


@command(
    "满意",
    words=("一般", "不满意", UNSOLVED),
    quoting=("满意", "一般", "不满意", "很满意"),
    under="ticket",
    topic=TOPIC,
    summary="求助办完了，说一声怎么样；没解决就换上一级重新办",
    usage="满意|一般|不满意|没解决 求助号",
    examples=("满意 {n}", "没解决 {n}"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=r"(?:(?:求\s*)?\d{1,6}\s*号?)?",
    private_word=True,
    writes=True,
)
async def rate(turn: Turn) -> Answer:
    """Closed with a word, or open again one level up."""
    ticket, _ = await needs.meant(turn, re.sub(r"\D", "", turn.rest))
    me = await members.myself(turn)
    actor, label = await standing.actor(turn, ticket, me), kinds.label(ticket)
    if turn.word == UNSOLVED:
        step = await acting.act(turn.session, ticket, Verb.UNFIXED, actor)
        said = texts.unsolved(label, await owners.office_name(turn.session, ticket))
    else:
        step = await acting.act(turn.session, ticket, Verb.FIXED, actor)
        said = await _rated(turn, ticket, Rating(turn.word.removeprefix("很")), step.id)
    await undoing.record(turn, ticket, step)
    await telling.report(turn.session, ticket, step)
    return Answer(said, about=ticket.subject)


async def _rated(turn: Turn, ticket: Ticket, rating: Rating, step: int) -> str:
    _, need = await needs.locked(turn, ticket.number)
    need.rating = rating
    label = kinds.label(ticket)
    if rating is Rating.POOR:
        there = await staff.of(turn.session, turn.community_id)
        say = lambda view: texts.poor(label)  # noqa: E731
        await telling.tell(turn.session, ticket, Audience.STAFF, there, f"poor:{step}", say)
    return texts.rated(label, rating)
