"""The program in a process of its own and the lines to it: time passes, and things happen to both."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from tests.program import Program
from tests.year.peer import Peer

LONGEST_WALK = 300.0  # seconds for the ticks of half a day


@dataclass
class House:
    """``resident``: bytes of memory that the program held when time last passed; ``trouble``: how much more often than usual things go wrong."""

    folder: Path
    peers: list[Peer]
    fate: random.Random
    now: datetime
    trouble: float = 1.0
    resident: int = 0
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = {"LOG_LEVEL": "WARNING", "BACKUPS": "false", "DATA_FOLDER": str(self.folder)}
        self.bot = Program(self.folder, settings, script=Path("tests/year/launcher.py"))

    async def open(self, now: datetime) -> None:
        """Start it at this hour of its own clock, and dial."""
        self.now = now
        self.bot.settings["YEAR_NOW"] = now.isoformat()
        await asyncio.to_thread(self.bot.start)
        await self.dial(*self.peers)

    async def dial(self, *peers: Peer) -> None:
        for peer in peers:
            if not peer.line:
                await peer.connect(self.bot.port)

    async def close(self, *, kindly: bool = True) -> None:
        """End it, by SIGTERM or by SIGKILL."""
        assert self.bot.process
        if kindly:
            await asyncio.to_thread(self.bot.stop)
        else:
            self.bot.process.kill()
            await asyncio.to_thread(self.bot.process.wait)
        for peer in self.peers:
            await peer.hang_up()

    async def pass_to(self, moment: datetime) -> None:
        """Time goes on; all that is due on the way happens."""
        async with httpx.AsyncClient(timeout=LONGEST_WALK, trust_env=False) as client:
            url = f"http://127.0.0.1:{self.bot.port}/year"
            self.resident = int((await client.put(url, params={"to": moment.isoformat()})).raise_for_status().text)
        self.now = moment

    async def something(self, moment: datetime) -> None:
        """Time goes on to ``moment``, and now and then not without a misfortune."""
        roll = self.fate.random() / self.trouble
        if roll < 0.002:
            self.story.append(f"{self.now:%m-%d %H:%M} killed, down until {moment:%H:%M}")
            await self.close(kindly=False)
            await self.open(moment)
        elif roll < 0.004:
            self.story.append(f"{self.now:%m-%d %H:%M} killed while time passes")
            walk = asyncio.create_task(self.pass_to(moment))
            await asyncio.sleep(self.fate.uniform(0.02, 0.3))
            await self.close(kindly=False)
            with suppress(httpx.HTTPError):
                await walk
            await self.open(moment)
        elif roll < 0.006:
            self.story.append(f"{self.now:%m-%d %H:%M} started anew")
            await self.close()
            await self.open(self.now)
        elif roll < 0.02:
            peer = self.fate.choice(self.peers)
            self.story.append(f"{self.now:%m-%d %H:%M} {peer.version} cut")
            await peer.hang_up()
            await self.dial(peer)
        await self.pass_to(moment)
