"""核实 and 工单: the staff's own."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import answer_texts, list_texts, phrases, refusal_texts, register
from ..audience import Audience
from ..life import Verb
from .case import TOPIC, WITH_WORDS, begin
from .lists import offer, views

_NO = re.compile("没|未|不|假")


@command(
    "核实",
    under="ticket",
    topic=TOPIC,
    summary="社工抽查：看过了，确实办好了，报的人和经办人的积分入账",
    usage="核实 工单号 [说明]",
    examples=("核实 {n}",),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    writes=True,
    photos=True,
)
async def verify(turn: Turn) -> Answer:
    """By staff who neither reported nor handled it."""
    case = await begin(turn)
    if _NO.search(case.rest):
        raise Refusal(refusal_texts.said_not_fixed(case.ticket.number))
    await case.do(Verb.VERIFY, case.rest)
    return case.answer(answer_texts.verified(await case.view()))


@command(
    "工单",
    topic=TOPIC,
    summary="社工看全部工单：超时、待派、挂账、待核实各有几件",
    usage="工单 [超时|待派|挂账|待核实|在办]",
    examples=("工单", "工单 超时"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=rf"(?:{'|'.join(register.GROUPS)})?(?:的|工单|清单|列表)?",
    meant=phrases.OVERVIEW,
    writes=True,
    looks=True,
)
async def overview(turn: Turn) -> str:
    """Numbers, or one of the lists, the oldest deadline first."""
    name = next((each for each in register.GROUPS if turn.rest.startswith(each)), "")
    if not name:
        return list_texts.overview(await register.counts(turn.session, turn.community_id))
    found, count = await register.of_group(turn.session, turn.community_id, name)
    if found:
        await offer(turn, found)
    return list_texts.of_group(name, await views(turn, found, Audience.STAFF), count)
