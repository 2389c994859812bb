"""The crash storm: the real program, real WebSockets, many people, and death at any moment. ``python -m tests.storm.storm``."""

import asyncio
import os
import random
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.program import Program
from tests.storm import letters, rewards
from tests.storm.almanac import HOURS, LATER, Hour
from tests.storm.cases import Cases
from tests.storm.crowd import Activity, Speaker, Town
from tests.storm.habits import OTHER_STAFF, PEOPLE, STAFF, Habit
from tests.storm.lists import Lists
from tests.storm.misfortunes import LAUNCHER, Fate
from tests.storm.offices import Offices
from tests.storm.peer import Peer
from tests.storm.rewards import Rewards
from tests.storm.rows import Rows, Watch
from tests.storm.story import Complaint, Story, report
from tests.storm.town import found, furnish

SLOW = 15.0  # seconds
ALL_SENT = 300.0  # seconds, for a thousand letters on a busy machine


@dataclass
class Storm:
    """One storm. The same seed throws the same dice; what the machine does in between is its own."""

    folder: Path
    seed: int
    people: int = 30
    url: str = ""
    defect: str = ""
    least: int = 0  # answers before the first morning ends, however slow the machine
    calm: bool = False  # nothing befalls anybody, but for messages that come twice and late
    story: Story = field(default_factory=Story)
    lists: Lists = field(default_factory=Lists)
    cases: Cases = field(default_factory=Cases)
    rewards: Rewards = field(default_factory=Rewards)
    offices: Offices = field(default_factory=Offices)
    secrets: dict[str, set[str]] = field(default_factory=dict)
    words: dict[str, bool] = field(default_factory=dict)
    answered: int = 0
    unanswered: int = 0
    hours: tuple[Hour, ...] = HOURS
    now: Hour = HOURS[0]

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        settings = {"LOG_LEVEL": "WARNING", "BACKUPS": "false", "DATA_FOLDER": str(self.folder), "STORM_DEFECT": self.defect}
        settings["MOST_A_MINUTE"] = "100000"  # nobody here is told to take a rest
        self.url = self.url or f"sqlite+aiosqlite:///{self.folder / 'bot.db'}"
        bot = Program(self.folder, settings | {"DATABASE_URL": self.url}, script=LAUNCHER, patience=300)
        self.peers = [Peer("v11", "80001", self.dice, self.story), Peer("v12", "wxid_bot", self.dice, self.story)]
        self.fate = Fate(bot, self.peers, self.story, random.Random(self.seed))
        self.towns = found(self.peers, self.people)
        self.watch = Watch(Rows(self.url), self.story)
        self._serial = 0

    def serial(self) -> int:
        self._serial += 1
        return self._serial

    def secret(self, chat: str) -> str:
        """A telephone number that may be heard in that chat alone."""
        phone = f"139{self.serial():08d}"
        self.secrets[phone] = {chat}
        return phone

    def word(self, chat: str) -> str:
        """A word that may be heard in that chat alone."""
        word = f"暗号{self.serial():06d}"
        self.secrets[word] = {chat}
        self.words[word] = False
        return word

    def may_hear(self, secret: str, chat: str) -> None:
        self.secrets[secret].add(chat)

    def note(self, answer: str) -> None:
        self.answered += bool(answer)
        self.unanswered += not answer

    def pick(self, town: Town) -> Activity | None:
        """An activity of which the list may be changed now."""
        return self.dice.choice(town.open_for(set(self.now.open)) or [None])

    async def rage(self, seconds: float) -> None:
        """Everybody talks and everything happens to the bot, for so long; then it is up and all lines are open."""
        over = asyncio.Event()
        talking = [asyncio.create_task(self._talk(town, each, PEOPLE, over)) for town in self.towns for each in town.people]
        for town in self.towns:
            talking.append(asyncio.create_task(self._talk(town, town.staff, STAFF, over)))
            talking.append(asyncio.create_task(self._talk(town, town.other_staff, OTHER_STAFF, over)))
        ends = asyncio.get_running_loop().time() + seconds
        while (left := ends - asyncio.get_running_loop().time()) > 0 or self.answered < self.least:
            await asyncio.sleep(min(max(left, 0.5), self.fate.dice.uniform(0.5, 2.5)))
            await self._until_heard(min(max(left, 0.5), SLOW))
            if left > 1 and not self.calm:
                await self.fate.strike()
        await self.fate.calm()
        over.set()
        await asyncio.gather(*talking)
        await asyncio.gather(*(task for peer in self.peers for task in peer.later))

    async def _until_heard(self, patience: float) -> None:
        """On a busy machine a bot takes long to start: some people are answered before the next misfortune comes."""
        wanted = self.answered + self.people // 5
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.answered < wanted:  # noqa: ASYNC110 - nobody knows who will be the last
                    await asyncio.sleep(0.1)

    async def _talk(self, town: Town, speaker: Speaker, habits: tuple[tuple[Habit, int], ...], over: asyncio.Event) -> None:
        kinds, weights = zip(*habits, strict=True)
        while not over.is_set():
            (habit,) = self.dice.choices(kinds, weights)
            async with speaker.turn:
                await habit(self, town, speaker)
            await asyncio.sleep(self.dice.uniform(0, 0.4))

    async def live(self, hour: Hour, seconds: float) -> None:
        """The clock arrives at that hour, and what goes on then goes on."""
        self.now = hour
        self.story.fault(f"it is {hour.at:%m-%d %H:%M:%S}: {hour.name}")
        self.fate.arrive(hour.at)
        if hour.reminds:
            await self._remind(hour)
        else:
            await self.rage(seconds * hour.share)
            await self.wait_for_letters()
        if hour.settles:
            await self.settle_lists(set(hour.settles))

    async def _remind(self, hour: Hour) -> None:
        """Reminders are due in two seconds, and the bot dies while it makes or sends them, or its clock goes back and forth."""
        if self.fate.dice.random() < 0.7 and not self.calm:
            await self.fate.die_somewhere(("reminding", "claimed", "sent", "marked"), most=3, patience=4)
        await self.watch.until(f"{hour.name}: reminders", lambda: self.watch.reminders_missing(self.towns, hour))
        self.fate.error = self.fate.dice.choice((0, -3600, 600))
        self.fate.set_clock()
        await asyncio.sleep(1)
        for town in self.towns:
            town.reminded.add(hour.reminds)
        await self.wait_for_letters()

    async def wait_for_letters(self) -> None:
        """Everything that was posted leaves before the clock moves on; what was left lying is tried again some minutes later."""
        await self.fate.calm()
        for later in LATER:
            if await self.watch.until("letters", self._under_way, 4):
                return
            self.fate.forward(later)
        await self.watch.until("letters", self._under_way, ALL_SENT)

    async def _under_way(self) -> int:
        return await self.watch.letters_under_way(self.fate.now)

    async def settle_lists(self, days: set[str]) -> None:
        """Attendance of what was on those days, the bot dying among the books."""
        if not self.calm:
            await self.fate.doom(("booked", "committed"), most=4)
        rising = asyncio.create_task(self.fate.rise())
        for town in self.towns:
            for activity in town.open_for(days):
                for _ in range(3):
                    if await rewards.attendance(self, town, town.staff, activity.number):
                        break
        if self.fate.is_alive:
            rising.cancel()
        await asyncio.wait([rising])

    async def run(self, seconds: float) -> list[Complaint]:
        """All of it; returns the broken promises."""
        self.fate.arrive(HOURS[0].at)
        await self.fate.start()
        living = [asyncio.create_task(peer.live()) for peer in self.peers]
        try:
            for town in self.towns:
                await furnish(town, self.peers)
            for hour in self.hours:
                await self.live(hour, seconds)
            for later in LATER:  # what was refused is tried again, some minutes later
                self.fate.forward(later)
                await self.wait_for_letters()
        finally:
            for peer in self.peers:
                peer.ended = True
            with suppress(AssertionError):
                self.fate.kill()
            await asyncio.gather(*living)
        return await self.complaints()

    async def complaints(self) -> list[Complaint]:
        """Every promise that is broken, in words; empty: all are kept."""
        rows = self.watch.rows
        try:
            broken = await self.lists.complaints(rows, self.towns)
            broken += await self.cases.complaints(rows)
            broken += await self.rewards.complaints(rows)
            broken += await self.offices.complaints(rows)
            broken += await letters.complaints(rows, self.peers, self.secrets, self.fate.now)
            broken += await letters.reminders(rows, self.towns)
        finally:
            await rows.close()
        broken += letters.relayed(self.peers, self.words)
        broken += letters.strayed(self.peers, self.towns)
        lines = self.fate.bot.said.splitlines()
        return broken + [Complaint(line) for line in lines if re.search(r" \[(ERROR|CRITICAL)\] |^Traceback", line)]


def main() -> None:
    """``MINUTES``, ``SEED`` and ``PEOPLE`` from the environment; a failing storm prints its seed and its stories, and leaves its folder."""
    seed, minutes = int(os.environ.get("SEED") or random.randrange(10**6)), float(os.environ.get("MINUTES") or 10)
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    url = os.environ.get("TEST_DATABASE_URL", "")
    storm = Storm(folder, seed, people=int(os.environ.get("PEOPLE") or 200), url=url, defect=os.environ.get("DEFECT", ""))
    broken = asyncio.run(storm.run(minutes * 60))
    told = f"seed {seed}, {url.partition('+')[0] or 'sqlite'}, {storm.people} people in {len(storm.towns)} communities"
    told += f": {storm.fate.deaths} deaths, {storm.answered} answered, {storm.unanswered} unanswered"
    sys.stdout.write(f"{told}, {len(broken)} broken promises\n")
    if broken:
        (folder / "story.txt").write_text(f"{report(storm.story, broken, most=1000)}\n\n{storm.story}", "utf-8")
        sys.exit(f"{report(storm.story, broken)}\nthe whole story: {folder}/story.txt (seed {seed})")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
