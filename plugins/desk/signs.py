"""Signs of trouble, as they are at this moment: a peer that is gone, letters that do not leave, a tick that fails, a full disk."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import lines
from plugins.kernel import clock, config, lease, ticks
from plugins.outbox import gateway, peers, service
from plugins.people.models import Chat

from .models import Incident, Trouble

PEER_LOST = timedelta(minutes=5)
QUEUE_OLD = timedelta(minutes=10)
A_MOMENT = timedelta(seconds=1)
IN_A_ROW = 2
LITTLE, ENOUGH = 0.10, 0.12
"""Parts of the disk: below the one it is told, above the other it is over; in between what was so stays so."""
_began: list[datetime] = []


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that is wrong: since when, and how much (messages that wait, percent of the disk that are left)."""

    kind: Trouble
    subject: str
    since: datetime
    amount: int = 0


def began() -> datetime:
    """Since when this process looks: nobody is lost before he had time to come."""
    if not _began:
        _began.append(clock.now())
    return _began[0]


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _began.clear()


async def lost_peers(session: AsyncSession) -> dict[str, datetime]:
    """The accounts that some group is bound to and that are not connected to any process, and since when."""
    bound = {f"{row.platform}:{row.account}" for row in await session.execute(select(Chat.platform, Chat.account).distinct())}
    seen = await peers.seen(session)
    return {each: max(seen.get(each, began()), began()) for each in bound - gateway.accounts()}


async def all_of(session: AsyncSession) -> list[Sign]:
    """Everything that is wrong for long enough to be told."""
    present = clock.now()
    found = [
        Sign(Trouble.PEER, each, since) for each, since in (await lost_peers(session)).items() if present - since > PEER_LOST
    ]
    if late := await service.overdue(session, present - QUEUE_OLD):
        found.append(Sign(Trouble.QUEUE, "", late[0], len(late)))
    found += [Sign(Trouble.TICK, name, present) for name, times in ticks.failing().items() if times >= IN_A_ROW]
    if (left := free()) < LITTLE:
        found.append(Sign(Trouble.DISK, "", present, round(left * 100)))
    return found


async def is_over(session: AsyncSession, incident: Incident, found: Sequence[Sign]) -> bool:
    """Whether what was told is over.

    What one process finds in itself (a tick that fails, its disk), another cannot see: it is over when whoever saw it last finds it
    gone, or when nobody has seen it for two minutes.
    """
    if await lasts(session, incident, found):
        return False
    own = incident.kind in (Trouble.TICK, Trouble.DISK) and incident.seen_by not in (None, lease.holder())
    return not own or incident.seen_at is None or clock.now() - incident.seen_at > peers.GONE


async def lasts(session: AsyncSession, incident: Incident, found: Sequence[Sign]) -> bool:
    """Whether this process still finds it. What has only become a little better lasts, or it would be told over and over."""
    if any((each.kind, each.subject) == (incident.kind, incident.subject) for each in found):
        return True
    if incident.kind == Trouble.PEER:
        return lines.are_catching_up(incident.subject) or await _is_still_away(session, incident.subject)
    if incident.kind == Trouble.TICK:
        return incident.subject in ticks.failing()
    return incident.kind == Trouble.DISK and free() < ENOUGH


async def _is_still_away(session: AsyncSession, account: str) -> bool:
    """Right after a start nobody has been away for long, and yet he has not come back."""
    if account not in await lost_peers(session):
        return False
    at = (await peers.seen(session)).get(account)
    return at is None or clock.now() - at > peers.GONE


def free() -> float:
    """Which part of the disk is left."""
    usage = shutil.disk_usage(config.DATA if config.DATA.exists() else config.ROOT)
    return usage.free / usage.total
