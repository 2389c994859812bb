"""The course of the job: what is timed goes by all bots in turns, or by one after the other; the rest side by side."""

import asyncio
import traceback
from collections.abc import Coroutine

from bench.beside.guest import Place
from bench.beside.job import Job, Size, doubles

CHUNKS = 10  # rounds in which the bots take turns, so that a slow minute weighs on all of them


def chunks(people: list[int]) -> list[list[int]]:
    """The same people in so many rounds."""
    size = -(-len(people) // CHUNKS)
    return [people[start : start + size] for start in range(0, len(people), size)]


async def run(jobs: list[Job], size: Size) -> None:
    """The whole of it: what is timed in turns, the rest side by side."""
    for job in jobs:
        await whole(job, job.open())
    for people in chunks(size.ranks(0, size.quiet)):
        for job in jobs:
            await whole(job, job.quietly(people))
    await asyncio.gather(*(whole(job, delivered_twice(job)) for job in jobs))
    await asyncio.gather(*(whole(job, restarted(job)) for job in jobs))
    for people in chunks(size.ranks(size.quiet, size.busy)):
        for job in jobs:
            await whole(job, job.busily(people))
    await asyncio.gather(*(whole(job, asked_again(job)) for job in jobs))
    await asyncio.gather(*(whole(job, rushed(job)) for job in jobs))
    for job in jobs:
        await whole(job, second_half(job))


async def whole(job: Job, part: Coroutine[None, None, None]) -> None:
    """A part of the job; a bot that cannot go on is left out of the rest, with what stopped it."""
    if job.found.broken:
        part.close()
        return
    try:
        await part
    except Exception as stopped:
        job.found.broken = f"{type(stopped).__name__}: {stopped}"
        traceback.print_exc()
        await job.guest.stop()


async def delivered_twice(job: Job) -> None:
    """The message that brought the first of each activity his place comes once more."""
    job.found.answered_again = await job.guest.line.again([job.said[person] for person in job.size.ranks(0, 1)])
    if not job.guest.has_list:
        job.found.listed_again = doubles(await job.lists())


async def restarted(job: Job) -> None:
    """Killed while nothing happens, and started again: whoever was told must still be there."""
    job.before_kill = [person for told in job.told for person in told]
    await job.guest.kill()
    await job.start()
    if not job.guest.has_list:
        job.found.lost_at_rest = job.missing(await job.lists())


async def second_half(job: Job) -> None:
    """Who leaves, who comes in instead, and what the lists say then."""
    if job.guest.has_cancel:
        left = await cancelled(job)
        await came_in(job, left)
    if not job.guest.has_list:
        await looked(job)
    await job.guest.stop()


async def asked_again(job: Job) -> None:
    """The second of each activity asks once more for the place he has."""
    before = [] if job.guest.has_list else await job.lists()
    for person in job.size.ranks(1, 1):
        place = await job.guest.sign_up(person, person % job.size.activities)
        job.found.told_already += place is Place.ALREADY
    if before:
        after = await job.lists()
        job.found.listed_twice = doubles(after) - doubles(before)
        job.found.turns_changed = sum(was != now[: len(was)] for was, now in zip(before, after, strict=True))


async def rushed(job: Job) -> None:
    """Many press for the places that are left, activity by activity; then those who are late."""
    size = job.size
    pressing = size.ranks(size.quiet + size.busy, size.press)
    for activity in range(size.activities):
        await job.busily([each for each in pressing if each % size.activities == activity], timed=False)
    for person in size.ranks(size.quiet + size.busy + size.press, size.late):
        await job.sign_up(person)
    lists = await job.lists()
    job.found.on_list = [len(set(listed)) for listed in lists]
    if job.guest.has_list:
        job.found.lost_at_rest = sum(person not in lists[person % size.activities] for person in job.before_kill)
        job.found.listed_twice = job.found.listed_again = doubles(lists)


async def cancelled(job: Job) -> list[int]:
    """Some of each leave; then the message by which one of them once came is delivered again."""
    asked_once = 2 * job.size.activities  # those before asked twice, or their message came twice
    left = [each for told in job.told for each in [who for who in told if who >= asked_once][: job.size.cancels]]
    for person in left:
        job.found.cancel.append(await job.timed(job.guest.cancel(person, person % job.size.activities)))
        job.told[person % job.size.activities].remove(person)
    job.found.still_there = len(await _there(job, left))
    stale = left[:: job.size.cancels]
    await job.guest.line.again([job.said[person] for person in stale])
    back = await _there(job, stale)
    job.found.came_back = len(back)
    for person in back:
        await job.guest.cancel(person, person % job.size.activities)
    return left


async def _there(job: Job, people: list[int]) -> list[int]:
    lists = await job.lists()
    return [person for person in people if person in lists[person % job.size.activities]]


async def came_in(job: Job, left: list[int]) -> None:
    """Those who wait move up by themselves; those who were refused ask again."""
    hoped: list[int] = []
    for activity in range(job.size.activities):
        gone = sum(person % job.size.activities == activity for person in left)
        free = max(0, min(gone, job.size.places - len(job.told[activity])))
        moved = job.waiting[activity][:free]
        job.told[activity] += moved
        hoped += moved
        for person in job.refused[activity][: free - len(moved)]:
            await job.sign_up(person)
            hoped.append(person)
    if hoped:
        job.found.freed = (len(await _there(job, hoped)), len(hoped))


async def looked(job: Job) -> None:
    """Lists are asked for, and hold exactly those who were told so."""
    size, wrong = job.size, 0
    for number in range(size.looks * size.activities):
        activity = number % size.activities
        reading = asyncio.ensure_future(job.guest.on_list(activity, (number + 1) % size.people))
        job.found.look.append(await job.timed(reading))
        wrong += set(reading.result()) - job.unsure != set(job.told[activity]) - job.unsure
    job.found.lists_wrong = wrong
