"""A year in an hour: five communities, everybody's habits, misfortunes, and an oracle beside it. ``python -m tests.year``."""

import base64
import io
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from PIL import Image

from tests.year import checks, sides
from tests.year.casework import Casework
from tests.year.errands import Errands
from tests.year.house import House
from tests.year.lists import Lists
from tests.year.measures import Measures
from tests.year.oracle import Oracle
from tests.year.peer import Peer
from tests.year.people import PRESETS, Town, settle
from tests.year.plans import at, of_leader, of_preset
from tests.year.talk import Talk

OFFICE, AFTERNOON, EVENING, NIGHT = (10, 20), (16, 40), (19, 30), (22, 40)
AHEAD = 6
GROUPS = ("70001", "g70002", "70003", "g70004", "70005")


def photo() -> str:
    """A small picture as a message carries it."""
    kept = io.BytesIO()
    Image.new("RGB", (48, 32), "teal").save(kept, "PNG")
    return f"base64://{base64.b64encode(kept.getvalue()).decode()}"


class Life:
    """One community with all its habits."""

    def __init__(self, town: Town, talk: Talk, dice: random.Random, picture: str) -> None:
        self.town, self.talk, self.dice = town, talk, dice
        self.oracle = Oracle()
        self.lists = Lists(town, self.oracle, talk, dice)
        self.cases = Casework(town, self.oracle, talk, dice, picture)
        self.errands = Errands(town, self.oracle, talk, dice)

    async def open(self) -> None:
        """From its preset, with its offices."""
        town = self.town
        await self.talk.ask(town, town.admin, f"开通 {town.name} 模板 {town.preset}", f"{town.name}开通了")
        for person, office in ((town.worker, "社工"), (town.second, "社工"), (town.leader, f"{self.first_team()} 队长")):
            await self.talk.ask(town, town.admin, f"任命 @ {office}", f"{person.name} 现在是", mention=person)

    def first_team(self) -> str:
        return {"恋湖": "环境保护", "西关": "环保卫生", "西山底": "环境保护", "观象台": "环境维护", "中福": "绿美建设"}[
            self.town.preset
        ]

    async def office(self, day: date) -> None:
        if day.weekday() == 0:
            for event in of_leader(day, self.dice):
                await self.lists.publish(event)
            await self.errands.check_kindnesses()
        for event in of_preset(self.town.preset, day + timedelta(AHEAD)):
            self.oracle.events.append(event)
        await self.cases.work()
        if day.weekday() in (0, 3):
            await self.errands.look_after()
        if day.weekday() == 4:
            await self.cases.verify()
            await self.errands.board()
        if day.day == 1:
            await self.errands.award()

    async def rolls(self, day: date) -> None:
        for event in self.oracle.events:
            if event.going and not event.called_off and not event.recorded and event.ends < self.talk.now:
                event.roll_on = event.roll_on or day + timedelta(self.dice.choice((0, 0, 1, 2, 3)))
                if event.roll_on <= day:
                    await self.lists.roll(event)
                    await self.lists.object(event)

    async def afternoon(self) -> None:
        await self.cases.arise()
        await self.errands.be_kind()
        await self.errands.look()
        await self.errands.small_talk()
        await self.errands.register()

    async def evening(self, day: date) -> None:
        await self.lists.evening(at_night=False)
        await self.cases.answer()
        before = day.replace(day=1) - timedelta(1)
        if day.day == 12 and self.errands.begun_by(before):
            await self.errands.report_of(before.year, before.month)

    async def night(self) -> None:
        await self.lists.evening(at_night=True)

    async def bad_weather(self) -> None:
        """The evening before, the leader looks out of the window."""
        for event in self.lists.open():
            own = event.number and not event.of_series and event.starts - self.talk.now < timedelta(hours=16)
            if own and self.dice.random() < 0.05:
                await self.talk.ask(
                    self.town, self.town.leader, f"取消活动 {event.number} 下雨", "已取消（下雨）", kind="取消活动"
                )
                event.called_off = True


