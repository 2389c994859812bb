"""Saying something and looking at the answer: what was not answered as it must be is a complaint, how long it took a sample."""

import random
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.year.peer import Person
from tests.year.people import Town

DOUBLES = 0.03  # QQ delivers some messages twice
MOST_COMPLAINTS = 200


class Enough(Exception):
    """So much is wrong that going on tells nothing."""


@dataclass
class Talk:
    """``now``: what time it is for the bot. ``took``: seconds until the answer, by what was said and the month.

    ``doubles``: how many of the messages are delivered twice.
    """

    now: datetime
    dice: random.Random
    took: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    complaints: list[str] = field(default_factory=list)
    asked: int = 0
    chatter: int = 0
    doubles: float = DOUBLES

    def complain(self, town: Town, what: str) -> None:
        self.complaints.append(f"{self.now:%m-%d %H:%M} {town.name}: {what}")
        sys.stderr.write(f"{self.complaints[-1]}\n")
        if len(self.complaints) > MOST_COMPLAINTS:
            raise Enough

    async def ask(
        self,
        town: Town,
        person: Person,
        words: str,
        wanted: str,
        *,
        kind: str = "",
        private: bool = False,
        mention: Person | None = None,
        photo: str | None = None,
    ) -> str:
        """Say it; the answer, or nothing (and a complaint) when none came that holds ``wanted`` (a pattern)."""
        frame = self.frame(town, person, words, private=private, mention=mention, photo=photo)
        chat = f"person:{person.user}" if private else f"group:{town.group}"
        frames = [frame, frame] if self.dice.random() < self.doubles else [frame]
        pattern = re.compile(wanted, re.DOTALL)
        answer, seconds, others = await town.peer.ask(chat, *frames, expected=lambda text: pattern.search(text) is not None)
        self.asked += 1
        if answer is None:
            self.complain(town, f"{person.name}「{words}」: {wanted} was never said, but {others}")
            return ""
        if kind and len(frames) == 1:
            self.took[kind, self.now.month].append(seconds)
        return answer

    async def say(self, town: Town, person: Person, words: str) -> None:
        """Chatter: nobody waits for an answer."""
        self.chatter += 1
        await town.peer.put(self.frame(town, person, words))

    @staticmethod
    def frame(
        town: Town,
        person: Person,
        words: str,
        *,
        private: bool = False,
        mention: Person | None = None,
        photo: str | None = None,
    ) -> dict[str, Any]:
        return town.peer.frame(person, words, None if private else town.group, mention.user if mention else None, photo)
