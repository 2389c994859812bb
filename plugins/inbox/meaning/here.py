"""What a sentence can be about in the place where it is said: the open activities, the time, and what is quoted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Thing:
    """An activity the speaker could mean: ``starts`` aware, in Shanghai time, ``proxied`` the names he signed up for it."""

    number: int
    title: str
    starts: datetime
    place: str = ""
    is_patrol: bool = False
    joined: bool = False
    proxied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when something is said: ``now`` in Shanghai time, the open things, the number of the one that is quoted."""

    now: datetime
    things: tuple[Thing, ...]
    quoted: int | None = None
