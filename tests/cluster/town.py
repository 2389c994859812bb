"""Accounts of the bot that dial one process or another, the people behind them, and the processes."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from plugins.kernel import clock
from tests.program import PATIENCE, Program
from tests.smoke.peers import Line, dial, frame

WAIT = 90.0  # seconds until it is certain that no answer comes
NOON = "2026-11-25T12:00:00+08:00"
ADMIN = "10001"


@dataclass
class Heard:
    """A line that tells its account in which chat what was said."""

    chat: str
    text: str


class Wire(Line):
    """The open line of an account."""

    def __init__(self, *args: Any, account: "Peer") -> None:
        super().__init__(*args)
        self.account = account

    async def _answer(self, frame: dict[str, Any]) -> None:
        if frame["action"].startswith("send"):
            params = frame["params"]
            chat = f"group:{params['group_id']}" if params.get("group_id") else f"person:{params['user_id']}"
            self.account.hear(Heard(chat, "".join(part["data"].get("text", "") for part in params["message"])))
        await super()._answer(frame)


@dataclass
class Peer:
    """One account of the bot: dials again whenever it is cut, at whatever port it is told, as NapCat does."""

    version: str
    self_id: str
    port: int = 0
    line: Line | None = None
    heard: list[Heard] = field(default_factory=list)
    waiting: list[tuple[str, Callable[[str], bool], asyncio.Future[str]]] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self) -> None:
        """Stay connected until cancelled."""
        while True:
            try:
                async with dial(self.version, self.port, None, self.self_id, partial(Wire, account=self)) as line:
                    self.line = line
                    self.connected.set()
                    await line.closed.wait()
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                await asyncio.sleep(0.2)
            finally:
                self.line = None
                self.connected.clear()

    async def move(self, port: int) -> None:
        """Leave the process it dials, and dial another."""
        self.port = port
        self.connected.clear()
        if self.line:
            await self.line.socket.close()
        await asyncio.wait_for(self.connected.wait(), WAIT)

    def hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        for chat, expected, answer in self.waiting:
            if chat == heard.chat and not answer.done() and expected(heard.text):
                answer.set_result(heard.text)

    def listen(self, chat: str, expected: Callable[[str], bool]) -> "asyncio.Future[str]":
        """What will be said there and is expected."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.waiting.append((chat, expected, answer))
        return answer

    def texts(self, chat: str = "") -> list[str]:
        """What was said there, or anywhere."""
        return [each.text for each in self.heard if each.chat == chat or not chat]

    def frame(self, user: str, text: str, *, group: str | None = None, mention: str | None = None) -> str:
        """The event that such a message is; sent again it is the same message delivered twice."""
        return json.dumps(frame(self.version, self.self_id, user, text, group, mention))

    async def send(self, event: str) -> None:
        """Hand it to the process that is dialled now."""
        await asyncio.wait_for(self.connected.wait(), WAIT)
        if self.line:
            await self.line.socket.send(event)

    async def ask(
        self, user: str, text: str, *wanted: str, group: str | None = None, mention: str | None = None, wait: float = WAIT
    ) -> str:
        """Say it and wait for an answer there that holds one of ``wanted``. Raises ``TimeoutError``."""
        chat = f"group:{group}" if group else f"person:{user}"
        answer = self.listen(chat, lambda said: any(each in said for each in wanted))
        await self.send(self.frame(user, text, group=group, mention=mention))
        try:
            return await asyncio.wait_for(answer, wait)
        except TimeoutError:
            raise TimeoutError(f"{text!r}: none of {wanted} was said in {chat}, but {self.texts(chat)[-3:]}") from None


@dataclass
class Fleet:
    """Several processes on one database, with one folder for photos and keys, at noon of their own clock."""

    folder: Path
    url: str
    size: int
    programs: list[Program] = field(default_factory=list)
    lives: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        shift = datetime.fromisoformat(NOON) - datetime.now(UTC)
        clock.set_shift(shift)  # whoever reads or writes their tables lives at their hour
        for number in range(self.size):
            home = self.folder / f"bot{number}"
            home.mkdir()
            settings = {"DATABASE_URL": self.url, "DATA_FOLDER": str(self.folder / "data"), "BACKUPS": "false"}
            settings |= {"CLUSTER_SHIFT": str(shift.total_seconds()), "LOG_LEVEL": "WARNING", "MOST_A_MINUTE": "0"}
            self.programs.append(Program(home, settings, script=Path("tests/cluster/launcher.py")))

    async def start(self) -> None:
        """All at the same moment, and wait until all of them listen."""
        for each in self.programs:
            each.launch()
        await asyncio.gather(*(self._listens(each) for each in self.programs))

    async def _listens(self, program: Program) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert program.process
            assert program.process.poll() is None, program.said
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", program.port)
                writer.close()
                return
            await asyncio.sleep(0.1)
        raise AssertionError(program.said)

    async def dial(self, accounts: Sequence[Peer]) -> None:
        """Each account to a process of its own, as far as there are some."""
        for number, each in enumerate(accounts):
            each.port = self.programs[number % self.size].port
            self.lives.add(asyncio.create_task(each.live()))
        await asyncio.gather(*(asyncio.wait_for(each.connected.wait(), WAIT) for each in accounts))

    def order_death(self, number: int, place: str) -> None:
        """That process ends itself the next time it comes there."""
        (self.programs[number].folder / "die").write_text(place, "utf-8")

    def kill(self, number: int) -> None:
        process = self.programs[number].process
        assert process
        process.kill()
        process.wait()

    async def revive(self, number: int) -> None:
        """Start it again; its accounts dial it by themselves."""
        program = self.programs[number]
        (program.folder / "die").unlink(missing_ok=True)
        assert program.process
        if program.process.poll() is not None:
            program.launch()
            await self._listens(program)

    async def dead(self, number: int) -> None:
        """Wait until that process has ended."""
        process = self.programs[number].process
        assert process
        await asyncio.wait_for(asyncio.to_thread(process.wait), WAIT)

    async def close(self) -> None:
        clock.set_shift(timedelta(0))
        for each in self.lives:
            each.cancel()
        await asyncio.gather(*self.lives, return_exceptions=True)
        for each in self.programs:
            if each.process and each.process.poll() is None:
                each.process.kill()
                each.process.wait()

    def complaints(self) -> str:
        """What the processes logged as errors."""
        lines = [line for each in self.programs for line in each.said.splitlines()]
        return "\n".join(line for line in lines if "ERROR" in line or "Traceback" in line)


async def found(accounts: Sequence[Peer], groups: Sequence[str]) -> None:
    """One community, a group at each account."""
    first, home = accounts[0], groups[0]
    await first.ask(ADMIN, "开通 恋湖社区 模板 恋湖", "开通了", group=home)
    for account, group in zip(accounts[1:], groups[1:], strict=True):
        await account.ask(ADMIN, "加入社区 恋湖社区", "恋湖社区", group=group)


def crowd(accounts: Sequence[Peer], number: int, dice: random.Random) -> list[tuple[Peer, str]]:
    """So many people, each behind one of the accounts, in no order."""
    people = [(accounts[each % len(accounts)], str(20_000 + each)) for each in range(number)]
    dice.shuffle(people)
    return people


async def until(condition: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    async with asyncio.timeout(WAIT):
        while not condition():  # noqa: ASYNC110 - it is about what other processes do
            await asyncio.sleep(0.05)
