"""What was seen, in one table: a column for each bot, times beside this bot's in the same run."""

import os
import platform
from collections.abc import Callable, Sequence
from datetime import date

from bench.beside.guest import NO_FEATURE
from bench.beside.job import Findings, Job, Size
from bench.peer import quantile

INTRODUCTION = """Each bot runs as its own documents say, with its own storage, on the first core; the client, the same OneBot v11
peer over a real WebSocket for all, on the second. {people} people want into {activities} activities of {places} places; what is
timed goes by the bots in turns, {quiet} sign-ups one by one and {busy} ten at a time. Times of the others are multiples of the
first column's. `{no}`: the bot does not have that, which is no fault of it. Judged by what the bots answered and by their lists.
To repeat it: `make beside` (Python, node, npm and git; each bot is installed once in a folder outside the repository, `BESIDE=…`)."""
NOT_REACHED = "not reached"
OWN_LOAD = 3
Row = tuple[str, Callable[[Job], str]]


def section(jobs: Sequence[Job], size: Size, seed: int, seconds: float) -> str:
    """The chapter of ``RESULTS.md``."""
    ours = jobs[0].found
    numbers = {"people": size.people, "activities": size.activities, "places": size.places, "no": NO_FEATURE}
    numbers |= {"quiet": size.quiet * size.activities, "busy": size.busy * size.activities}
    head = [
        f"# Results of `make beside SEED={seed}`",
        f"{date.today():%Y-%m-%d} · {platform.system()}, {os.cpu_count()} cores{_load()}, Python {platform.python_version()} · "
        f"took {seconds:.0f} s",
        INTRODUCTION.format(**numbers),
    ]
    return "\n\n".join([*head, table(jobs, [*told(size), *paces(ours)]), *notes(jobs)])


def _load() -> str:
    """How busy the machine was, and that others worked on it when it was busier than this bench makes it."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    shared = ", shared with other work: look at what is right, the times are rough" if load > OWN_LOAD else ""
    return f", load average {load:.1f} at the end{shared}"


def table(jobs: Sequence[Job], rows: Sequence[Row]) -> str:
    """Markdown."""
    names = [job.name.partition(" + ")[2] or job.name for job in jobs]
    lines = [["what", *names], ["---"] * (len(jobs) + 1)]
    lines += [[what, *(cell(job) for job in jobs)] for what, cell in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(size: Size) -> list[Row]:
    """What is right or not, whatever the time."""
    asked = size.people // size.activities
    return [
        (f"{asked} ask for {size.places} places: how many stand on a list", _on_list),
        ("told that it is full, or that they wait", lambda job: str(_refused(job)) if job.guest.has_limit else NO_FEATURE),
        (f"asked and got no answer, of {size.people}", lambda job: str(job.found.unanswered)),
        ("put into another activity than they asked for", lambda job: str(job.found.elsewhere)),
        (f"{size.activities} ask again: told that they are on the list", lambda job: str(job.found.told_already)),
        ("… on the list twice", lambda job: _count(job, job.found.listed_twice)),
        ("… lists on which they lost their turn", lambda job: _count(job, job.found.turns_changed)),
        (f"{size.activities} messages delivered twice: answered twice", lambda job: str(job.found.answered_again)),
        ("… on the list twice", lambda job: _count(job, job.found.listed_again)),
        ("killed at rest and started again: sign-ups lost", lambda job: _count(job, job.found.lost_at_rest)),
        (f"killed {size.kills} times with messages in flight: promised places lost, on the list twice", _storm),
        (f"{size.cancels * size.activities} cancel: still on the list", _cancelled),
        (
            f"… {size.activities} of their old messages delivered again: back on the list",
            lambda job: _count(job, job.found.came_back),
        ),
        ("… free places taken by those who were too late", _freed),
        ("lists that are not what people were told", lambda job: _count(job, job.found.lists_wrong)),
    ]


def paces(ours: Findings) -> list[Row]:
    """How long things take, as multiples of this bot's."""

    def shown(what: Callable[[Findings], Sequence[float]], share: float) -> Callable[[Job], str]:
        return lambda job: _times(job, what(job.found), what(ours), share)

    return [
        ("messages that a sign-up takes", lambda job: str(job.found.messages)),
        ("a sign-up, one by one: p50", shown(lambda found: found.sign_up, 0.5)),
        ("a sign-up, ten messages in flight: p50", shown(lambda found: found.in_crowd, 0.5)),
        ("a sign-up, ten messages in flight: p99", shown(lambda found: found.in_crowd, 0.99)),
        ("sign-ups a second, ten messages in flight", lambda job: _throughput(job, ours)),
        ("a cancel: p50", shown(lambda found: found.cancel, 0.5)),
        ("a list of forty: p50", shown(lambda found: found.look, 0.5)),
        ("start, existing data", lambda job: f"{min(job.found.start):.1f} s" if job.found.start else NOT_REACHED),
    ]


def notes(jobs: Sequence[Job]) -> list[str]:
    """Versions, storage, settings, and what is there instead of what is missing."""
    made = ["## The bots"]
    for job in jobs:
        guest = job.guest
        parts = [
            f"**{guest.name}**",
            f"storage: {guest.storage}",
            f"installed: {', '.join(guest.packages)}" if guest.packages else "",
        ]
        parts += [f"set: {guest.settings}" if guest.settings else "", f"lists: {guest.has_list}" if guest.has_list else ""]
        parts += [guest.remark, f"stopped by {job.found.broken}" if job.found.broken else ""]
        made.append("* " + "; ".join(filter(None, parts)) + ".")
    return [made[0], "\n".join(made[1:])]


def _count(job: Job, number: int | None) -> str:
    return _missing(job) if number is None else str(number)


def _missing(job: Job) -> str:
    return NOT_REACHED if job.found.broken else NO_FEATURE


def _refused(job: Job) -> int:
    return sum(map(len, [*job.waiting, *job.refused]))


def _on_list(job: Job) -> str:
    counts = job.found.on_list
    if not counts:
        return NOT_REACHED
    span = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)}–{max(counts)}"
    return span if job.guest.has_limit else f"{NO_FEATURE} ({span})"


def _storm(job: Job) -> str:
    return "{1}, {2}".format(*job.found.storm) if job.found.storm else job.found.storm_ended.partition("\n")[0] or NOT_REACHED


def _cancelled(job: Job) -> str:
    return _count(job, job.found.still_there) if job.guest.has_cancel else NO_FEATURE


def _freed(job: Job) -> str:
    if job.found.freed:
        return "{} of {}".format(*job.found.freed)
    if job.found.came_back is None:
        return _missing(job) if job.guest.has_cancel else NO_FEATURE
    return "nobody was too late"


def _times(job: Job, values: Sequence[float], ours: Sequence[float], share: float) -> str:
    if not values:
        return _missing(job)
    wait = quantile(values, share)
    return f"{wait * 1000:.1f} ms" if values is ours else f"{wait / quantile(ours, share):.2f} ×"


def _throughput(job: Job, ours: Findings) -> str:
    if not job.found.busy:
        return NOT_REACHED
    rate = _rate(job.found)
    return f"{rate:.0f}" if job.found is ours else f"{rate / _rate(ours):.2f} ×"


def _rate(found: Findings) -> float:
    return sum(count for count, _ in found.busy) / sum(took for _, took in found.busy)
