"""The people behind the peers, and the communities in which they live."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.smoke.peers import frame as frame_of
from tests.storm.peer import PHOTO, Expected, Peer

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number as a given name: 王一二三."""
    return "".join(DIGITS[int(digit)] for digit in f"{number:03d}")


def once(*patterns: str) -> Expected:
    """Whether an answer holds what each of the patterns asks for."""
    wanted = [re.compile(each) for each in patterns]
    return lambda text: all(each.search(text) for each in wanted)


@dataclass
class Speaker:
    """Somebody behind a peer. ``known``: he has done something in his community, so that the bot knows him in private, too."""

    peer: Peer
    user: str
    group: str
    known: bool = False
    family: str = ""
    called: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def name(self) -> str:
        return self.called or f"群友{self.user}"

    @property
    def chat(self) -> str:
        return f"{self.peer.self_id}:person:{self.user}"

    async def ask(
        self,
        text: str,
        *expected: str,
        group: bool = False,
        mention: str | None = None,
        photo: bool = False,
        quote: str = "",
        wait: float = 0,
    ) -> str:
        """Say it and wait for an answer that holds all of it; "": none came (the peer has delivered it once more then, or not)."""
        frame = frame_of(self.peer.version, self.peer.self_id, self.user, text, self.group if group else None, mention)
        frame["time"] = type(frame["time"])(time.time() - self.peer.error)
        if "sender" in frame:
            frame["sender"]["nickname"] = self.name
        if photo:
            frame["message"].append(self._photo())
        if quote:
            frame["message"].insert(0, self._quote(quote))
        chat = f"group:{self.group}" if group else f"person:{self.user}"
        self.peer.asked[f"person:{self.user}"] += 1  # said in the group, it may be answered in private
        self.peer.story.said(self.name, f"{self.peer.self_id}:{chat}", text + (f" @{mention}" if mention else ""))
        if group:
            self.peer.past[self.group].append(frame)
        answer = await self.peer.ask(chat, frame, once(*expected), wait or self.peer.patience)
        if answer is None and self.peer.dice.random() < 0.5:
            answer = await self.peer.ask(chat, frame, once(*expected), self.peer.patience / 2)
        return answer or ""

    def _photo(self) -> dict[str, Any]:
        if self.peer.version == "v12":
            return {"type": "image", "data": {"file_id": "photo"}}
        return {"type": "image", "data": {"file": f"base64://{PHOTO}"}}

    def _quote(self, number: str) -> dict[str, Any]:
        if self.peer.version == "v12":
            return {"type": "reply", "data": {"message_id": number, "user_id": self.peer.self_id}}
        return {"type": "reply", "data": {"id": number}}


@dataclass
class Activity:
    """As the town knows it: its number, its title, when it is (a word of the storm's calendar), its limit."""

    number: int
    title: str
    day: str
    limit: int | None = None
    limits: set[int | None] = field(default_factory=set)
    slots: bool = False


@dataclass
class Town:
    """A community: its groups by platform, who keeps it, who lives there, what it has published."""

    name: str
    preset: str
    team: str
    patrols: bool
    admin: Speaker
    staff: Speaker
    other_staff: Speaker
    people: list[Speaker]
    activities: dict[int, Activity] = field(default_factory=dict)
    reminded: set[str] = field(default_factory=set)

    def open_for(self, days: set[str]) -> list[Activity]:
        return [each for each in self.activities.values() if each.day in days and not each.slots]
