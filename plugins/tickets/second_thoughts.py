"""「取消」「算了」「不用了」 after something was reported or asked for: the bot offers to take that back, by one digit."""

import re
from collections.abc import Sequence
from datetime import timedelta

from plugins.inbox import questions
from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock

from . import disclosure, grievance_texts, kinds, texts, todo
from .audience import Audience
from .life import UNDONE
from .models import Ticket

ORDER = 22
JUST_NOW, LATELY = timedelta(minutes=10), timedelta(days=1)
MOST = 3
_DROP = re.compile(
    r"(?:还是|那就?|我|先|就|哎|唉|[,，。 ])*(?:取消|算了|不用|不要|不需要|不麻烦|不办|不求|不报|不用来|别来|撤|撤销)"
    r"(?:它|掉|了|啦|吧|掉吧|了吧|你们了|您了|来了|办了|麻烦了|求助|报|谢谢|[!！。~,， ])*"
)


async def _meant(turn: Turn, since: timedelta) -> Sequence[Ticket]:
    """His own that nobody has finished, of that age at most; in a group only what others may hear of."""
    if turn.speaker.member_id is None or turn.heard.quoted or not _DROP.fullmatch(turn.heard.text):
        return ()
    mine = await todo.reported_by(turn.session, turn.community_id, [turn.speaker.member_id])
    here = [each for each in mine if each.state in UNDONE and each.opened_at > clock.now() - since]
    return [each for each in here if kinds.of(each).followed or not turn.heard.in_group][:MOST]


async def _wanted(turn: Turn) -> Claim:
    """At once after it, before any guess; later only when nothing else was understood."""
    if await _meant(turn, JUST_NOW):
        return Claim.FIRST
    return Claim.RATHER if await _meant(turn, LATELY) else Claim.NONE


async def _offer(turn: Turn) -> Answer:
    found = await _meant(turn, JUST_NOW) or await _meant(turn, LATELY)
    audience = Audience.GROUP if turn.heard.in_group else Audience.REPORTER
    titles = [texts.title(await disclosure.view(turn.session, each, audience)) for each in found]
    await questions.ask(turn.session, turn.heard, [f"撤回 {each.number}" for each in found])
    return Answer(grievance_texts.offer_to_withdraw(titles), done=False)


use_listener(_wanted, _offer, name="不用办了", order=ORDER)
