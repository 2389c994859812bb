"""我的活动: what I, and whoever I speak for, am on."""

from plugins.inbox.table import Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import calendar_texts, engagements, phrases

EARLIER = r"(?:以前|从前|过去|历史|之前)(?:的|参加的)?"
MOST_PAST = 10


async def own_name(turn: Turn) -> str:
    """How an answer addresses the speaker."""
    member = await turn.session.get(Member, turn.speaker.member_id) if turn.speaker.member_id else None
    return member.name if member else turn.speaker.name or "您"


@command(
    "我的活动",
    words=("我的报名", "我报名的活动", "我报的活动", "我参加的活动"),
    topic="看活动",
    summary="看自己和代报的家人报了哪些活动、排第几",
    usage="我的活动 [以前]",
    examples=("我的活动", "我的活动 以前"),
    meant=phrases.MINE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{EARLIER})?",
)
async def my_activities(turn: Turn) -> str:
    """What is ahead with the place in the list; what is behind, with what became of it, only in private."""
    if turn.rest and turn.heard.in_group:
        raise Refusal(calendar_texts.past_in_private())
    name, me = await own_name(turn), turn.speaker.member_id
    if turn.rest:
        return await _past(turn, name)
    rows = await engagements.coming(turn.session, me, turn.community_id, clock.now()) if me else []
    return calendar_texts.my_activities(name, rows) if rows else calendar_texts.on_none(name)


async def _past(turn: Turn, name: str) -> str:
    if turn.speaker.member_id is None:
        return calendar_texts.none_past(name)
    rows, total = await engagements.past(turn.session, turn.speaker.member_id, turn.community_id, clock.now(), MOST_PAST)
    return calendar_texts.past_activities(name, rows, total) if rows else calendar_texts.none_past(name)
