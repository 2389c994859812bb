"""Peers that come and go, and the people behind them. A peer may close, freeze, answer errors, deliver twice and late."""

import asyncio
import itertools
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.smoke.peers import Line, dial
from tests.smoke.peers import frame as frame_of

WAIT = 8.0  # seconds until somebody gives up waiting for an answer
numbers = itertools.count(1)
Expected = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the bot: where, and what."""

    chat: str
    text: str


@dataclass
class StormLine(Line):
    """A line whose peer knows in which chat something is said, and can be made to misbehave."""

    answers: Callable[[Line, dict[str, Any]], Awaitable[None]] = field(kw_only=True)

    async def _answer(self, frame: dict[str, Any]) -> None:
        await self.answers(self, frame)


@dataclass
class Peer:
    """An account of the bot at one platform: dials again whenever it is cut, as NapCat does."""

    version: str
    self_id: str
    dice: random.Random
    port: int = 0
    line: Line | None = None
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    refusing: bool = False
    twice: bool = False
    heard: list[Heard] = field(default_factory=list)
    waiting: dict[str, tuple[Expected, asyncio.Future[str]]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    ended: bool = False
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.awake.set()

    async def live(self) -> None:
        """Stay connected until the storm ends."""
        while not self.ended:
            try:
                async with dial(self.version, self.port, None, self.self_id, partial(StormLine, answers=self.answer)) as line:
                    self.line = line
                    self.connected.set()
                    await line.closed.wait()
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                await asyncio.sleep(0.1)
            finally:
                self.line = None
                self.connected.clear()

    async def cut(self) -> None:
        """Close the line as a peer that restarts."""
        if self.line:
            await self.line.socket.close()

    async def put(self, frame: dict[str, Any]) -> bool:
        """Deliver an event; ``False``: there is no line."""
        await asyncio.wait_for(self.connected.wait(), 60)
        if not self.line:
            return False
        try:
            await self.line.socket.send(json.dumps(frame))
            if self.twice or self.dice.random() < 0.1:  # doubles are real (QQ delivers some messages twice)
                await self.line.socket.send(json.dumps(frame))
        except ConnectionClosed:
            return False
        return True

    async def ask(self, chat: str, frame: dict[str, Any], expected: Expected, wait: float = WAIT) -> str | None:
        """Deliver it and wait for the answer in that chat; ``None``: none came (the bot or the line died)."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.waiting[chat] = (expected, answer)
        try:
            if not await self.put(frame):
                return None
            return await asyncio.wait_for(answer, wait)
        except TimeoutError:
            return None
        finally:
            self.waiting.pop(chat, None)

    async def answer(self, line: Line, frame: dict[str, Any]) -> None:
        """Answer a call of the bot: what it says is heard at once, whatever it is told afterwards."""
        params, response = frame["params"], {"status": "ok", "retcode": 0, "message": "", "echo": frame["echo"]}
        if not frame["action"].startswith("send"):
            name = f"群友{params.get('user_id')}"
            response["data"] = {"user_id": params.get("user_id"), "nickname": name, "card": "", "user_name": name}
        elif self.refusing and self.dice.random() < 0.5:
            response |= {
                "status": "failed",
                "retcode": 1200 if self.version == "v11" else 34000,
                "data": None,
                "message": "EventChecker Failed",
            }
        else:
            group = params.get("group_id")
            chat = f"group:{group}" if group else f"person:{params['user_id']}"
            self.hear(chat, "".join(part["data"].get("text", "") for part in params["message"]))
            number = next(numbers) + 1_000_000
            response["data"] = {"message_id": number if self.version == "v11" else str(number), "time": 1.0}
        await self.awake.wait()
        await line.socket.send(json.dumps(response))

    def hear(self, chat: str, text: str) -> None:
        self.heard.append(Heard(chat, text))
        expected, answer = self.waiting.get(chat, (None, None))
        if expected and answer and not answer.done() and expected(text):
            answer.set_result(text)

    def counted(self) -> Counter[tuple[str, str]]:
        """How often each text was said in each chat."""
        return Counter((each.chat, each.text) for each in self.heard)


@dataclass
class Speaker:
    """Somebody behind a peer."""

    peer: Peer
    user: str
    group: str

    @property
    def name(self) -> str:
        return f"群友{self.user}"

    async def ask(self, text: str, expected: Expected, *, group: bool = False, mention: str | None = None) -> str | None:
        """Say it and wait; when no answer came, the peer delivers the same message once more as soon as it can, or never."""
        frame = frame_of(self.peer.version, self.peer.self_id, self.user, text, self.group if group else None, mention)
        chat = f"group:{self.group}" if group else f"person:{self.user}"
        self.peer.asked[chat] += 1
        answer = await self.peer.ask(chat, frame, expected)
        if answer is None and self.peer.dice.random() < 0.5:
            answer = await self.peer.ask(chat, frame, expected, WAIT / 2)
        return answer
