"""Which ticket the number in an example can be: for each command the first one of this person on which it works now."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker, Who

from . import kinds, register, standing, todo
from .life import TABLE, Verb
from .models import Ticket

BARE = {"待办": "接单", "我的工单": "进度", "工单": "工单"}
"""Commands without a number that are of use to whom the other one is; 工单 to staff where there are any."""


async def numbers(session: AsyncSession, speaker: Speaker) -> Mapping[str, int]:
    """The number for each command that has a ticket to be about; the others have nothing to do here and now."""
    if speaker.member_id is None or speaker.community_id is None:
        return {}
    found: dict[str, int] = {}
    for ticket in await _near(session, speaker, speaker.community_id, speaker.member_id):
        who = await standing.of(session, speaker, ticket, speaker.member_id)
        for verb in Verb:
            rule = TABLE.get((ticket.state, verb))
            if rule and rule.who & who.standing:
                found.setdefault(verb.value, ticket.number)
        for name in ("进度", *kinds.of(ticket).offers(ticket, who.standing)):
            found.setdefault(name, ticket.number)
    if speaker.level >= Who.STAFF and any(count for _, count in await register.counts(session, speaker.community_id)):
        found["工单"] = 1
    return found


async def _near(session: AsyncSession, speaker: Speaker, community_id: int, member_id: int) -> list[Ticket]:
    """What he has to see to, what he reported, and for staff what is to be checked."""
    mine = await todo.of_speaker(session, community_id, speaker)
    own = await todo.reported_by(session, community_id, [member_id])
    staff = speaker.level >= Who.STAFF
    checking = (await register.of_group(session, community_id, "待核实"))[0] if staff else ()
    return [*mine.tickets, *own, *checking]
