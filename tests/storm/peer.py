"""A peer that comes and goes: it may close, freeze, answer late or with errors, deliver twice, late and out of order."""

import asyncio
import base64
import io
import itertools
import json
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PIL import Image
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.smoke.peers import Line, dial
from tests.storm.story import Story

WAIT = 8.0  # seconds until somebody gives up waiting for an answer
numbers = itertools.count(1)


def photo() -> str:
    """A small picture as base64."""
    out = io.BytesIO()
    Image.new("RGB", (6, 4), "teal").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


PHOTO = photo()
Expected = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the bot: where, what, its number, whom it mentions, and whether the bot was told that it went out."""

    chat: str
    text: str
    number: str
    mentions: tuple[str, ...] = ()


@dataclass
class StormLine(Line):
    """A line that hands every call of the bot to its peer."""

    peer: "Peer" = field(kw_only=True)

    async def _answer(self, frame: dict[str, Any]) -> None:
        await self.peer.answer(self, frame)


@dataclass
class Peer:
    """An account of the bot at one platform: dials again whenever it is cut, as NapCat does."""

    version: str
    self_id: str
    dice: random.Random
    story: Story
    port: int = 0
    line: Line | None = None
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    refusing: bool = False
    slow: bool = False
    twice: bool = False
    patience: float = WAIT
    error: float = 0.0  # seconds by which the bot's clock is ahead of the peer's
    heard: list[Heard] = field(default_factory=list)
    waiting: defaultdict[str, list[tuple[Expected, asyncio.Future[str]]]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)
    past: defaultdict[str, deque[dict[str, Any]]] = field(default_factory=lambda: defaultdict(partial(deque, maxlen=20)))
    names: dict[str, str] = field(default_factory=dict)
    ended: bool = False
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    later: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.awake.set()

    @property
    def platform(self) -> str:
        return "qq" if self.version == "v11" else "wechat"

    async def live(self) -> None:
        """Stay connected until the storm ends."""
        while not self.ended:
            try:
                async with dial(self.version, self.port, None, self.self_id, partial(StormLine, peer=self)) as line:
                    self.line = line
                    self.connected.set()
                    await line.closed.wait()
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                await asyncio.sleep(0.1)
            finally:
                self.line = None
                self.connected.clear()

    def calm(self) -> None:
        """No trouble any more."""
        self.refusing = self.twice = self.slow = False
        self.awake.set()

    async def cut(self) -> None:
        """Close the line as a peer that restarts."""
        if self.line:
            await self.line.socket.close()

    async def freeze(self, seconds: float) -> None:
        """Read nothing, not even a ping, as a process that is stopped."""
        if self.line and (transport := self.line.socket.transport):
            transport.pause_reading()
            await asyncio.sleep(seconds)
            with suppress(RuntimeError):
                transport.resume_reading()

    async def put(self, frame: dict[str, Any]) -> bool:
        """Deliver an event, some a little late (others overtake them), some once more later; ``False``: there is no line."""
        if self.dice.random() < 0.05:
            await asyncio.sleep(self.dice.uniform(0, 1.5))
        if self.twice or self.dice.random() < 0.1:  # doubles are real (QQ delivers some messages twice)
            task = asyncio.create_task(self._again(frame, self.dice.choice((0, 0, 0.5, 3))))
            self.later.add(task)
            task.add_done_callback(self.later.discard)
        await asyncio.wait_for(self.connected.wait(), 60)
        return await self._send(frame)

    async def _again(self, frame: dict[str, Any], after: float) -> None:
        await asyncio.sleep(after)
        await self._send(frame)

    async def _send(self, frame: dict[str, Any]) -> bool:
        if not self.line:
            return False
        try:
            await self.line.socket.send(json.dumps(frame))
        except ConnectionClosed:
            return False
        return True

    async def ask(self, chat: str, frame: dict[str, Any], expected: Expected, wait: float) -> str | None:
        """Deliver it and wait for the answer in that chat; ``None``: none came (the bot or the line died)."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.waiting[chat].append(entry := (expected, answer))
        try:
            if not await self.put(frame):
                return None
            return await asyncio.wait_for(answer, wait)
        except TimeoutError:
            return None
        finally:
            self.waiting[chat].remove(entry)

    async def answer(self, line: Line, frame: dict[str, Any]) -> None:
        """Answer a call of the bot: what it says is heard at once, whatever it is told afterwards, and when."""
        response = {"status": "ok", "retcode": 0, "message": "", "echo": frame["echo"]}
        if frame["action"].startswith("send"):
            response |= self._said(frame["params"])
            wait = self.dice.uniform(0.1, 8) if self.slow else 0  # the bot gives up after five seconds
        else:
            response["data"], wait = self._told(frame["action"], frame["params"]), 0
        await self.awake.wait()
        await asyncio.sleep(wait)
        await line.socket.send(json.dumps(response))

    def _told(self, action: str, params: dict[str, Any]) -> Any:
        if action == "get_group_msg_history":
            return {"messages": list(self.past[str(params["group_id"])])}
        if action == "upload_file":
            return {"file_id": str(next(numbers))}
        if action == "get_file":
            return {"name": "photo.png", "data": PHOTO}
        name = self.names.get(str(params.get("user_id")), f"群友{params.get('user_id')}")
        return {"user_id": params.get("user_id"), "nickname": name, "card": "", "user_name": name}

    def _said(self, params: dict[str, Any]) -> dict[str, Any]:
        if self.refusing and self.dice.random() < 0.5:
            code = 1200 if self.version == "v11" else 34000
            return {"status": "failed", "retcode": code, "data": None, "message": "EventChecker Failed"}
        number = next(numbers) + 1_000_000
        # a private chat that begins in a group names both
        chat = f"person:{params['user_id']}" if "user_id" in params else f"group:{params['group_id']}"
        text = "".join(part["data"].get("text", "") for part in params["message"])
        called = (part["data"].get("qq") or part["data"].get("user_id") for part in params["message"])
        self.hear(Heard(chat, text, str(number), tuple(str(each) for each in called if each)))
        return {"data": {"message_id": number if self.version == "v11" else str(number), "time": 1.0}}

    def hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self.story.heard(f"{self.self_id}:{heard.chat}", heard.text)
        for expected, answer in self.waiting.get(heard.chat, ()):
            if not answer.done() and expected(heard.text):
                answer.set_result(heard.text)
                return
