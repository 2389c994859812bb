"""交账人: who gets the books every month."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.people import members

from .. import handover, handover_texts

_GAPS = re.compile(r"[\s、,;和]+")
NOBODY = {"取消", "不要了", "没有"}


def _said(rest: str) -> list[str]:
    return [each for each in _GAPS.split(rest) if each]


async def _is_about_people(turn: Turn) -> bool:
    """In a group people talk of it too: 「交账人是谁定的」. One name that is known here makes it a command."""
    if turn.heard.mentions or not turn.heard.in_group or set(_said(turn.rest)) <= NOBODY:
        return True
    return any([await members.by_name(turn.session, turn.community_id, each) for each in _said(turn.rest)])


@command(
    "交账人",
    topic="值班",
    summary="定两位交账人，每月 1 日私下收到上个月的账（CSV）",
    usage="交账人 [@甲 @乙|取消]",
    examples=("交账人", "交账人 @甲 @乙", "交账人 取消"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    accepts=_is_about_people,
    known_only=True,
    writes=True,
)
async def readers(turn: Turn) -> str:
    """Show them, name one or two, or none."""
    words = _said(turn.rest)
    if not words and not turn.heard.mentions:
        there = await handover.readers(turn.session, turn.community_id)
        return handover_texts.readers(await handover.called(turn.session, [each.member_id for each in there]))
    nobody = not turn.heard.mentions and set(words) <= NOBODY
    people = [] if nobody else await handover.read_people(turn, words)
    await handover.name(turn, people)
    return handover_texts.named([each.name for each in people])
