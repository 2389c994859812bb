"""What wakes up by time. A handful of fixed, idempotent ticks ask "what is due and not done?"; the database is the schedule.

A tick also tells when it will next have something to do. So the demo's clock can be moved a week ahead by walking from one
due moment to the next: everything happens in its order, at its time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nonebot.log import logger
from sqlalchemy.ext.asyncio import AsyncSession

from . import clock, db, lease, meters

NextDue = Callable[[AsyncSession, datetime], Awaitable[datetime | None]]
Run = Callable[[], Awaitable[None]]
LAST = 100
TURN = timedelta(minutes=1)
"""How long a process does the ticks for all without asking again; they come every 20 seconds."""
MOST_STEPS = 5000


@dataclass(frozen=True, slots=True)
class Tick:
    """One idempotent job: ``run`` does what is due now, ``next_due(session, after)`` tells the first moment after ``after``.

    ``everywhere``: each of several processes runs it, because it looks after what is the process's own; else one does it for all.
    """

    name: str
    run: Run
    next_due: NextDue
    order: int
    everywhere: bool = False


TICKS: dict[str, Tick] = {}
_failures: dict[str, int] = {}
_last_run: list[datetime] = []


def tick(name: str, *, next_due: NextDue, order: int = 10, everywhere: bool = False) -> Callable[[Run], Run]:
    """Declare a tick. Lower ``order`` runs earlier; delivery is ``LAST``. A second tick of the same name is a mistake."""

    def declare(run: Run) -> Run:
        if name in TICKS:
            raise ValueError(f"two ticks are called {name}")
        TICKS[name] = Tick(name, run, next_due, order, everywhere)
        return run

    return declare


async def run_all() -> None:
    """Run every tick once, in order. One that fails is logged with its name and does not keep the others from running."""
    for job in in_order():
        await run_one(job)
        _last_run[:] = [clock.now()]


def in_order() -> list[Tick]:
    """Every tick, those with the lowest ``order`` first."""
    return sorted(TICKS.values(), key=lambda each: each.order)


async def run_round() -> None:
    """Run, in order, the ticks that one process does for all, unless another holds the lease; a killed one loses it by itself.

    How they went here is no news any more once another does them.
    """
    jobs = [each for each in in_order() if not each.everywhere]
    for job in jobs:
        if not await lease.take("ticks", TURN):
            for each in jobs:
                _failures.pop(each.name, None)
            break
        await run_one(job)
        _last_run[:] = [clock.now()]
    _last_run[:] = [clock.now()]


async def run_one(job: Tick) -> None:
    """Run it and note how it went."""
    try:
        await job.run()
    except Exception:
        logger.exception(f"tick {job.name} failed")
        _failures[job.name] = _failures.get(job.name, 0) + 1
    else:
        _failures.pop(job.name, None)
    meters.TICKS.labels(job.name, "failed" if job.name in _failures else "done").inc()


def failing() -> dict[str, int]:
    """The ticks whose last run failed, and how many times in a row."""
    return dict(_failures)


def last_run() -> datetime | None:
    """When a tick last came to its end; ``None``: none has since the start."""
    return _last_run[0] if _last_run else None


async def advance(to: datetime) -> None:
    """Move the clock forward to ``to`` from one due moment to the next, doing at each what is due (demo and tests)."""
    await run_all()
    for _ in range(MOST_STEPS):
        moment = await _next_moment(to)
        clock.set_to(moment)
        await run_all()
        if moment >= to:
            return
    raise RuntimeError("a tick keeps asking for moments that do not end")


async def soonest(session: AsyncSession, after: datetime) -> datetime | None:
    """When a tick will next have something to do; ``None``: nothing is planned."""
    asked = [await job.next_due(session, after) for job in TICKS.values()]
    return min((moment for moment in asked if moment is not None and moment > after), default=None)


async def _next_moment(to: datetime) -> datetime:
    after = clock.now()
    if after >= to:
        return to
    async with db.read() as session:
        moment = await soonest(session, after)
    return min(moment, to) if moment else to
