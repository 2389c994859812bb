"""What befalls the bot and its peers."""

import asyncio
import random
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.program import Program
from tests.storm.failpoints import IN_TALK
from tests.storm.peer import Peer
from tests.storm.story import Story

LAUNCHER = Path("tests/storm/launcher.py")
WRONG = (-86_400, -10_800, -600, 600, 10_800)  # seconds
TROUBLES = ("cut", "cut", "muted", "frozen", "refusing", "slow", "twice")


@dataclass
class Fate:
    """The bot's process, its clock, and everything that is done to them. Its dice are its own: the seed alone tells what comes."""

    bot: Program
    peers: list[Peer]
    story: Story
    dice: random.Random
    shift: float = 0.0
    error: float = 0.0
    deaths: int = 0

    @property
    def is_alive(self) -> bool:
        return self.bot.process is not None and self.bot.process.poll() is None

    @property
    def now(self) -> datetime:
        """What a right clock shows."""
        return datetime.now(UTC) + timedelta(seconds=self.shift)

    def arrive(self, moment: datetime) -> None:
        """It is this moment now, for the bot and for everybody."""
        self.shift, self.error = (moment - datetime.now(UTC)).total_seconds(), 0.0
        self.set_clock()

    def forward(self, by: timedelta) -> None:
        """So much later."""
        self.shift += by.total_seconds()
        self.set_clock()

    def set_clock(self) -> None:
        """What the bot's clock shows from now on: the time, and what it is wrong by."""
        draft, file = self.bot.folder / "clock.part", self.bot.folder / "clock"
        draft.write_text(str(self.shift + self.error), "utf-8")
        draft.replace(file)  # whole, whenever it is read
        for peer in self.peers:
            peer.error = self.error
        if self.is_alive and self.bot.process:
            self.bot.process.send_signal(signal.SIGUSR1)

    async def start(self, death: str = "") -> None:
        """Start the bot; ``death``: where it will die."""
        self.bot.settings |= {"STORM_CLOCK": str(self.bot.folder / "clock"), "STORM_DEATH": death}
        await asyncio.to_thread(self.bot.start)
        for peer in self.peers:
            peer.port = self.bot.port

    def kill(self) -> None:
        assert self.bot.process
        self.bot.process.kill()
        self.bot.process.wait()
        self.deaths += 1

    async def up(self) -> None:
        """Running, and nowhere doomed to die."""
        if self.bot.settings.get("STORM_DEATH") or not self.is_alive:
            self.kill()
            await self.start()

    async def calm(self) -> None:
        """No trouble any more: the bot runs, the clock is right, the peers answer and are connected."""
        for peer in self.peers:
            peer.calm()
        self.error = 0.0
        self.set_clock()
        await self.up()
        async with asyncio.timeout(60):
            for peer in self.peers:
                await peer.connected.wait()

    async def strike(self) -> None:
        """One misfortune."""
        await self.dice.choice(
            (self.murder, self.die_somewhere, self.die_somewhere, self.stop, self.trouble, self.trouble, self.wrong_clock)
        )()

    async def murder(self) -> None:
        self.story.fault("kill -9")
        self.kill()
        await self.start()

    async def doom(self, places: tuple[str, ...] = IN_TALK, most: int = 12) -> None:
        """Start it so that it will die at one of the places, if anything leads there."""
        death = f"{self.dice.choice(places)}:{self.dice.randint(1, most)}"
        self.story.fault(f"dies at {death}")
        self.kill()
        with suppress(AssertionError):  # dead before anybody has seen it alive
            await self.start(death)

    async def die_somewhere(self, places: tuple[str, ...] = IN_TALK, most: int = 12, patience: float = 6) -> None:
        """Dead at one of the places, or anywhere when nothing leads there for so long; and up again."""
        await self.doom(places, most)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.is_alive:  # noqa: ASYNC110 - a process has no event to wait for
                    await asyncio.sleep(0.05)
        self.story.fault("starts again")
        await self.up()

    async def rise(self) -> None:
        """Up again once it has died."""
        while self.is_alive:  # noqa: ASYNC110 - a process has no event to wait for
            await asyncio.sleep(0.05)
        self.story.fault("starts again")
        await self.up()

    async def stop(self) -> None:
        """SIGSTOP, as a machine that stands still, and on."""
        assert self.bot.process
        seconds = self.dice.uniform(0.3, 4)
        self.story.fault(f"the bot stands still for {seconds:.1f} s")
        self.bot.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.bot.process.send_signal(signal.SIGCONT)

    async def wrong_clock(self) -> None:
        """Somebody sets the bot's clock wrong, and right again later."""
        self.error = self.dice.choice(WRONG)
        self.story.fault(f"the bot's clock is wrong by {self.error:.0f} s")
        self.set_clock()
        await asyncio.sleep(self.dice.uniform(0.5, 3))
        self.error = 0.0
        self.story.fault("the bot's clock is right again")
        self.set_clock()

    async def trouble(self) -> None:
        """A peer misbehaves for a while."""
        peer, kind = self.dice.choice(self.peers), self.dice.choice(TROUBLES)
        seconds = self.dice.uniform(0.5, 3)
        self.story.fault(f"{peer.version} {kind} for {seconds:.1f} s")
        if kind == "cut":
            await peer.cut()
            return
        if kind == "frozen":
            await peer.freeze(seconds * 4)  # the bot gives a silent line up after ten seconds
            return
        peer.refusing, peer.twice, peer.slow = kind == "refusing", kind == "twice", kind == "slow"
        if kind == "muted":
            peer.awake.clear()
        await asyncio.sleep(seconds)
        peer.calm()
        self.story.fault(f"{peer.version} is well again")
