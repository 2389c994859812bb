"""Pasted texts that are no command but meant for us all the same (接龙): a room above registers how they are known and read.

The detector looks at every message of every group, so it must be done with ordinary chatter in about a microsecond.
"""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from plugins.kernel import clock

from .heard import Heard
from .table import Match, Run, Turn, wordless


class Likeness(IntEnum):
    """Whether a text is of the kind: ``LIKE`` gives way to a plain command, ``SURE`` does not."""

    NONE = 0
    LIKE = 1
    SURE = 2


Detector = Callable[[Heard], Likeness]
Wanted = Callable[[Turn], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class _Reader:
    detect: Detector
    wanted: Wanted
    match: Match


_readers: list[_Reader] = []


def use_paste_reader(detect: Detector, wanted: Wanted, run: Run, *, name: str) -> None:
    """Read pasted texts with ``run`` from now on.

    ``wanted``: asked with a reading session before anything is written; ``False`` means silence. An answer of ``run`` without
    text is silence, too, but what it has written stays. ``name`` stands in the receipt.
    """
    _readers[:] = [_Reader(detect, wanted, wordless(name, run))]


def likeness(heard: Heard) -> Likeness:
    """Whether the message is a pasted text that somebody here reads."""
    return _readers[0].detect(heard) if _readers else Likeness.NONE


def match() -> Match:
    """The reader as something to be run. Only after ``likeness`` has said yes."""
    return _readers[0].match


async def is_wanted(turn: Turn) -> bool:
    """Whether the pasted text is of interest here."""
    return turn.speaker.community_id is not None and await _readers[0].wanted(turn)


LATE = timedelta(minutes=1)
GATHER = 1.5  # seconds in which the others of a burst come in
_bursts: dict[str, "_Burst"] = {}
_arrivals = itertools.count()


@dataclass(slots=True)
class _Burst:
    """Late texts of one chat that wait for their turn: when each was sent, and its arrival."""

    places: list[tuple[datetime, int]] = field(default_factory=list)
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)


def is_late(heard: Heard) -> bool:
    """Whether it was sent to a group well before it came: the line was down, and more of its kind come with it.

    What is caught up from the peer's history stands in order already, and is told of in the one summary of that.
    """
    return heard.in_group and not heard.missed and clock.now() - heard.sent_at > LATE


@asynccontextmanager
async def in_sending_order(heard: Heard) -> AsyncGenerator[None]:
    """Late texts of one chat are taken one by one in the order of sending, however they arrive."""
    if not is_late(heard):
        yield
        return
    burst, me = _bursts.setdefault(str(heard.chat), _Burst()), (heard.sent_at, next(_arrivals))
    burst.places.append(me)
    try:
        await asyncio.sleep(GATHER)
        async with burst.moved:
            await burst.moved.wait_for(lambda: min(burst.places) == me)
        yield
    finally:
        burst.places.remove(me)
        if not burst.places:
            _bursts.pop(str(heard.chat), None)
        async with burst.moved:
            burst.moved.notify_all()
