"""One, two and four bots on one PostgreSQL: how many 「报名」 a second, and how long one waits.

Every process has an account, a group and activities of its own, as several groups on several accounts have. Rounds are taken in
turns; all four run all the time. Run beside ``make bench`` (``python -m bench.processes``) or by it.
"""

import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import cores
from bench.peer import ACCOUNT, Peer, Round, Said, name_of, quantile
from bench.program import ROOT, Program
from bench.town import FIRST_GROUP
from tests import postgres

SIZES = (1, 2, 4)
ROUNDS, SIGN_UPS, IN_FLIGHT = 5, 96, 16
HEAD = (
    "| processes | 报名/s, median | p50 ms | p99 ms | processor ms of the bots a 报名 | beside one process, median (min–max) |\n"
    "|---|---|---|---|---|---|"
)
_activities = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Fleet:
    """What was seen with so many processes."""

    size: int
    rounds: list[Round] = field(default_factory=list)
    effort: list[float] = field(default_factory=list)
    """Seconds of processor time of the bots, round by round."""

    @property
    def speeds(self) -> list[float]:
        """Sign-ups a second, round by round."""
        return [each.per_second for each in self.rounds]

    def line(self, one: "Fleet") -> str:
        """A row, beside one process in the same round."""
        waits = [wait * 1000 for each in self.rounds for wait in each.latencies]
        ratios = [mine / its for mine, its in zip(self.speeds, one.speeds, strict=True)]
        beside = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        speed, work = statistics.median(self.speeds), sum(self.effort) / len(waits) * 1000
        cells = (f"{speed:.0f}", f"{quantile(waits, 0.5):.0f}", f"{quantile(waits, 0.99):.0f}", f"{work:.1f}", beside)
        return f"| {self.size} | {' | '.join(cells)} |"


async def sign_up(peers: Sequence[Peer], count: int, in_flight: int) -> Round:
    """The same people every time, spread over the peers, never more than ``in_flight`` unanswered together.

    Only in the first round are they new: who becomes a member waits for others who do, in all the community.
    """
    share = len(peers)

    async def some(place: int, peer: Peer) -> Round:
        activity = next(_activities)
        people = range(place * (count // share), (place + 1) * (count // share))
        said = [Said(500_000 + each, name_of(each), FIRST_GROUP + place, f"报名 {activity}") for each in people]
        return await peer.ask(said, max(1, in_flight // share))

    done = await asyncio.gather(*(some(place, peer) for place, peer in enumerate(peers)))
    return Round(max(each.seconds for each in done), [wait for each in done for wait in each.latencies])


async def compare(folder: Path, url: str, rounds: int, count: int, in_flight: int) -> list[Fleet]:
    """Rounds in turns with one, two and four of the processes; the first round of each is not counted."""
    size = ["25", str(max(SIZES)), str((rounds + 1) * sum(SIZES))]
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "bench.town", url, *size], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    settings = {"DATABASE_URL": url, "DATA_FOLDER": str(folder / "data"), "BACKUPS": "false", "MOST_A_MINUTE": "0"}
    fleets = [Fleet(each) for each in SIZES]
    async with AsyncExitStack() as stack:
        bots = [stack.enter_context(Program("bot.py", folder / str(each), settings)) for each in range(max(SIZES))]
        for each in bots:
            cores.free(each.pid)
        peers = [await stack.enter_async_context(Peer(bot.url, ACCOUNT + place)) for place, bot in enumerate(bots)]
        for number in range(rounds + 1):
            for fleet in fleets:
                busy = sum(each.cpu_seconds() for each in bots)
                done = await sign_up(peers[: fleet.size], count, in_flight)
                busy = sum(each.cpu_seconds() for each in bots) - busy
                if number:
                    fleet.rounds.append(done)
                    fleet.effort.append(busy)
    return fleets


def report(fleets: Sequence[Fleet], rounds: int, count: int, in_flight: int) -> str:
    """As markdown."""
    busy = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = (
        f"{rounds} rounds of {count} 报名 by people who are known, {in_flight} in flight in all, {os.cpu_count()} cores for the bots, "
        f"PostgreSQL (everything forced to disk) and the client together{busy}. Where others use the machine too, more processes "
        "also get a larger share of it, which shows as speed: the processor time tells what a 报名 really takes."
    )
    return "\n".join([about, "", HEAD, *(each.line(fleets[0]) for each in fleets)])


def measure(rounds: int = ROUNDS, count: int = SIGN_UPS, in_flight: int = IN_FLIGHT) -> str:
    """With a server of its own, which is gone afterwards."""
    programs = postgres.programs()
    if programs is None:
        return postgres.ABSENT
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres.server(programs, postgres.DURABLE) as url:
        return report(asyncio.run(compare(Path(folder), url, rounds, count, in_flight)), rounds, count, in_flight)


def main() -> None:
    """Print it."""
    print(measure())


if __name__ == "__main__":
    main()
