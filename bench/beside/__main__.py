"""``python -m bench.beside``: install what is missing, do the job with all, write the section of ``bench/RESULTS.md``.

``BOTS``: words of the names of those that take part (default: all). ``SEED``: when the blows fall in the storm (default 1).
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bench import cores, results
from bench.beside import course, homes, report
from bench.beside.buy import Buy
from bench.beside.guest import Guest
from bench.beside.job import Job, Size
from bench.beside.lottery import LotterySignup
from bench.beside.own import Own
from bench.beside.raid import RaidHelper
from bench.beside.storm import storm
from bench.beside.teamup import TeamUp

KINDS: tuple[type[Guest], ...] = (Own, Buy, LotterySignup, TeamUp, RaidHelper)


def guests(folder: Path, kinds: list[type[Guest]], size: Size) -> list[Guest]:
    """One of each, with an empty folder for this run."""
    return [kind(homes.folder() / kind.__name__.lower(), folder / kind.__name__.lower(), size.people) for kind in kinds]


async def measure(folder: Path, kinds: list[type[Guest]], size: Size, seed: int) -> list[Job]:
    """The whole of it; raises nothing that a bot did."""
    timed, struck = guests(folder / "job", kinds, size), guests(folder / "storm", kinds, size)
    jobs = [Job(guest, size) for guest in timed]
    cores.pin_client()
    try:
        await course.run(jobs, size)
        for job, stormed in zip(jobs, await asyncio.gather(*(storm(guest, size, seed) for guest in struck)), strict=True):
            job.found.storm, job.found.storm_ended = stormed.found.storm, stormed.found.broken
    finally:
        cores.free_client()
        for guest in (*timed, *struck):
            guest.end()
    return jobs


def main() -> None:
    """Install, measure, print, write."""
    size, seed, words = Size(), int(os.environ.get("SEED") or 1), os.environ.get("BOTS", "").lower().split()
    kinds = [kind for kind in KINDS if kind is Own or not words or any(word in kind.name.lower() for word in words)]
    for guest in guests(Path(), kinds, size):
        guest.install()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="beside-", ignore_cleanup_errors=True) as folder:
        jobs = asyncio.run(measure(Path(folder), kinds, size, seed))
    text = report.section(jobs, size, seed, time.perf_counter() - start)
    print(text)
    if not words:
        results.write(text)
    sys.exit(any(job.found.broken for job in jobs if isinstance(job.guest, Own)))


if __name__ == "__main__":
    main()
