"""Pasted texts that are no command but meant for us all the same (接龙): a room above registers how they are known and read.

The detector looks at every message of every group, so it must be done with ordinary chatter in about a microsecond.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum

from .heard import Heard
from .speaker import Who
from .table import Command, Match, Run, Takes, Turn, Where


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
    command = Command(
        name=name,
        run=run,
        words=(),
        topic="",
        summary="",
        usage="",
        examples=(),
        who=Who.ANYONE,
        where=Where.ANYWHERE,
        takes=Takes.NOTHING,
        shape=None,
        accepts=None,
        known_only=False,
        quoting=(),
        under="",
        writes=True,
        unbound=False,
        photos=False,
        photos_before=False,
        private_word=False,
        meant=None,
    )
    _readers[:] = [_Reader(detect, wanted, Match(command, "", "", "", plain=True))]


def likeness(heard: Heard) -> Likeness:
    """Whether the message is a pasted text that somebody here reads."""
    return _readers[0].detect(heard) if _readers else Likeness.NONE


def match() -> Match:
    """The reader as something to be run. Only after ``likeness`` has said yes."""
    return _readers[0].match


async def is_wanted(turn: Turn) -> bool:
    """Whether the pasted text is of interest here."""
    return turn.speaker.community_id is not None and await _readers[0].wanted(turn)
