"""The accounts of the bot at QQ and WeChat, and everything that is said over their lines; one question at a time."""

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.smoke.peers import Line, dial
from tests.smoke.peers import frame as frame_of

PATIENCE = 30.0  # seconds until a question counts as not answered
DEFECT = "没有办成"
numbers = itertools.count(5_000_000)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a number at one of the platforms and a name of his own in his community."""

    user: str
    name: str


@dataclass
class NamedLine(Line):
    """A line whose peer knows what everybody is called."""

    answers: Callable[[Line, dict[str, Any]], Awaitable[None]] = field(kw_only=True)

    async def _answer(self, frame: dict[str, Any]) -> None:
        await self.answers(self, frame)


@dataclass
class Peer:
    """One account. ``said``: how often each text was said in each chat; ``files``: what was uploaded, by its name."""

    version: str
    self_id: str
    names: dict[str, str] = field(default_factory=dict)
    line: Line | None = None
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)
    defects: list[str] = field(default_factory=list)
    _listener: tuple[str, asyncio.Queue[str]] | None = None
    _door: AsyncExitStack | None = None

    async def connect(self, port: int) -> None:
        """Dial, as often as it takes until the bot listens again."""
        self._door = AsyncExitStack()
        self.line = await self._door.enter_async_context(
            dial(self.version, port, None, self.self_id, partial(NamedLine, answers=self.answer))
        )

    async def hang_up(self) -> None:
        """Close the line."""
        if self._door:
            await self._door.aclose()
        self._door = self.line = None

    def frame(self, person: Person, text: str, group: str | None, mention: str | None, photo: str | None) -> dict[str, Any]:
        """The event that this message is."""
        told = frame_of(self.version, self.self_id, person.user, text, group, mention)
        if self.version == "v11":
            told["sender"]["nickname"] = person.name
        if photo:
            data = {"file": photo, "url": photo} if self.version == "v11" else {"file_id": photo}
            told["message"].append({"type": "image", "data": data})
        return told

    async def put(self, *frames: dict[str, Any]) -> None:
        """Deliver them."""
        assert self.line
        for each in frames:
            await self.line.socket.send(json.dumps(each))

    async def ask(
        self, chat: str, *frames: dict[str, Any], expected: Callable[[str], bool]
    ) -> tuple[str | None, float, list[str]]:
        """Deliver them and wait: what was expected (``None``: it was never said), the seconds until then, all that was said there."""
        heard: asyncio.Queue[str] = asyncio.Queue()
        self._listener, others = (chat, heard), list[str]()
        begun = time.perf_counter()
        await self.put(*frames)
        try:
            async with asyncio.timeout(PATIENCE):
                while not expected(text := await heard.get()):
                    others.append(text)
                return text, time.perf_counter() - begun, others
        except TimeoutError:
            return None, PATIENCE, others
        finally:
            self._listener = None

    async def answer(self, line: Line, frame: dict[str, Any]) -> None:
        """Answer a call of the bot as NapCat or a bridge does."""
        action, params = frame["action"], frame["params"]
        response: dict[str, Any] = {"status": "ok", "retcode": 0, "message": "", "echo": frame["echo"]}
        if action.startswith("send"):
            response["data"] = self._heard(params)
        elif action.startswith("upload") or action == "get_file":
            response["data"] = self._file(action, params)
        else:
            name = self.names.get(str(params.get("user_id")), "群友")
            response["data"] = {"user_id": params.get("user_id"), "nickname": name, "card": "", "user_name": name}
        await line.socket.send(json.dumps(response))

    def _heard(self, params: dict[str, Any]) -> dict[str, Any]:
        group = params.get("group_id")
        chat = f"group:{group}" if group else f"person:{params['user_id']}"
        text = "".join(part["data"].get("text", "") for part in params["message"])
        self.said[chat, text] += 1
        if DEFECT in text:
            self.defects.append(f"{chat}: {text}")
        if self._listener and self._listener[0] == chat:
            self._listener[1].put_nowait(text)
        number = next(numbers)
        return {"message_id": number if self.version == "v11" else str(number), "time": time.time()}

    def _file(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        if action == "get_file":
            return {"name": "photo.png", "data": params["file_id"].removeprefix("base64://")}
        self.files[params["name"]] = params["file"] if self.version == "v11" else params["data"]
        return {"file_id": str(next(numbers))}
