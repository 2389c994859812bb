"""Signing up where not everybody may: who may not come is told why, and what he can do instead."""

from dataclasses import replace

from plugins.inbox.table import Answer, Turn

from .. import publishing, signing
from ..eligibility import instead, texts
from ..eligibility.checking import NotEligible
from ..models import Activity
from ..wish import Place, Wish


async def join(turn: Turn, activity: Activity, wish: Wish) -> Place | Answer:
    """The place, or the answer why there is none: to himself in private with what is noted of him, else without it."""
    if wish.proxy is not None:
        wish = replace(wish, leads=await publishing.leads(turn.session, turn.speaker, activity))
    try:
        return await signing.join(turn.session, activity, wish)
    except NotEligible as refused:
        others = await instead.others(turn.session, activity, wish.member.id)
        if wish.proxy is None and not turn.heard.in_group:
            text = texts.refused_privately(wish.member.name, activity, refused.lacks, refused.facts, others)
        else:
            text = refused.text + texts.instead(others, own=wish.proxy is None)
        return Answer(text, about=activity.subject, done=False)
