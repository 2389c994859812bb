"""What only one of several processes may do at a time: it holds a lease, a row with its name and an end.

A lease ends by itself, so one that was killed, is frozen or cut off from the database holds up the others for its length at
most. It spares double work; it is no lock: whatever is done under it must do no harm when two do it. The clocks of the
machines must agree to a few seconds. A SQLite file has one process, which needs to ask nobody.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from nonebot.log import logger
from sqlalchemy import delete, or_

from . import clock, db
from .models import Lease

A_MOMENT = timedelta(minutes=1)
"""So far the clocks of two machines may differ."""
RENEWALS = 3  # within the length of a lease
_name = [secrets.token_hex(4)]
_held: dict[str, datetime] = {}


def holder() -> str:
    """This process, by a name that is new at each start."""
    return _name[0]


def forget_all() -> None:
    """As after a restart: another name, and nothing held."""
    _name[:] = [secrets.token_hex(4)]
    _held.clear()


async def take(name: str, length: timedelta) -> bool:
    """Hold ``name`` for ``length`` from now, or go on holding it. ``False``: another process does."""
    present = clock.now()
    if db.current().is_sqlite or length / 2 < _held.get(name, present) - present <= length:
        return True
    row = {"name": name, "holder": holder(), "until": present + length}
    async with db.write() as session:
        take = db.upsert(session, Lease).values(row)
        free = or_(Lease.holder == holder(), Lease.until <= present, Lease.until > present + length + A_MOMENT)
        changed = {"holder": row["holder"], "until": row["until"]}
        take = take.on_conflict_do_update(index_elements=["name"], set_=changed, where=free)
        mine = await session.scalar(take.returning(Lease.name)) is not None
    _held.pop(name, None)
    if mine:
        _held[name] = present + length
    return mine


async def give_back(name: str) -> None:
    """Let another process have it at once."""
    if _held.pop(name, None):
        async with db.write() as session:
            await session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder()))


@asynccontextmanager
async def held(name: str, length: timedelta) -> AsyncGenerator[bool]:
    """Hold ``name`` while the block runs, however long, and no longer; ``False``: another process holds it."""
    mine = await take(name, length)
    renewing = asyncio.create_task(_renew(name, length)) if mine else None
    try:
        yield mine
    finally:
        if renewing:
            renewing.cancel()
            await give_back(name)


async def _renew(name: str, length: timedelta) -> None:
    while True:
        await asyncio.sleep(length.total_seconds() / RENEWALS)
        try:
            await take(name, length)
        except Exception as error:  # the next time may succeed; if none does, another has it
            logger.warning(f"lease {name} not renewed: {type(error).__name__}")
