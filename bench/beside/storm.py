"""Killed without a word while ten messages wait for an answer, again and again; who got no answer asks again, as people do."""

import asyncio
import random
import traceback
from contextlib import suppress

from bench.beside.guest import Guest, Place, Strange
from bench.beside.job import Job, Size, doubles
from bench.beside.line import Silent

DEAD = 120  # seconds without enough answers after which a bot counts as one that does not answer any more
LATEST = 0.02  # seconds after an answer at which the blow falls


async def storm(guest: Guest, size: Size, seed: int) -> Job:
    """Struck ``kills`` times on the way; ``found.storm`` tells what the lists say in the end, ``found.broken`` what ended it."""
    job, dice, done = Job(guest, size), random.Random(seed), 0
    todo = size.ranks(0, size.in_storm)
    stretch = len(todo) // (size.kills + 1)
    try:
        await job.open()
        while done < size.kills:
            todo = await _struck(job, todo, stretch, dice)
            done += 1
            await job.start()
        await job.busily(todo, timed=False)
        lists = await job.lists()
        job.found.storm = size.kills, job.missing(lists), doubles(lists)
    except Exception as stopped:
        job.found.broken = f"after kill {done} {str(stopped) or 'nothing was answered any more'}"
        traceback.print_exc()
    await guest.stop()
    return job


async def _struck(job: Job, todo: list[int], stretch: int, dice: random.Random) -> list[int]:
    """Who has no answer yet when the blow has fallen."""
    answered: set[int] = set()
    struck = asyncio.Event()

    async def one(person: int) -> None:
        with suppress(Silent, Strange):
            if await job.sign_up(person) is not Place.UNANSWERED:
                answered.add(person)
        if len(answered) >= stretch:
            struck.set()

    job.guest.line.gate = asyncio.Semaphore(job.size.in_flight)
    asking = [asyncio.create_task(one(person)) for person in todo[: 2 * stretch]]
    async with asyncio.timeout(DEAD):
        await struck.wait()
    await asyncio.sleep(dice.random() * LATEST)
    await job.guest.kill()
    await asyncio.gather(*asking)
    return [person for person in todo if person not in answered]
