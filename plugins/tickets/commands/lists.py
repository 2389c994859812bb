"""待办 and 我的工单: in private, each line to be chosen by its number."""

from collections.abc import Sequence

from sqlalchemy import select

from plugins.inbox import questions
from plugins.inbox.table import Turn, Where, command
from plugins.people.models import Member

from .. import disclosure, list_texts, phrases, standing, todo
from ..audience import Audience, View
from ..models import Ticket
from .case import ASKING, TOPIC


@command(
    "待办",
    words=("我的待办", "待办工单"),
    topic=TOPIC,
    summary="看自己要办的工单，按期限排",
    where=Where.PRIVATE,
    meant=phrases.IN_HAND,
    writes=True,
)
async def to_do(turn: Turn) -> str:
    """What is in hand, and what waits for an office of his."""
    if turn.speaker.member_id is None:
        return list_texts.nothing_to_do()
    found = await todo.of_speaker(turn.session, turn.community_id, turn.speaker)
    if not found.tickets:
        return list_texts.nothing_to_do()
    await offer(turn, found.tickets)
    return list_texts.todo(await views(turn, found.tickets, Audience.OWNER), found.count, found.overdue)


@command(
    "我的工单",
    topic=ASKING,
    summary="看自己报的事都办到哪了",
    where=Where.PRIVATE,
    writes=True,
)
async def own(turn: Turn) -> str:
    """What the speaker reported, and what those reported he speaks for."""
    me = turn.speaker.member_id
    wards = (await turn.session.scalars(select(Member.id).where(Member.proxy_id == me))).all() if me else ()
    found = await todo.reported_by(turn.session, turn.community_id, [me, *wards]) if me else ()
    if not found:
        return list_texts.nothing_reported()
    await offer(turn, found)
    return list_texts.own(await views(turn, found, Audience.REPORTER))


async def offer(turn: Turn, tickets: Sequence[Ticket]) -> None:
    """Let the line's number open it."""
    await questions.ask(turn.session, turn.heard, [f"进度 {each.number}" for each in tickets])


async def views(turn: Turn, tickets: Sequence[Ticket], audience: Audience) -> list[View]:
    """As ``audience`` may read them; in a group, as everybody may. What is in one's own hand is read as the taker."""
    return [await disclosure.view(turn.session, each, _reader(turn, each, audience)) for each in tickets]


def _reader(turn: Turn, ticket: Ticket, audience: Audience) -> Audience:
    if turn.heard.in_group:
        return Audience.GROUP
    taken = ticket.handler_id == turn.speaker.member_id and ticket.state not in standing.ASKED
    return Audience.TAKER if taken and audience is Audience.OWNER else audience
