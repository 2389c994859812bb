"""Whether the bot can do its work, for whoever looks after the machine. Nothing in it is about a person or a group."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any

from nonebot.log import logger
from sqlalchemy import func, select, text

from plugins.kernel import clock, meters, ticks
from plugins.kernel.db import read
from plugins.outbox import gateway, service
from plugins.outbox.models import OutgoingMessage, State

TICKS_LATE = timedelta(minutes=5)
"""The ticks come every 20 seconds, but sending to a group that has to cool down may keep them for minutes."""


@dataclass(frozen=True, slots=True)
class Health:
    """``ready``: the database answers and the ticks run. Peers and the queue are told, but no restart of the bot mends them.

    ``database_ms``, ``queued`` and ``oldest_seconds`` are ``None`` when the database does not answer, ``ticks_seconds`` before the first tick.
    """

    ready: bool
    database_ms: float | None
    ticks_seconds: float | None
    failing_ticks: int
    queued: int | None
    oldest_seconds: float | None
    peers: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"alive": True} | asdict(self)


async def look() -> Health:
    """How it is now. Never raises."""
    last = ticks.last_run()
    waited = (clock.now() - last).total_seconds() if last else None
    begun = perf_counter()
    try:
        queued, oldest = await _queue()
    except Exception as error:  # whatever it is: it does not answer
        logger.warning(f"the database does not answer: {type(error).__name__}")
        return Health(
            ready=False,
            database_ms=None,
            ticks_seconds=waited,
            failing_ticks=len(ticks.failing()),
            queued=None,
            oldest_seconds=None,
            peers=_peers(),
        )
    return Health(
        ready=waited is not None and waited < TICKS_LATE.total_seconds(),
        database_ms=round((perf_counter() - begun) * 1000, 1),
        ticks_seconds=waited,
        failing_ticks=len(ticks.failing()),
        queued=queued,
        oldest_seconds=oldest,
        peers=_peers(),
    )


async def _queue() -> tuple[int, float]:
    """How many messages wait, and for how many seconds the oldest that is due does."""
    async with read() as session:
        await session.execute(text("SELECT 1"))
        queued = await service.count_by_state(session, State.QUEUED)
        late = await service.overdue(session, clock.now())
    return queued, round((clock.now() - late[0]).total_seconds(), 1) if late else 0.0


def _peers() -> dict[str, int]:
    """How many are connected, by platform; without their numbers."""
    return dict(Counter(each.partition(":")[0] for each in gateway.accounts()))


async def measure() -> None:
    """Set the gauges that show how it is now; the counters count by themselves."""
    health = await look()
    meters.READY.set(health.ready)
    meters.OLDEST.set(health.oldest_seconds or 0)
    meters.PEERS.clear()
    for platform, count in health.peers.items():
        meters.PEERS.labels(platform).set(count)
    if health.queued is None:
        return
    async with read() as session:
        rows = await session.execute(select(OutgoingMessage.state, func.count()).group_by(OutgoingMessage.state))
        counted = {State(state): count for state, count in rows}
    for state in State:
        meters.OUTBOX.labels(state.value).set(counted.get(state, 0))
