"""A problem that another room has heard of (a line of the lake patrol's log) can become a ticket with one answer.

The rooms do not know each other: the one that hears offers it here, and the one that makes tickets of problems registers how.
"""

from collections.abc import Awaitable, Callable, Sequence

from plugins.inbox.table import Turn

Offer = Callable[[Turn, str, Sequence[str], str], Awaitable[str]]
_offers: list[Offer] = []


def use_offer(offer: Offer) -> None:
    """Let ``offer`` (turn, words, stored photos, where by default) ask whether it should become a ticket."""
    _offers[:] = [offer]


async def offer(turn: Turn, words: str, photos: Sequence[str], where: str) -> str:
    """The question to put behind the answer, which now waits for its 1; empty when the words name no problem."""
    return await _offers[0](turn, words, photos, where) if _offers else ""
