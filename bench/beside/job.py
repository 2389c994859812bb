"""The job: a thousand people, twenty activities of forty places, and a book beside it of what everybody was told.

Person ``n`` wants activity ``n % 20``, so fifty ask for the forty places of each. The first two of each come one by one, the
next thirty-three ten at a time; eight press at once for the five places that are left, and seven come when it is over.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bench.beside.guest import Guest, Place
from bench.beside.line import Silent

DEAF = 25  # people in a row without an answer: it is not there any more


@dataclass(frozen=True, slots=True)
class Size:
    """The whole job, or a taste of it for the tests: how many of each activity come when."""

    activities: int = 20
    places: int = 40
    quiet: int = 2
    busy: int = 33
    press: int = 8
    late: int = 7
    cancels: int = 3
    looks: int = 2
    in_flight: int = 10
    kills: int = 5
    in_storm: int = 10

    @property
    def people(self) -> int:
        """How many there are."""
        return self.activities * (self.quiet + self.busy + self.press + self.late)

    def ranks(self, first: int, count: int) -> list[int]:
        """Those who come as the ``first`` and the next of every activity, in turns over the activities."""
        return list(range(first * self.activities, (first + count) * self.activities))


@dataclass
class Findings:
    """What was seen: seconds, and counts of people unless said otherwise; ``None``: the bot has nothing of the kind."""

    start: list[float] = field(default_factory=list)
    sign_up: list[float] = field(default_factory=list)
    busy: list[tuple[int, float]] = field(default_factory=list)  # how many were answered, in how long
    in_crowd: list[float] = field(default_factory=list)  # a sign-up while ten messages are in flight
    cancel: list[float] = field(default_factory=list)
    look: list[float] = field(default_factory=list)
    messages: int = 1  # that one sign-up takes
    answered_again: int = 0  # messages that were delivered twice and answered twice
    listed_again: int | None = None  # people who stood twice on a list because of that
    lost_at_rest: int | None = None
    told_already: int = 0
    listed_twice: int | None = None
    turns_changed: int | None = None  # lists whose order another word of the same person changed
    on_list: list[int] = field(default_factory=list)  # on each list when all have asked
    elsewhere: int = 0
    unanswered: int = 0
    still_there: int | None = None
    came_back: int | None = None
    freed: tuple[int, int] | None = None  # how many came in for those who left, of how many
    lists_wrong: int | None = None  # lists that are not what people were told
    storm: tuple[int, int, int] | None = None  # kills, promised but lost, twice on a list
    storm_ended: str = ""
    broken: str = ""


class Job:
    """One bot's way through it. ``told[activity]``: who was told that he takes part, in that order."""

    def __init__(self, guest: Guest, size: Size) -> None:
        self.guest, self.size, self.found = guest, size, Findings()
        self.told: list[list[int]] = [[] for _ in range(size.activities)]
        self.waiting: list[list[int]] = [[] for _ in range(size.activities)]
        self.refused: list[list[int]] = [[] for _ in range(size.activities)]
        self.unsure: set[int] = set()  # who asked and heard nothing
        self.silence = 0
        self.before_kill: list[int] = []  # who was told so before it was killed at rest
        self.said: dict[int, str] = {}  # the message that brought each his place, as it was sent

    async def start(self) -> None:
        """Started, by itself or again."""
        await self.guest.start()
        self.found.start.append(self.guest.program.started_in)

    @property
    def name(self) -> str:
        """Whose way it is."""
        return self.guest.name

    async def open(self) -> None:
        """Started, and everything announced."""
        await self.start()
        await self.guest.welcome()
        for activity in range(self.size.activities):
            await self.guest.open(activity, self.size.places)

    async def sign_up(self, person: int) -> Place:
        """Ask, and write down what was said. Raises ``Silent`` when nobody hears anything any more."""
        activity = person % self.size.activities
        try:
            place = await self.guest.sign_up(person, activity)
        except Silent:
            place = Place.UNANSWERED
        self.said[person] = self.guest.line.last.get(person, "")
        self._write(person, activity, place)
        return place

    def _write(self, person: int, activity: int, place: Place) -> None:
        self.silence = self.silence + 1 if place is Place.UNANSWERED else 0
        told = self.told[activity]
        if place is Place.IN or (place is Place.ALREADY and person not in told):
            told.append(person)
        elif place is Place.ELSEWHERE:
            self.found.elsewhere += 1
        elif place is Place.UNANSWERED:
            self.unsure.add(person)
            self.found.unanswered += 1
            if self.silence > DEAF:
                raise Silent(self.guest.name)
        elif place is Place.WAITING:
            self.waiting[activity].append(person)
        elif place is Place.FULL:
            self.refused[activity].append(person)

    async def timed(self, deed: Awaitable[object]) -> float:
        """Seconds that people waited for answers while it was done; what they took to read does not count."""
        self.guest.line.spent.clear()
        await deed
        return sum(self.guest.line.spent.values())

    async def quietly(self, people: Sequence[int]) -> None:
        """One after the other, each timed."""
        for person in people:
            before = self.guest.line.sent
            seconds = await self.timed(self.sign_up(person))
            if person not in self.unsure:
                self.found.sign_up.append(seconds)
                self.found.messages = self.guest.line.sent - before

    async def busily(self, people: Sequence[int], *, timed: bool = True) -> None:
        """Many at once; never more than ``in_flight`` messages wait for an answer."""
        async with self.crowded():
            self.guest.line.spent.clear()
            start = time.perf_counter()
            await asyncio.gather(*(self.sign_up(person) for person in people))
            answered = [person for person in people if person not in self.unsure]
            if timed and answered:
                self.found.busy.append((len(answered), self.guest.line.answered_at - start))
                self.found.in_crowd += [self.guest.line.spent[person] for person in answered]

    @asynccontextmanager
    async def crowded(self) -> AsyncIterator[None]:
        """Several messages may wait for their answers at once."""
        self.guest.line.gate = asyncio.Semaphore(self.size.in_flight)
        yield
        self.guest.line.gate = asyncio.Semaphore(1)

    async def lists(self) -> list[list[int]]:
        """What the lists say; each reader belongs to another activity than the one he reads about."""
        return [await self.guest.on_list(each, each + 1) for each in range(self.size.activities)]

    def missing(self, lists: Sequence[Sequence[int]]) -> int:
        """How many were told that they take part and do not stand on the list."""
        return sum(len(set(told) - set(listed)) for told, listed in zip(self.told, lists, strict=True))


def doubles(lists: Sequence[Sequence[int]]) -> int:
    """How many lines too many there are of people who stand on a list already."""
    return sum(len(each) - len(set(each)) for each in lists)
