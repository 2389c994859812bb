"""What people say to the bot that is no command and still a room's concern: a danger, a photo alone, more about their report.

A room above registers a listener. It is asked with a reading session, only where the bot is spoken to (or where a photo is
awaited); ``run`` then has a transaction like any command. An answer without text is silence.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum

from .table import Match, Run, Turn, wordless


class Claim(IntEnum):
    """``FIRST`` goes before any guess what the sentence means, ``LAST`` comes when nothing else was understood.

    ``RATHER`` comes then, too, but before anybody's ``LAST``: the room knows the matter for its own.
    """

    NONE = 0
    LAST = 1
    RATHER = 2
    FIRST = 3


Wanted = Callable[[Turn], Awaitable[Claim]]


@dataclass(frozen=True, slots=True)
class _Listener:
    wanted: Wanted
    match: Match
    order: int


_listeners: list[_Listener] = []


def use_listener(wanted: Wanted, run: Run, *, name: str, order: int = 10, private_photos: bool = False) -> None:
    """Let ``run`` answer what ``wanted`` claims; of two that claim alike the lower ``order`` has it. ``name`` stands in the receipt.

    ``private_photos``: as a command has them.
    """
    _listeners[:] = [each for each in _listeners if each.match.command.name != name]
    _listeners.append(_Listener(wanted, wordless(name, run, photos=True, private_photos=private_photos), order))
    _listeners.sort(key=lambda each: each.order)


async def claim(turn: Turn) -> tuple[Claim, Match | None]:
    """The strongest claim to what was said, and what to run for it."""
    best: tuple[Claim, Match | None] = (Claim.NONE, None)
    if turn.speaker.community_id is None:
        return best
    for each in _listeners:
        claimed = await each.wanted(turn)
        if claimed > best[0]:
            best = claimed, Match(each.match.command, "", turn.heard.text, turn.heard.said, plain=True)
    return best
