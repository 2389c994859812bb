"""An account of the bot is back: what was not heard meanwhile, and cannot be fetched, is told to the 管理员 and the 社工.

One letter for a gap. Where everything was caught up, only whoever had been told that the peer was lost hears that it is back. An
absence of five minutes is no news.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import catching_up
from plugins.inbox.catching_up import Report, Unheard
from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.outbox.service import Letter, post
from plugins.people import reach, staff
from plugins.people.models import Chat, Community

from . import incident_texts, incidents
from .models import Incident, Trouble
from .signs import PEER_LOST


async def report(session: AsyncSession, back: Report) -> None:
    """Close the incident of this account, if there is one, and tell what has to be told."""
    told = await _close(session, back)
    lost = [each for each in back.unheard if each.until - each.since > PEER_LOST]
    if lost:
        since, until = min(each.since for each in lost), max(each.until for each in lost)
        for to, names in (await _readers(session, lost)).items():
            text = incident_texts.unheard(back.account, since, until, names)
            await post(session, Letter(key=_key(back, to), to=to, text=text))
    elif told:
        text = incident_texts.caught_up(back.account, told.began_at, back.until, back.done)
        for to in await incidents.reachable(session):
            await post(session, Letter(key=_key(back, to), to=to, text=text))


def _key(back: Report, to: Address) -> str:
    return f"gap:{back.account}:{back.until:%Y%m%d%H%M%S}:{to.platform}:{to.ident}"


async def _close(session: AsyncSession, back: Report) -> Incident | None:
    """The incident of this absence, when somebody has been told of it."""
    here = (Incident.kind == Trouble.PEER) & (Incident.subject == back.account)
    found = await session.scalar(select(Incident).where(here).order_by(Incident.id.desc()).limit(1).with_for_update())
    if found is None or (found.ended_at is not None and found.ended_at < back.until):
        return None
    found.ended_at = found.ended_at or clock.now()
    return None if await incidents.never_heard_of(session, found) else found


async def _readers(session: AsyncSession, lost: Sequence[Unheard]) -> dict[Address, list[str]]:
    """The 管理员, and the 社工 of the communities whose groups were not heard; each once, with the names of the communities."""
    idents = [each.group.ident for each in lost]
    query = select(Community.id, Community.name).join(Chat, Chat.community_id == Community.id)
    query = query.where(Chat.platform == lost[0].group.platform, Chat.ident.in_(idents)).distinct().order_by(Community.id)
    communities = (await session.execute(query)).all()
    found = {to: [each.name for each in communities] for to in await incidents.reachable(session)}
    known = {(to.platform, to.ident) for to in found}
    for each in communities:
        for reached in (await reach.of_members(session, await staff.of(session, each.id))).values():
            to = reached.private
            if (to.platform, to.ident) not in known:
                found.setdefault(to, []).append(each.name)
    return found


catching_up.use_report(report)
