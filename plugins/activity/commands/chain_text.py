"""「接龙 12」: a clean list to paste; and what is answered about a list that waited for a word."""

import re
from dataclasses import replace

from sqlalchemy import select

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import finding, publishing
from .. import texts as activity_texts
from ..jielong import memory, rows, texts
from ..jielong.models import ChainSeen
from ..jielong.writing import write
from .chain import TOPIC, take_rows
from .publication import publish

HELD = re.compile(r"(\d{1,6})号?\s*收\s*(\d{1,9})")
MADE = re.compile(r"发\s*(\d{1,9})\s+(\S.{0,120})", re.DOTALL)


@command(
    "接龙",
    topic=TOPIC,
    summary="给出一份干净的接龙，复制就能用",
    usage="接龙 活动号",
    examples=("接龙 {n}",),
    takes=Takes.REFERENCE,
    shape=rf"\d{{1,6}}号?|{HELD.pattern}|{MADE.pattern}",
    writes=True,
    looks=True,
)
async def chain(turn: Turn) -> Answer | str:
    """A text that becomes a native list when pasted by hand, alone in its message; or the list that waited for a word."""
    if made := MADE.fullmatch(turn.rest):
        return await _make(turn, int(made[1]), made[2])
    if waiting := HELD.fullmatch(turn.rest):
        return await _take_held(turn, int(waiting[1]), int(waiting[2]))
    activity = await finding.by_number(turn.session, turn.community_id, int(turn.rest.rstrip("号")))
    publishing.check_changeable(activity)
    seen = await turn.session.scalar(
        select(ChainSeen).where(ChainSeen.activity_id == activity.id, ChainSeen.key != "").order_by(ChainSeen.id)
    )
    people = await rows.of_list(turn.session, activity)
    title = seen.title if seen else f"{activity.title} {activity_texts.span(activity)} {activity.place}"
    return Answer(write(title, people, seen.tail if seen else ""), about=activity.subject)


async def _make(turn: Turn, seen_id: int, words: str) -> Answer | str:
    """The list that fitted nothing becomes an activity with its people on it; what the title lacks is asked for first."""
    seen = await turn.session.get(ChainSeen, seen_id)
    held = memory.held(seen, turn) if seen and seen.community_id == turn.community_id else None
    if seen is None or held is None or turn.speaker.level < Who.LEADER:
        raise Refusal(texts.not_held())
    made = await publish(replace(turn, rest=words, raw=words, word="发布"))
    if isinstance(made, str) or made.about is None:
        return f"{made if isinstance(made, str) else made.text}\n{texts.paste_again()}"
    activity = await finding.lock(turn.session, int(made.about.removeprefix("activity:")))
    seen.activity_id, seen.held = activity.id, None
    taken = await take_rows(turn, activity, held[0], (), sure=True, sent_at=turn.heard.sent_at)
    return replace(made, text=f"{made.text}\n{taken.text}")


async def _take_held(turn: Turn, number: int, seen_id: int) -> Answer:
    """The answer to a question about a list: it is taken as if it had been clear when it was sent."""
    activity = await finding.by_number(turn.session, turn.community_id, number)
    seen = await turn.session.get(ChainSeen, seen_id)
    held = memory.held(seen, turn) if seen and seen.community_id == turn.community_id else None
    if seen is None or held is None:
        raise Refusal(texts.not_held())
    rows, sent_at = held
    seen.activity_id, seen.held = seen.activity_id or activity.id, None
    spoken_to = replace(turn, heard=replace(turn.heard, spoken_to=True))
    return await take_rows(spoken_to, activity, rows, (), sure=True, sent_at=sent_at)
