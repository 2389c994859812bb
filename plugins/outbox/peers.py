"""Which accounts of the bot are connected, to this process or to another: each notes its own once a minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, lease
from plugins.kernel.db import upsert

from . import gateway
from .models import PeerSeen

NOTED_EVERY = timedelta(minutes=1)
GONE = 2 * NOTED_EVERY


async def seen(session: AsyncSession) -> dict[str, datetime]:
    """When each account was last noted, by any process."""
    rows = await session.execute(select(PeerSeen.account, PeerSeen.seen_at))
    return {row.account: row.seen_at for row in rows}


async def elsewhere(session: AsyncSession) -> set[str]:
    """``platform:account`` of the peers that another process holds, or held two minutes ago."""
    query = select(PeerSeen.account).where(PeerSeen.seen_at >= clock.now() - GONE, PeerSeen.seen_by != lease.holder())
    return set(await session.scalars(query)) - gateway.accounts()


async def connected(session: AsyncSession) -> set[str]:
    """``platform:account`` of every peer that is connected now, here or to another process."""
    return gateway.accounts() | await elsewhere(session)


async def are_noted(session: AsyncSession) -> bool:
    """Whether ``note`` would have nothing to write."""
    return not await _to_note(session)


async def _to_note(session: AsyncSession) -> Sequence[str]:
    fresh = select(PeerSeen.account).where(PeerSeen.seen_at > clock.now() - NOTED_EVERY, PeerSeen.seen_by == lease.holder())
    return sorted(gateway.accounts() - set(await session.scalars(fresh)))


async def note(session: AsyncSession) -> None:
    """Write down who is connected here, so that other processes and the next start know."""
    for account in await _to_note(session):
        values = {"seen_at": clock.now(), "seen_by": lease.holder()}
        row = upsert(session, PeerSeen).values(account=account, **values)
        await session.execute(row.on_conflict_do_update(index_elements=["account"], set_=values))
