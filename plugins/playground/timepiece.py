"""Moving the demo's clock forward, and remembering how far it went."""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from plugins.kernel import clock, db, ticks
from plugins.kernel.refusal import Refusal

from .models import DemoClock

FARTHEST = timedelta(days=400)
_turn = asyncio.Lock()
_home = timedelta(0)


def read_wall(said: object) -> datetime:
    """``2026-11-27T19:00:00`` (Shanghai, unless it names a zone) as a moment. Raises ``Refusal``."""
    try:
        wall = datetime.fromisoformat(said if isinstance(said, str) else "")
        return wall if wall.tzinfo else clock.at_local(wall)
    except (ValueError, OverflowError):
        raise Refusal("时间要写成 2026-11-27T19:00:00 这样。") from None


async def move_to(said: object) -> datetime:
    """Set the clock to what was said and do all that is due until then; tells the time it is now. One call at a time.

    Raises ``Refusal`` when it is no time, in the past, or farther than 400 days.
    """
    moment = read_wall(said)
    async with _turn:
        present = clock.now()
        if moment < present:
            raise Refusal(f"时间只能往前拨，现在已经是 {clock.local(present):%Y-%m-%d %H:%M:%S}。")
        if moment - present > FARTHEST:
            raise Refusal("一次最多往前拨 400 天。")
        try:
            await ticks.advance(moment)
        finally:
            await _remember()
    return clock.local()


@asynccontextmanager
async def visiting_the_past(moment: datetime) -> AsyncGenerator[None]:
    """The clock shows ``moment`` and goes on; at the end it is where it would have been without the visit."""
    global _home
    async with _turn:
        _home = clock.shift()
        clock.set_to(moment)
        try:
            yield
        finally:
            clock.set_shift(_home)


def homeward() -> datetime:
    """The present to which a visit of the past comes back."""
    return clock.now() - clock.shift() + _home


async def _remember() -> None:
    async with db.write() as session:
        # Rounded up, so that a restart never shows an earlier second.
        await session.merge(DemoClock(id=1, ahead_seconds=math.ceil(clock.shift().total_seconds())))


async def restore() -> None:
    """Let the clock run as far ahead as it did before the restart."""
    async with db.read() as session:
        kept = await session.get(DemoClock, 1)
    if kept:
        clock.set_shift(timedelta(seconds=kept.ahead_seconds))
