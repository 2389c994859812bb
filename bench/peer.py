"""A OneBot v11 implementation that measures: it says things, N in flight, and notes when each is answered."""

import asyncio
import itertools
import json
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

ACCOUNT = 80001
TOKEN = re.compile(r"邻居\d{7}")
PATIENCE = 90  # seconds for the answers of one round
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Said:
    """A person says a text in a group, or in private. ``name`` (``name_of``) stands in the answer and tells whose it is."""

    user: int
    name: str
    group: int | None
    text: str
    role: str = "member"


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds altogether, and seconds until each answer."""

    seconds: float
    latencies: Sequence[float]

    @property
    def per_second(self) -> float:
        """Messages answered in a second."""
        return len(self.latencies) / self.seconds


def name_of(number: int) -> str:
    """A name that is found again in an answer."""
    return f"邻居{number:07d}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def frame(said: Said, account: int = ACCOUNT) -> str:
    """The event as go-cqhttp and its heirs write it."""
    number = next(_numbers)
    sender = {"user_id": said.user, "nickname": said.name, "card": said.name, "sex": "unknown", "age": 0}
    event = {
        "time": int(time.time()),
        "self_id": account,
        "post_type": "message",
        "message_type": "group" if said.group else "private",
        "sub_type": "normal" if said.group else "friend",
        "message_id": number,
        "user_id": said.user,
        "message": [{"type": "text", "data": {"text": said.text}}],
        "raw_message": said.text,
        "font": 0,
        "sender": sender | {"area": "", "level": "1", "role": said.role, "title": ""},
    }
    return json.dumps(event | ({"group_id": said.group, "anonymous": None} if said.group else {}))


class Peer:
    """``async with Peer(url) as peer``: connected inside the block."""

    def __init__(self, url: str, account: int = ACCOUNT) -> None:
        self.url = url
        self.account = account
        self.answers: list[str] = []
        self.pictures = 0
        self._waiting: dict[str, float] = {}
        self._latencies: list[float] = []
        self._free = asyncio.Semaphore(0)
        self._socket: ClientConnection
        self._reading: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        headers = {"X-Self-ID": str(self.account), "X-Client-Role": "Universal"}
        self._socket = await connect(self.url, additional_headers=headers, max_size=None, proxy=None)
        self._reading = asyncio.create_task(self._read())
        event = {"time": int(time.time()), "self_id": self.account, "post_type": "meta_event"}
        await self._socket.send(json.dumps(event | {"meta_event_type": "lifecycle", "sub_type": "connect"}))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        await self._socket.close()

    async def ask(self, said: Sequence[Said], in_flight: int) -> Round:
        """Say everything, never more than ``in_flight`` unanswered. Raises ``TimeoutError`` when an answer does not come."""
        self._waiting, self._latencies, self.answers = {}, [], []
        self._free = asyncio.Semaphore(in_flight)
        frames = [(each.name, frame(each, self.account)) for each in said]
        start = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            for name, text in frames:
                await self._free.acquire()
                self._waiting[name] = time.perf_counter()
                await self._socket.send(text)
            for _ in range(in_flight):
                await self._free.acquire()
        return Round(time.perf_counter() - start, self._latencies)

    async def flood(self, said: Sequence[Said]) -> float:
        """Say everything at once; only the last is answered. Seconds from the first word to that answer."""
        *silent, marker = [frame(each, self.account) for each in said]
        self._waiting, self._latencies, self._free = {}, [], asyncio.Semaphore(0)
        start = time.perf_counter()
        self._waiting[said[-1].name] = start
        for text in silent:
            await self._socket.send(text)
        await self._socket.send(marker)
        async with asyncio.timeout(PATIENCE):
            await self._free.acquire()
        return time.perf_counter() - start

    async def _read(self) -> None:
        async for raw in self._socket:
            present = time.perf_counter()
            call: dict[str, Any] = json.loads(raw)
            done = {"status": "ok", "retcode": 0, "data": {"message_id": next(_numbers)}, "echo": call["echo"]}
            await self._socket.send(json.dumps(done))
            if call["action"] in ("send_msg", "send_group_msg"):
                self._answered(call["params"]["message"], present)

    def _answered(self, message: str | list[dict[str, Any]], present: float) -> None:
        """A name in the answer tells whose it is; an answer without one is taken by the only one who waits."""
        segments = [{"type": "text", "data": {"text": message}}] if isinstance(message, str) else message
        text = "".join(each["data"]["text"] for each in segments if each["type"] == "text")
        self.pictures += any(each["type"] == "image" for each in segments)
        self.answers.append(text)
        found = TOKEN.search(text)
        name = found[0] if found and found[0] in self._waiting else next(iter(self._waiting), "")
        if (asked := self._waiting.pop(name, None)) is not None:
            self._latencies.append(present - asked)
            self._free.release()
