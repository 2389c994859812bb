"""停用求助, 恢复求助: by 社工, with a reason that the person is told."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people import appointments
from plugins.people.models import Member

from .. import needs, suspension_texts, suspensions

_NUMBERED = re.compile(r"(?:求\s*)?(?P<number>\d{1,6})(?!\d)\s*号?[\s,，:：]*(?P<rest>.*)", re.DOTALL)


async def _whom(turn: Turn) -> tuple[Member, str, str]:
    """Who is meant, what he is called here, and what follows: an @, a name, or the number of what he asked for.

    By the number nobody learns who it is.
    """
    if turn.heard.mentions:
        member = await appointments.person(turn, "")
        return member, member.name, turn.rest
    if said := _NUMBERED.fullmatch(turn.rest):
        ticket, _ = await needs.locked(turn, int(said["number"]))
        if ticket.reporter_id:
            return await turn.session.get_one(Member, ticket.reporter_id), f"求{ticket.number} 那位", said["rest"]
    name, _, rest = turn.rest.partition(" ")
    if not name:
        raise Refusal(suspension_texts.whom())
    member = await appointments.person(turn, name)
    return member, member.name, rest


@command(
    "停用求助",
    topic="社区职务",
    summary="有人滥用求助，停一段时间；原因会告诉本人",
    usage="停用求助 @某人|求助号 原因",
    examples=("停用求助 @某人 多次骂人",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def suspend(turn: Turn) -> Answer:
    """Words of danger are heard all the same."""
    if not turn.rest and not turn.heard.mentions:
        raise Refusal(suspension_texts.whom())
    member, called, why = await _whom(turn)
    await suspensions.suspend(turn, member, mask(" ".join(why.split())))
    return Answer(suspension_texts.suspended(called))


@command(
    "恢复求助",
    topic="社区职务",
    summary="让停用的人又可以求助",
    usage="恢复求助 @某人|求助号",
    examples=("恢复求助 @某人",),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    writes=True,
)
async def resume(turn: Turn) -> Answer:
    """As before."""
    if not turn.rest and not turn.heard.mentions:
        raise Refusal(suspension_texts.whom())
    member, called, _ = await _whom(turn)
    await suspensions.resume(turn, member)
    return Answer(suspension_texts.resumed(called))
