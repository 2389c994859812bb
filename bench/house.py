"""What the house itself costs: seconds until it listens, memory when it rests, and after ten pictures."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.figures import Figure
from bench.peer import Peer, Said
from bench.program import Program
from bench.town import FIRST_GROUP, FIRST_USER

STARTS = 7
PICTURES = 10
SETTLES = 3  # seconds until what start has begun is done
WATCH = 0.01


def starts(folder: Path, url: str, times: int = STARTS) -> list[Figure]:
    """Seconds from the command to the open port, on a database that stands already; on a busy machine less is work of ours."""
    seconds, worked = [], []
    for _ in range(times):
        with Program("bot.py", folder, {"DATABASE_URL": url}) as bot:
            seconds.append(bot.started_in)
            worked.append(bot.cpu_seconds())
    return [
        Figure("start to listening, existing database", seconds, 1.5, unit=" s"),
        Figure("processor time of that", worked, unit=" s"),
    ]


async def memory(folder: Path, url: str, pictures: int = PICTURES) -> list[Figure]:
    """Resident memory of the bot with a peer connected, before and after pictures; the drawing process stands apart."""
    with Program("bot.py", folder, {"DATABASE_URL": url}) as bot:
        async with Peer(bot.url) as peer:
            await asyncio.sleep(SETTLES)
            idle = bot.resident_mb()
            async with _peak_of_children(bot) as peaks:
                for number in range(pictures):
                    await peer.ask([Said(FIRST_USER + number, f"志愿者{number}", FIRST_GROUP, "排行榜")], 1)
            if peer.pictures != pictures:
                raise RuntimeError(f"{peer.pictures} pictures instead of {pictures}: {peer.answers}")
            after = bot.resident_mb()
    return [
        Figure("memory at rest", [idle], 120, digits=0, unit=" MB"),
        Figure(f"memory after {pictures} pictures", [after], 220, digits=0, unit=" MB"),
        Figure("the process that draws a picture (gone afterwards), peak", [max(peaks, default=0.0)], digits=0, unit=" MB"),
    ]


@asynccontextmanager
async def _peak_of_children(bot: Program) -> AsyncGenerator[list[float]]:
    peaks: list[float] = []

    async def watch() -> None:
        while True:
            peaks.append(bot.child_peak_mb())
            await asyncio.sleep(WATCH)

    watching = asyncio.create_task(watch())
    yield peaks
    watching.cancel()