@dataclass
class Year:
    """``days`` from ``first``; the same seed throws the same dice."""

    folder: Path
    seed: int
    days: int
    people: int
    communities: int = len(PRESETS)
    first: date = date(2026, 1, 1)
    bustle: float = 1.0
    trouble: float = 1.0
    measures: Measures = field(default_factory=Measures)
    evenings: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)
        peers = [Peer("v11", "80001"), Peer("v12", "wxid_bot")]
        self.talk = Talk(at(self.first, 7), random.Random(self.seed))
        self.house = House(self.folder, peers, random.Random(self.seed), self.talk.now, self.trouble)
        self.fate, picture = random.Random(self.seed), photo()
        self.lives = []
        for place, preset in enumerate(PRESETS[: self.communities]):
            town = settle(preset, place, peers[place % 2], GROUPS[place], self.people, dice, self.bustle)
            self.lives.append(Life(town, self.talk, random.Random(dice.random()), picture))

    async def run(self) -> list[str]:
        """All of it; returns what was not as it must be."""
        await self.house.open(self.talk.now)
        try:
            for life in self.lives:
                await life.open()
                for day in (self.first + timedelta(each) for each in range(1, AHEAD)):
                    life.oracle.events += of_preset(life.town.preset, day)
            for day in (self.first + timedelta(each) for each in range(self.days)):
                await self._live(day)
            await self._end()
        finally:
            await self.house.close(kindly=False)
        return [*self.talk.complaints, *checks.of_log(self.house.bot.said), *checks.of_peers(self.house.peers)]

    async def _live(self, day: date) -> None:
        await self._pass(day, OFFICE)
        for life in self.lives:
            await life.office(day)
        await self._pass(day, AFTERNOON)
        for life in self.lives:
            await life.rolls(day)
            await life.afternoon()
        await self._evening(day)
        if (day + timedelta(1)).month != day.month:
            self.measures.month(day, self.folder / "bot.db", self.house.resident)
            sides.keep(self.folder / "bot.db", self.folder / ("last" if self.evenings else "first"))
            self.evenings.append(self.talk.now)
            sys.stderr.write(
                f"{day}: {self.talk.asked} questions, {len(self.talk.complaints)} complaints, {len(self.house.story)} misfortunes\n"
            )

    async def _evening(self, day: date) -> None:
        """Now and then a peer is lost for the evening: its people cannot be heard, and what is due to them waits."""
        lost = self.fate.choice(self.house.peers) if self.fate.random() < 0.04 else None
        if lost:
            self.house.story.append(f"{day} {lost.version} lost for the evening")
            await lost.hang_up()
        await self._pass(day, EVENING, remind=True, lost=lost)
        for life in self._there(lost):
            await life.evening(day)
            await life.bad_weather()
        await self._pass(day, NIGHT, lost=lost)
        await self.house.dial(*self.house.peers)
        for life in self.lives:
            await life.night()

    def _there(self, lost: Peer | None) -> Iterator[Life]:
        return (each for each in self.lives if each.town.peer is not lost)

    async def _pass(self, day: date, wall: tuple[int, int], *, remind: bool = False, lost: Peer | None = None) -> None:
        moment = at(day, *wall)
        if remind:
            for life in self.lives:
                checks.note_reminders(life.oracle, day, lost=life.town.peer is lost)
        await (self.house.pass_to(moment) if lost else self.house.something(moment))
        self.talk.now = moment
        for life in self.lives:
            life.oracle.settle(moment)

    async def _end(self) -> None:
        """The morning after: everybody's books, every ticket, every table."""
        after = self.first + timedelta(self.days)
        await self._pass(after, OFFICE)
        for life in self.lives:
            await life.rolls(after)
        for life in self.lives:
            await checks.of_town(life)
        with closing(sqlite3.connect(f"file:{self.folder / 'bot.db'}?mode=ro", uri=True)) as rows:
            self.talk.complaints += checks.of_tables(rows, self.lives)
