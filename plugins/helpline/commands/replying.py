"""回复 124 …: words for the other side."""

import re

from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel.refusal import Refusal
from plugins.tickets import finding
from plugins.tickets.models import Ticket

from .. import relay_texts, talk, texts
from .asking import TOPIC

SHAPE = r"(?:求\s*)?(?P<number>\d{1,6})(?!\d)\s*号?[\s,，:：。、]*(?P<rest>.*)"


async def meant(turn: Turn) -> tuple[Ticket, str]:
    """The need that is named, or whose message was quoted, and what follows, as typed. Raises ``Refusal``."""
    said = re.fullmatch(SHAPE, turn.raw, re.DOTALL) or re.fullmatch(SHAPE, turn.rest, re.DOTALL)
    if said is None:
        if (quoted := await finding.quoted(turn)) is None:
            raise Refusal(relay_texts.which_need())
        return quoted, turn.raw
    return await talk.find(turn, int(said["number"])), said["rest"].strip()


async def in_group(turn: Turn) -> Answer:
    """Words for one person, said in front of all: they go nowhere."""
    raise Refusal(texts.reply_in_group())


@command(
    "回复",
    topic=TOPIC,
    summary="把话或照片转给求助的另一方，看不到对方的号码；引用我转来的话直接回也行",
    under="ticket",
    usage="回复 求助号 您的话",
    examples=("回复 {n} 我在家，几点来都行",),
    where=Where.PRIVATE,
    strays=in_group,
    takes=Takes.TEXT,
    shape=SHAPE,
    writes=True,
    photos=True,
    private_photos=True,
)
async def reply(turn: Turn) -> Answer:
    """Exactly once and in order; never where others read along."""
    ticket, words = await meant(turn)
    return await talk.send_on(turn, ticket.id, words, turn.heard.pictures)
