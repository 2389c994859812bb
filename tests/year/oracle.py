"""What must be true of a community, worked out beside the bot from what was said and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass
class Place:
    """Somebody on a list. ``speaker``: who said it, himself or for him. ``came``: ``None`` before attendance."""

    name: str
    speaker: str
    guests: int = 0
    children: int = 0
    waits: bool = False
    excused: bool = False
    came: bool | None = None

    @property
    def heads(self) -> int:
        return 1 + self.guests + self.children


@dataclass
class Event:
    """An activity. ``call``: how people sign up to it before it has a number.

    ``reminded``: somebody was on its list at 19:00 of the evening before. ``unheard``: the peer was lost then; in the morning the
    reminder of the day may have taken its place.
    """

    title: str
    starts: datetime
    ends: datetime
    number: int | None = None
    limit: int | None = None
    leaves_until: datetime | None = None
    minimum: int = 0
    patrol: bool = False
    places: list[Place] = field(default_factory=list)
    called_off: bool = False
    recorded: bool = False
    of_series: bool = False
    copy: str = ""
    left: set[str] = field(default_factory=set)
    roll_on: date | None = None
    reminded: bool = False
    unheard: bool = False

    @property
    def call(self) -> str:
        return str(self.number) if self.number else f"{self.starts.month}月{self.starts.day}日{self.title}"

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds()) // 60

    @property
    def going(self) -> list[Place]:
        return [each for each in self.places if not each.waits]

    @property
    def heads(self) -> int:
        return sum(each.heads for each in self.going)

    @property
    def adults(self) -> int:
        """Who came, and whom they brought."""
        return sum(1 + each.guests for each in self.going if each.came)

    def of(self, name: str) -> Place | None:
        return next((each for each in self.places if each.name == name), None)

    def former(self, name: str) -> bool:
        """Whether he was on it and is no longer: he does not come back."""
        return name in self.left

    def join(self, place: Place) -> Place:
        """On the list, or behind those who wait where it is full; again changes nothing."""
        if found := self.of(place.name):
            return found
        somebody_waits = any(each.waits for each in self.places)
        place.waits = self.limit is not None and (somebody_waits or self.heads + place.heads > self.limit)
        self.places.append(place)
        return place

    def too_late(self, now: datetime) -> bool:
        """Nobody leaves any more."""
        return now >= (self.leaves_until or self.starts)

    def leave(self, place: Place, now: datetime) -> list[str] | None:
        """Off the list; the names of those who move up, in their order. ``None``: too late, he is excused and keeps his place."""
        if not place.waits and self.too_late(now):
            place.excused = True
            return None
        self.places.remove(place)
        self.left.add(place.name)
        return self.move_up()

    def move_up(self) -> list[str]:
        """Whoever waits takes the places that are free, strictly in order; their names."""
        moved = []
        for each in self.places:
            if each.waits and self.limit is not None:
                if self.heads + each.heads > self.limit:
                    break
                each.waits = False
                moved.append(each.name)
        return moved


@dataclass(frozen=True, slots=True)
class Posting:
    """A line that the books must hold."""

    name: str
    at: datetime
    minutes: int
    points: int
    what: str


@dataclass
class Case:
    """A ticket: ``hazard`` or ``need``. ``state``: new, taken, checking, fixed, unconfirmed, gone."""

    number: int
    kind: str
    reporter: str
    opened: datetime
    state: str = "new"
    finished: datetime | None = None
    handler: str = ""
    verified: bool = False
    worth: int = 0
    due: datetime | None = None
    hands: list[str] = field(default_factory=list)

    def settle(self, now: datetime) -> None:
        """Nobody said a word for seven days: it closes, and does not count as done."""
        if self.state == "checking" and self.finished and now >= self.finished + timedelta(days=7):
            self.state = "unconfirmed"


@dataclass
class Kindness:
    """随手助 or 随手派."""

    number: int
    kind: str
    name: str
    at: datetime
    copies: int = 0
    state: str = "open"


@dataclass
class Oracle:
    """All of a community. ``known``: whoever has done something in the group, so that the bot knows in private from where he is."""

    events: list[Event] = field(default_factory=list)
    cases: dict[int, Case] = field(default_factory=dict)
    kindnesses: dict[tuple[str, int], Kindness] = field(default_factory=dict)
    given: list[Posting] = field(default_factory=list)
    registered: dict[str, datetime] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def postings(self) -> Iterator[Posting]:
        """The books as they must be now, line by line."""
        for event in self.events:
            for place in event.going if event.recorded else ():
                if place.came:
                    yield Posting(place.name, event.ends, event.minutes, _points(event.minutes), event.title)
        for case in self.cases.values():
            yield from _earned(case)
        for deed in self.kindnesses.values():
            if deed.state == "passed":
                yield Posting(deed.name, deed.at, 30, 1, deed.kind)
        yield from self.given

    def sums(self) -> dict[str, tuple[int, int]]:
        """Minutes and points of everybody who has any."""
        found: dict[str, tuple[int, int]] = {}
        for each in self.postings():
            minutes, points = found.get(each.name, (0, 0))
            found[each.name] = (minutes + each.minutes, points + each.points)
        return found

    def settle(self, now: datetime) -> None:
        for each in self.cases.values():
            each.settle(now)


def _points(minutes: int) -> int:
    """One an hour, half an hour counts as a whole one."""
    return (minutes + 30) // 60


def _earned(case: Case) -> Iterator[Posting]:
    if case.state != "fixed" or not case.finished:
        return
    if case.kind == "hazard" and case.verified:
        yield Posting(case.reporter, case.finished, 0, 1, "随手报")
    for name in (case.handler, *case.hands) if case.kind == "need" else ():
        yield Posting(name, case.finished, case.worth, _points(case.worth), "求助")
