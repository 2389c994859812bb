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
from datetime import UTC, datetime
from pathlib import Path

from tests.program import Program
from tests.storm.crowd import Peer, Speaker
from tests.storm.oracle import Oracle

ADMIN, STAFF, LEADER = "10001", "10002", "10003"
LIMITS = (1, 2, 3, 4, 6, None)
MORNING, AFTER = "2026-11-25T10:00:00+08:00", "2026-11-26T12:00:00+08:00"
DEATHS = ("claimed", "sent", "marked", "committed", "replied")
JOINED = re.compile(r"报上了|已经在|候补")


@dataclass
class Storm:
    """One storm. The same seed throws the same dice; what the machine does in between is its own."""

    folder: Path
    seed: int
    people: int = 30
    deaths: int = 0
    oracle: Oracle = field(default_factory=Oracle)
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.fate = random.Random(self.seed)  # of its own: the seed alone tells the misfortunes and their order
        self.epoch = datetime.now(UTC).isoformat()
        self.bot = Program(self.folder, {"LOG_LEVEL": "WARNING", "BACKUPS": "false"}, script=Path("tests/storm/launcher.py"))
        self.peers = [Peer("v11", "80001", self.dice), Peer("v12", "wxid_bot", self.dice)]
        self.admin = Speaker(self.peers[0], ADMIN, "70001")
        self.staff = Speaker(self.peers[0], STAFF, "70001")
        self.crowd = [self._somebody(number) for number in range(self.people)]

    def _somebody(self, number: int) -> Speaker:
        if number % 3:
            return Speaker(self.peers[0], str(20_000 + number), "70001")
        return Speaker(self.peers[1], f"wx{30_000 + number}", "g70001")

    def start(self, now: str = MORNING, death: str = "") -> None:
        """Start the bot at this hour of its own clock; ``death``: where it will die."""
        self.bot.settings |= {"STORM_NOW": now, "STORM_EPOCH": self.epoch, "STORM_DEATH": death}
        self.bot.start()
        for peer in self.peers:
            peer.port = self.bot.port

    def kill(self) -> None:
        assert self.bot.process
        self.bot.process.kill()
        self.bot.process.wait()
        self.deaths += 1

    async def open(self) -> None:
        """A community on both platforms, staff, and activities with few places."""
        assert await self.admin.ask("开通 恋湖社区 模板 恋湖", lambda text: "开通了" in text, group=True)
        other = Speaker(self.peers[1], ADMIN, "g70001")
        assert await other.ask("加入社区 恋湖社区", lambda text: "恋湖社区" in text, group=True)
        assert await self.admin.ask("任命 @ 社工", lambda text: "社工" in text, group=True, mention=STAFF)
        for number, limit in enumerate(LIMITS, 1):
            wish = f"发布 风暴{'甲乙丙丁戊己'[number - 1]} 11月26日 9:00-11:00 亲水平台" + (f" {limit}人" if limit else "")
            assert await self.staff.ask(wish, lambda text, number=number: f"【{number}】" in text)
            self.oracle.limits[number] = limit

    async def rage(self, seconds: float) -> None:
        """Everybody talks and everything happens to the bot, for so long; then it is up and all lines are open."""
        over = asyncio.Event()
        talking = [asyncio.create_task(self._talk(each, over)) for each in self.crowd]
        talking.append(asyncio.create_task(self._award(over)))
        await self._misfortunes(seconds)
        over.set()
        await asyncio.gather(*talking)

    async def _misfortunes(self, seconds: float) -> None:
        ends = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < ends:
            fault = self.fate.choice((self._murder, self._murder, self._die_somewhere, self._die_somewhere, self._peer_trouble))
            await fault()
            await asyncio.sleep(self.fate.uniform(0.5, 2.5))
        for peer in self.peers:
            peer.refusing = peer.twice = False
        await asyncio.to_thread(self._up)

    def _up(self, death: str = "") -> None:
        assert self.bot.process
        if self.bot.process.poll() is not None or death:
            with suppress(AssertionError):
                self.kill()
            self.start(death=death)

    async def _murder(self) -> None:
        self.story.append("kill -9")
        self.kill()
        await asyncio.to_thread(self.start)

    async def _die_somewhere(self) -> None:
        death = f"{self.fate.choice(DEATHS)}:{self.fate.randint(1, 12)}"
        self.story.append(f"dies at {death}")
        self.kill()
        await asyncio.to_thread(self.start, MORNING, death)
        assert self.bot.process
        with suppress(TimeoutError):
            async with asyncio.timeout(6):
                while self.bot.process.poll() is None:  # noqa: ASYNC110 - a process has no event to wait for
                    await asyncio.sleep(0.05)
        await asyncio.to_thread(self._up)

    async def _peer_trouble(self) -> None:
        peer, kind = self.fate.choice(self.peers), self.fate.choice(("cut", "frozen", "refusing", "twice"))
        self.story.append(f"{peer.version} {kind}")
        if kind == "cut":
            await peer.cut()
            return
        peer.refusing, peer.twice = kind == "refusing", kind == "twice"
        if kind == "frozen":
            peer.awake.clear()
        await asyncio.sleep(self.fate.uniform(0.5, 3))
        peer.refusing = peer.twice = False
        peer.awake.set()

    async def _talk(self, speaker: Speaker, over: asyncio.Event) -> None:
        deeds = (self._join, self._join, self._join, self._leave, self._leave, self._report, self._need, self._look)
        while not over.is_set():
            await self.dice.choice(deeds)(speaker)
            await asyncio.sleep(self.dice.uniform(0, 0.4))

    async def _join(self, speaker: Speaker) -> None:
        number = self.dice.randint(1, len(LIMITS))
        await self._change(speaker, f"报名 {number}", number, JOINED, on=True)

    async def _leave(self, speaker: Speaker) -> None:
        number = self.dice.randint(1, len(LIMITS))
        await self._change(speaker, f"取消报名 {number}", number, re.compile("已退出|不再候补|不在"), on=False)

    async def _change(self, speaker: Speaker, words: str, number: int, done: re.Pattern[str], *, on: bool) -> None:
        pair = (speaker.name, number)
        self.oracle.on_list[pair] = None
        answer = await speaker.ask(words, lambda text: f"【{number}】" in text and done.search(text) is not None)
        self.oracle.note(answer)
        if answer:
            self.oracle.on_list[pair] = on

    async def _report(self, speaker: Speaker) -> None:
        building = len(self.oracle.tickets) + self.oracle.lost_tickets + 1
        self.oracle.lost_tickets += 1
        answer = await speaker.ask(f"随手报 {building}栋1单元 井盖松动", lambda text: f"井盖，{building}栋" in text)
        self._promised(answer, r"随(\d+) 收到", f"report of {speaker.name}")

    async def _need(self, speaker: Speaker) -> None:
        serial = len(self.oracle.secrets)
        phone = f"139{serial:08d}"
        self.oracle.secrets[phone] = f"person:{speaker.user}"
        self.oracle.lost_tickets += 1
        words = f"求助 想找人陪去医院看第{serial}次，{serial % 30 + 1}栋1单元302，{phone}"
        answer = await speaker.ask(words, lambda text: "编号 求" in text or "已经求助过" in text)
        if answer and "已经求助过" in answer:
            self.oracle.note(answer)
            self.oracle.lost_tickets -= 1
            return
        self._promised(answer, r"编号 求(\d+)", f"need of {speaker.name}")

    def _promised(self, answer: str | None, pattern: str, what: str) -> None:
        self.oracle.note(answer)
        if answer and (found := re.search(pattern, answer)):
            self.oracle.lost_tickets -= 1
            self.oracle.ticket(int(found[1]), what)

    async def _look(self, speaker: Speaker) -> None:
        self.oracle.note(await speaker.ask("积分", lambda text: "积分" in text))

    async def _award(self, over: asyncio.Event) -> None:
        while not over.is_set():
            await self._award_one(f"风暴{self.oracle.points + self.oracle.lost_points}号")

    async def _award_one(self, reason: str) -> None:
        self.oracle.lost_points += 1
        whom = self.dice.choice([each.user for each in self.crowd if each.peer is self.peers[0]])
        answer = await self.staff.ask(f"加分 @ 1 {reason}", lambda text: reason in text, group=True, mention=whom)
        self.oracle.note(answer)
        if answer:
            self.oracle.lost_points -= 1
            self.oracle.points += 1

    async def settle(self) -> None:
        """The next day: attendance, with a death in between; then everything that waits is sent."""
        self.kill()
        await asyncio.to_thread(self.start, AFTER, f"committed:{self.dice.randint(2, 5)}")
        for number in self.oracle.limits:
            self.oracle.attended[number] = await self._attendance(number)
        await asyncio.sleep(3)

    async def _attendance(self, number: int) -> bool:
        for _ in range(3):
            if await self.staff.ask(f"考勤 {number} 都到了", lambda text: f"【{number}】" in text):
                return True
            assert self.bot.process
            if self.bot.process.poll() is not None:
                await asyncio.to_thread(self.start, AFTER)
        return False

    async def run(self, seconds: float) -> list[str]:
        """All of it; returns the broken promises."""
        self.start()
        living = [asyncio.create_task(peer.live()) for peer in self.peers]
        try:
            await self.open()
            await self.rage(seconds)
            await self.settle()
        finally:
            for peer in self.peers:
                peer.ended = True
            with suppress(AssertionError):
                self.kill()
            await asyncio.gather(*living)
        errors = [line for line in self.bot.said.splitlines() if " [ERROR] " in line or " [CRITICAL] " in line]
        return self.oracle.complaints(self.folder / "bot.db", self.peers) + errors


def main() -> None:
    """``MINUTES`` and ``SEED`` from the environment; a failing storm prints its seed and its story and leaves its folder."""
    seed, minutes = int(os.environ.get("SEED") or random.randrange(10**6)), float(os.environ.get("MINUTES") or 10)
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    storm = Storm(folder, seed, people=int(os.environ.get("PEOPLE") or 200))
    broken = asyncio.run(storm.run(minutes * 60))
    told = f"seed {seed}: {storm.deaths} deaths, {storm.oracle.answered} answered, {storm.oracle.unanswered} unanswered"
    sys.stdout.write(f"{told}, {len(broken)} broken promises\n")
    if broken:
        sys.exit("\n".join([*broken[:20], "story: " + ", ".join(storm.story), f"left in {folder}"]))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
