"""What the job needs to know about a bot: how it is installed and started, how one speaks to it, how its answers are read."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from bench.beside.line import Line
from bench.program import Program

SLOWEST = 240  # seconds for one to start on a busy machine
NO_FEATURE = "没有这个功能"


class Place(StrEnum):
    """What a person was told about a place on a list."""

    IN = "in"
    WAITING = "waiting"
    FULL = "full"
    ALREADY = "already"
    UNANSWERED = "unanswered"
    ELSEWHERE = "elsewhere"  # on the list of another activity than he meant


class Strange(Exception):
    """An answer that the driver cannot read: it is looked at by a person, never counted."""


class Guest(ABC):
    """A bot in a folder of its own. ``home``: where it is installed; ``folder``: what one run of it leaves behind."""

    name: ClassVar[str]
    packages: ClassVar[Sequence[str]] = ()
    settings: ClassVar[str] = ""  # what was set otherwise than it comes, and why
    storage: ClassVar[str] = ""
    remark: ClassVar[str] = ""  # what one must know to read its figures
    path: ClassVar[str] = "/onebot/v11/ws"
    patience: ClassVar[float] = 12  # seconds after which nobody waits for an answer any more
    has_limit: ClassVar[bool] = True
    has_cancel: ClassVar[bool] = True
    has_list: ClassVar[str] = ""  # when there is none at any time: what there is instead

    def __init__(self, home: Path, folder: Path, people: int) -> None:
        self.home, self.folder, self.people = home, folder, people
        self.starts = 0
        self.line: Line
        self.program: Program
        self._doors = AsyncExitStack()

    @abstractmethod
    def install(self) -> None:
        """Put it into ``home``, unless it is there."""

    @abstractmethod
    def command(self, port: int) -> tuple[Sequence[str], Mapping[str, str]]:
        """What starts it in ``folder``, and its environment; files that it reads are written first."""

    async def start(self) -> None:
        """Started, and the peer connected; the first time it is also made ready for the community."""
        if not self.starts:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.program = Program(self.name, self.folder, path=self.path, patience=SLOWEST)
            self.program.command, environment = self.command(self.program.port)
            self.program.settings = {"PYTHONPATH": "", **environment}
        # in a thread, as the lines to the other bots must be answered meanwhile
        await asyncio.to_thread(self.program.__enter__)
        self.line = await self._doors.enter_async_context(Line(self.program.url, self.people, self.unprompted))
        self.line.patience = self.patience
        await self.listening()
        self.starts += 1

    async def stop(self) -> None:
        """Ended as a service is ended."""
        await self._doors.aclose()
        await asyncio.to_thread(self.program.__exit__)

    def end(self) -> None:
        """Leave nothing behind, whatever happened."""
        with suppress(AttributeError):  # one that never started has no process
            self.program.kill()

    async def kill(self) -> None:
        """Ended without a word."""
        await asyncio.to_thread(self.program.kill)
        await self.stop()

    async def listening(self) -> None:
        """Wait until it hears what is said."""
        await self.line.settle()

    def unprompted(self, text: str) -> bool:
        """Whether it says this of its own accord, not as the answer."""
        return False

    async def welcome(self) -> None:
        """What an administrator does once before the first activity."""
        return

    @abstractmethod
    async def open(self, activity: int, places: int) -> None:
        """Announce an activity."""

    @abstractmethod
    async def sign_up(self, person: int, activity: int) -> Place:
        """From his first word to the answer that says where he stands."""

    @abstractmethod
    async def cancel(self, person: int, activity: int) -> None:
        """Off the list."""

    @abstractmethod
    async def on_list(self, activity: int, reader: int) -> list[int]:
        """Who takes part, as the list reads that ``reader`` asks for (or that was published)."""

    async def last_lists(self, activities: int) -> list[list[int]]:
        """The lists at the very end."""
        return [await self.on_list(activity, self.people - 1 - activity) for activity in range(activities)]


def read(answer: str, wanted: Mapping[str, Place]) -> Place:
    """The place of which a word stands in the answer. Raises ``Strange``."""
    for word, place in wanted.items():
        if word in answer:
            return place
    raise Strange(answer)


def expect(answer: str, wanted: str) -> None:
    """Raises ``Strange`` unless the word stands in the answer."""
    if wanted not in answer:
        raise Strange(answer)
