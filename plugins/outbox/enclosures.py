"""Files that go along with a letter: made when it leaves, by whoever knows what is in them, so that no copy lies in the outbox."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that exists: its name, its bytes, and what is said instead of the letter's words where the peer takes none."""

    name: str
    data: bytes
    instead: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: which kind, and of what (plain JSON; nothing personal)."""

    kind: str
    of: dict[str, Any]


Maker = Callable[[dict[str, Any]], Awaitable[Enclosure | None]]
_makers: dict[str, Maker] = {}


def makes(kind: str) -> Callable[[Maker], Maker]:
    """Declare who makes the files of a kind. ``None`` from him: there is nothing to enclose. A second one is a mistake."""

    def declare(maker: Maker) -> Maker:
        if kind in _makers:
            raise ValueError(f"two rooms make {kind}")
        _makers[kind] = maker
        return maker

    return declare


async def make(order: dict[str, Any] | None) -> Enclosure | None:
    """The file of a stored order; ``None`` where none was asked for, or nobody makes such files any more."""
    maker = _makers.get(order["kind"]) if order else None
    return await maker(order["of"]) if order and maker else None
