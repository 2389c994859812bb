"""Which accounts of the bot are connected, to this process or to another: each notes its own once a minute."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import upsert

from . import gateway
from .models import PeerSeen

NOTED_EVERY = timedelta(minutes=1)
GONE = 2 * NOTED_EVERY


async def seen(session: AsyncSession) -> dict[str, datetime]:
    """When each account was last noted, by any process."""
    rows = await session.execute(select(PeerSeen.account, PeerSeen.seen_at))
    return {row.account: row.seen_at for row in rows}


async def connected(session: AsyncSession) -> set[str]:
    """``platform:account`` of every peer that is connected now, here or to another process (up to two minutes ago)."""
    limit = clock.now() - GONE
    return gateway.accounts() | {each for each, at in (await seen(session)).items() if at >= limit}


async def are_noted(session: AsyncSession) -> bool:
    """Whether ``note`` would have nothing to write."""
    known = await seen(session)
    return all(each in known and clock.now() - known[each] < NOTED_EVERY for each in gateway.accounts())


async def note(session: AsyncSession) -> None:
    """Write down who is connected here, so that other processes and the next start know."""
    present, known = clock.now(), await seen(session)
    for account in sorted(gateway.accounts()):
        if account not in known or present - known[account] >= NOTED_EVERY:
            row = upsert(session, PeerSeen).values(account=account, seen_at=present)
            await session.execute(row.on_conflict_do_update(index_elements=["account"], set_={"seen_at": present}))
