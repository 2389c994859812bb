"""What others have found on their way (巡湖记录): a problem in it is reported with one answer, a danger at once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plugins.inbox.table import Turn
from plugins.people import members
from plugins.tickets import problems

from . import drafts, intake, report, rules, texts
from .models import Asked

_FINE = re.compile(r"一切正常|没(?:有)?(?:什么|啥)?(?:问题|异常|情况)|都(?:很)?好|很?干净|正常")


async def offer(turn: Turn, words: str, photos: Sequence[str], where: str) -> str:
    """Ask whether it should be reported; empty where all was well, or nothing in it is a hazard."""
    understood = await report.read(turn.session, turn.community_id, words)
    if understood.spot is None or not understood.spot.exact:
        understood = replace(await report.read(turn.session, turn.community_id, f"{where} {words}"), danger=understood.danger)
    understood = replace(understood, photos=list(photos), heard_at=drafts.place_in(turn.heard))
    me = await members.myself(turn)
    if understood.danger:
        return (await intake.alarm(turn, me, understood)).text
    if understood.category == rules.OTHER or _FINE.search(words):
        return ""
    await drafts.keep(turn, me.id, understood, Asked.WISH)
    return texts.wish_to_report(understood.category, understood.place)


problems.use_offer(offer)
