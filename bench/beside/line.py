"""A OneBot v11 implementation with a whole neighbourhood behind it: says a person's words and hands back the answer to them.

Whose answer a message is: the one to whom it goes in private; the one it quotes or mentions; the one whose name stands in it;
else the one in that group who has waited longest, first among those whose matter it is about. What a
bot says of its own accord (``Unprompted``) is put aside.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from bench.peer import ACCOUNT, TOKEN, Said, frame, name_of

GROUP = 70_001
LEADER = 10_001
FIRST = 20_001
READY = 60  # seconds for the door to open
SETTLE = 1.5  # seconds in which a bot asks who it is
BREATH = 0.15  # seconds between an answer and what a person says to it; not counted
ECHO = 3  # seconds in which answers to messages that were delivered once more come
Unprompted = Callable[[str], bool]


class Silent(Exception):
    """No answer came, or the line was cut before it."""


@dataclass(eq=False)
class Asked:
    """A message that waits for its answer."""

    said: Said
    raw: str
    number: int
    about: str = ""
    answer: asyncio.Future[str] = field(default_factory=asyncio.Future)


def user_of(person: int) -> int:
    """The account of the person with this number."""
    return FIRST + person


def person_of(user: int | str) -> int:
    """The person behind an account."""
    return int(user) - FIRST


def shown(person: int) -> str:
    """His name in the group."""
    return name_of(person + 1)


def person_named(name: str) -> int:
    """The person with this name."""
    return int(name.removeprefix("邻居")) - 1


class Line:
    """``async with Line(url, people) as line``: connected inside the block."""

    def __init__(self, url: str, people: int, unprompted: Unprompted = lambda _: False) -> None:
        self.url = url
        self.aside: list[str] = []
        self.last: dict[int, str] = {}
        self.stray = 0
        self.sent = 0
        self.answered_at = 0.0
        self.patience = 12.0  # seconds for one answer
        self.gate = asyncio.Semaphore(1)  # how many messages may wait for an answer at once
        self.spent: defaultdict[int, float] = defaultdict(float)  # seconds that each person waited for answers
        self._people = people
        self._unprompted = unprompted
        self._asked: list[Asked] = []
        self._socket: ClientConnection
        self._reading: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        self._socket = await self._dial()
        self._reading = asyncio.create_task(self._read())
        event = {"time": int(time.time()), "self_id": ACCOUNT, "post_type": "meta_event"}
        await self._socket.send(json.dumps(event | {"meta_event_type": "lifecycle", "sub_type": "connect"}))
        return self

    async def _dial(self) -> ClientConnection:
        """Again and again, as every implementation does: a port may be open before the door behind it."""
        headers = {"X-Self-ID": str(ACCOUNT), "X-Client-Role": "Universal"}
        async with asyncio.timeout(READY):
            while True:
                with suppress(OSError, InvalidHandshake):
                    return await connect(self.url, additional_headers=headers, max_size=None, proxy=None)
                await asyncio.sleep(BREATH)

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        await self._socket.close()

    async def ask(self, person: int, text: str, *, private: bool = False, about: str = "") -> str:
        """Say it and wait for the answer, in which ``about`` should stand. Raises ``Silent``."""
        return await self._ask(Said(user_of(person), shown(person), None if private else GROUP, text), person, about)

    async def lead(self, text: str, *, private: bool = False) -> str:
        """The same for the one who organises: an owner of the group and an administrator of the bot."""
        return await self._ask(Said(LEADER, "社工小周", None if private else GROUP, text, "owner"), -1)

    async def settle(self) -> None:
        """Give it time to ask who it is."""
        await asyncio.sleep(SETTLE)

    async def breathe(self) -> None:
        """A person reads before he answers."""
        await asyncio.sleep(BREATH)

    async def again(self, messages: Iterable[str]) -> int:
        """Deliver them once more as they were; how many answers that brings."""
        before = self.stray
        with suppress(ConnectionClosed):
            for raw in messages:
                await self._socket.send(raw)
        await asyncio.sleep(ECHO)
        return self.stray - before

    async def _ask(self, said: Said, person: int, about: str = "") -> str:
        async with self.gate:
            raw = frame(said)
            asked = Asked(said, raw, json.loads(raw)["message_id"], about)
            self.last[person] = raw
            self._asked.append(asked)
            self.sent += 1
            start = time.perf_counter()
            try:
                async with asyncio.timeout(self.patience):
                    await self._socket.send(raw)
                    answer = await asked.answer
            except (TimeoutError, ConnectionClosed) as silence:
                raise Silent(said.text) from silence
            finally:
                if asked in self._asked:
                    self._asked.remove(asked)
            self.answered_at = time.perf_counter()
            self.spent[person] += self.answered_at - start
            return answer

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for raw in self._socket:
                call: dict[str, Any] = json.loads(raw)
                done = {"status": "ok", "retcode": 0, "message": "", "wording": "", "echo": call.get("echo")}
                await self._socket.send(json.dumps(done | {"data": self._data(call["action"], call.get("params") or {})}))
                if call["action"].startswith("send"):
                    self._heard(call["params"])
        for asked in self._asked:
            if not asked.answer.done():
                asked.answer.set_exception(Silent(asked.said.text))

    def _data(self, action: str, params: Mapping[str, Any]) -> Any:
        """What a client such as NapCat answers: the fields that the bots read."""
        match action.removesuffix("_async"):
            case "get_login_info":
                return {"user_id": ACCOUNT, "nickname": "小红帽"}
            case "get_version_info":
                return {"app_name": "bench", "app_version": "1", "protocol_version": "v11"}
            case "get_status":
                return {"online": True, "good": True}
            case "get_group_list":
                return [{"group_id": GROUP, "group_name": "志愿者群", "member_count": self._people, "max_member_count": 2000}]
            case "get_group_info":
                return {"group_id": GROUP, "group_name": "志愿者群", "member_count": self._people, "max_member_count": 2000}
            case "get_group_member_list":
                return [self._member(LEADER), *(self._member(user_of(each)) for each in range(self._people))]
            case "get_group_member_info" | "get_stranger_info":
                return self._member(int(params["user_id"]))
            case "get_friend_list":
                return [{"user_id": user_of(each), "nickname": shown(each), "remark": ""} for each in range(self._people)]
            case name if name.startswith("send"):
                return {"message_id": int(time.time_ns() % 2**31)}
            case _:
                return None

    def _member(self, user: int) -> dict[str, Any]:
        name, role = ("社工小周", "owner") if user == LEADER else (shown(person_of(user)), "member")
        return {"group_id": GROUP, "user_id": user, "nickname": name, "card": name, "role": role, "sex": "unknown", "age": 0}

    def _heard(self, params: Mapping[str, Any]) -> None:
        message = params["message"]
        parts = [{"type": "text", "data": {"text": message}}] if isinstance(message, str) else message
        text = "".join(part["data"]["text"] for part in parts if part["type"] == "text")
        if self._unprompted(text):
            self.aside.append(text)
        elif asked := self._whose(params, parts, text):
            self._asked.remove(asked)
            if not asked.answer.done():
                asked.answer.set_result(text)
        else:
            self.stray += 1
            self.aside.append(text)

    def _whose(self, params: Mapping[str, Any], parts: list[dict[str, Any]], text: str) -> Asked | None:
        private = params.get("user_id") if not params.get("group_id") else None
        if private:
            return next((each for each in self._asked if each.said.group is None and each.said.user == int(private)), None)
        waiting = [each for each in self._asked if each.said.group == int(params["group_id"])]
        to = {part["type"]: str(part["data"].get("id") or part["data"].get("qq")) for part in parts}
        named = TOKEN.search(text)
        for each in waiting:
            exact = to.get("reply") == str(each.number) or to.get("at") == str(each.said.user)
            if exact or (named and named[0] == each.said.name):
                return each
        meant = [each for each in waiting if each.about and each.about in text]
        return next(iter(meant or waiting), None) if "reply" not in to else None
