"""What was said in the pretended chats: kept in memory, capped, the same for every tab and every peer."""

import itertools
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from plugins.kernel import clock

from .worlds import Chat

KEPT_PER_CHAT = 300


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    text: str


@dataclass(frozen=True, slots=True)
class At:
    """A persona, the bot, ``all``, or the bare id of somebody who is not here."""

    who: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the album."""

    photo: str


@dataclass(frozen=True, slots=True)
class Quote:
    """An earlier message that is answered."""

    id: int


@dataclass(frozen=True, slots=True)
class Other:
    """Something this page cannot show; the text says what it was."""

    text: str


Segment = Text | At | Picture | Quote | Other
KINDS: dict[type[Segment], str] = {Text: "text", At: "at", Picture: "image", Quote: "reply", Other: "other"}


def has_content(segments: list[Segment]) -> bool:
    """Whether there is anything to read or see."""
    return any(not isinstance(each, Quote) and each != Text("") for each in segments)


@dataclass(slots=True)
class Message:
    """One message. ``real`` is the machine's time (what frames carry), ``shown`` the demo's (what people see)."""

    id: int
    seq: int
    chat: Chat
    who: str
    segments: list[Segment]
    real: float = field(default_factory=time.time)
    shown: str = field(default_factory=lambda: f"{clock.local():%Y-%m-%dT%H:%M:%S}")
    recalled: bool = False

    @property
    def told(self) -> float:
        """When it was said, for who asks now: the demo's clock may have been moved since."""
        return (clock.at_local(datetime.fromisoformat(self.shown)) - clock.shift()).timestamp()

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(each.text for each in self.segments if isinstance(each, Text))

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return {
            "id": self.id,
            "chat": self.chat.key,
            "who": self.who,
            "at": self.shown,
            "recalled": self.recalled,
            "segments": [] if self.recalled else [{"kind": KINDS[type(each)]} | asdict(each) for each in self.segments],
        }


class Log:
    """All messages by chat. Ids go on growing over a restart, because they start at the machine's second."""

    def __init__(self) -> None:
        self._ids = itertools.count(int(time.time()))
        self._seqs = itertools.count(1)
        self._by_chat: dict[str, deque[Message]] = {}
        self._by_id: dict[int, Message] = {}

    def add(self, chat: Chat, who: str, segments: list[Segment]) -> Message:
        """Write a new message down; the oldest of a full chat is forgotten."""
        message = Message(next(self._ids), next(self._seqs), chat, who, segments)
        kept = self._by_chat.setdefault(chat.key, deque())
        if len(kept) >= KEPT_PER_CHAT:
            del self._by_id[kept.popleft().id]
        kept.append(message)
        self._by_id[message.id] = message
        return message

    def find(self, ident: object) -> Message | None:
        """The message with that id, as a number or in digits."""
        return self._by_id.get(int(str(ident))) if str(ident).isascii() and str(ident).isdecimal() else None

    def of(self, chat: Chat, most: int = KEPT_PER_CHAT) -> list[Message]:
        """The latest of one chat, oldest first."""
        return list(self._by_chat.get(chat.key, ()))[-most:] if most > 0 else []

    def everything(self) -> list[Message]:
        """All of it, oldest first."""
        return sorted(self._by_id.values(), key=lambda each: each.seq)
