"""What a command declares about how people say it who never read a help page, and what is guessed from that."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Meant:
    """How people say one command without knowing it; declared beside the command.

    ``line``: the command with slots {thing} {pointed} {person} {heads} {period} {topic} {text}; an empty slot falls away.
    ``says``: phrases that mean it by themselves. ``hints``: phrases that mean it only when a thing is pointed at.
    ``maybe``: phrases that, a thing pointed at, may mean it: they are only ever asked about (28号我有事).
    ``beside``: what people add to it (reasons). ``sounds``: how voice input spells a word of it.
    ``mine``: it is about what the speaker is on, not about what is open. ``asks``: the question for a name, with {who}.
    ``values``: the words for a {period}. ``topic``: what help on it is called.
    ``also``: other shapes of the same command (活动, and 活动 12).
    """

    line: str
    says: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: bool = False
    mine: bool = False
    asks: str = ""
    topic: str = ""
    maybe: tuple[str, ...] = ()
    also: tuple["Meant", ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A command line as somebody could have typed it. With ``asks`` it has one ``{}``, which the answer to it fills."""

    line: str
    sure: bool
    asks: str | None = None
    why: str = ""
