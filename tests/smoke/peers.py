"""Peers as NapCat and a WeChat bridge are: they dial the bot's own endpoints over a real WebSocket and speak JSON."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.archive import NAMES, Archive, Refused

PATIENCE = 20
SELF = "80001"
ids = itertools.count(5000)


@dataclass
class Line:
    """An open line: says things as people, keeps what the bot said, answers its calls (unless ``mute``).

    With an ``archive`` it keeps what is said in groups, and gives it to who asks for their history.
    """

    socket: ClientConnection
    version: str
    self_id: str = SELF
    heard: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    calls: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    mute: bool = False
    archive: Archive | None = None
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, user: str, text: str, *, group: str | None = "70001", mention: str | None = None) -> str:
        """Say it and wait for the answer."""
        await self.send(user, text, group=group, mention=mention)
        return await asyncio.wait_for(self.heard.get(), PATIENCE)

    async def until(self, wanted: str, user: str, text: str, *, group: str | None = "70001", mention: str | None = None) -> str:
        """Say it and listen until one message holds ``wanted``: by the hour of the day, letters to others come before or not."""
        heard = [await self.say(user, text, group=group, mention=mention)]
        try:
            async with asyncio.timeout(PATIENCE):
                while wanted not in heard[-1]:
                    heard.append(await self.heard.get())
        except TimeoutError as late:
            raise AssertionError(f"{wanted!r} was never said after {text!r}, but: {heard}") from late
        return heard[-1]

    async def send(self, user: str, text: str, *, group: str | None = "70001", mention: str | None = None) -> None:
        said = self.frame(user, text, group, mention)
        if self.archive:
            self.archive.keep(said)
        await self.socket.send(json.dumps(said))

    def frame(self, user: str, text: str, group: str | None, mention: str | None = None) -> dict[str, Any]:
        """The event that this message is on this line."""
        return frame(self.version, self.self_id, user, text, group, mention)

    async def called(self, action: str) -> None:
        """Wait for a call that stays unanswered, of which the name begins with ``action``."""
        async with asyncio.timeout(PATIENCE):
            while not (await self.calls.get()).startswith(action):
                continue

    async def serve(self) -> None:
        """Answer the bot's calls until the line is cut."""
        try:
            async for raw in self.socket:
                frame = json.loads(raw)
                if self.mute:
                    self.calls.put_nowait(frame["action"])
                else:
                    await self._answer(frame)
        except ConnectionClosed:
            return
        finally:
            self.closed.set()

    async def _answer(self, frame: dict[str, Any]) -> None:
        answer: dict[str, Any] = {"status": "ok", "retcode": 0, "message": "", "echo": frame["echo"]}
        params = frame["params"]
        if frame["action"].startswith("send"):
            answer["data"] = {"message_id": next(ids) if self.version == "v11" else str(next(ids)), "time": time.time()}
            await self.socket.send(json.dumps(answer))
            said = "".join(part["data"].get("text", "") for part in params["message"])
            await self.heard.put(said)
            return
        if self.archive and (told := _of_the_past(frame["action"], params, self.archive)):
            await self.socket.send(json.dumps(answer | told))
            return
        name = f"群友{params.get('user_id')}"
        answer["data"] = {"user_id": params.get("user_id"), "nickname": name, "card": "", "user_name": name}
        await self.socket.send(json.dumps(answer))


def missed(archive: Archive, version: str, user: str, text: str, *, group: str = "70001", ago: float = 0) -> None:
    """Somebody says it in a group while the bot hears nothing, ``ago`` seconds before now; the peer keeps it."""
    archive.keep(frame(version, SELF, user, text, group) | {"time": int(time.time() - ago)})


def _of_the_past(action: str, params: dict[str, Any], archive: Archive) -> dict[str, Any] | None:
    """What a peer with a history says to that call; ``None``: the call is about something else."""
    if action == "get_version_info":
        return {"data": {"app_name": NAMES[archive.kind], "protocol_version": "v11", "app_version": "1"}}
    if action == "get_supported_actions":
        return {"data": ["send_message", "wx.get_group_msg_history"]}
    if not action.endswith("get_group_msg_history"):
        return None
    try:
        return {"data": archive.page(params)}
    except Refused as why:
        return {"status": "failed", "retcode": 1200, "data": None, "message": str(why)}


def frame(version: str, self_id: str, user: str, text: str, group: str | None, mention: str | None = None) -> dict[str, Any]:
    """The event that a message is; the same frame sent again is the same message delivered twice."""
    return (_v11 if version == "v11" else _v12)(self_id, user, text, group, mention)


def _v11(self_id: str, user: str, text: str, group: str | None, mention: str | None) -> dict[str, Any]:
    message: list[dict[str, Any]] = [{"type": "text", "data": {"text": text}}]
    if mention:
        head, _, tail = text.partition("@")
        message = [
            {"type": "text", "data": {"text": head}},
            {"type": "at", "data": {"qq": mention}},
            {"type": "text", "data": {"text": tail}},
        ]
    return {
        "time": int(time.time()),
        "self_id": int(self_id),
        "post_type": "message",
        "message_type": "group" if group else "private",
        "sub_type": "normal" if group else "friend",
        "message_id": next(ids),
        "user_id": int(user),
        "message": message,
        "raw_message": "",
        "font": 0,
        "sender": {"user_id": int(user), "nickname": f"群友{user}", "card": "", "role": "member"},
    } | ({"group_id": int(group)} if group else {})


def _v12(self_id: str, user: str, text: str, group: str | None, mention: str | None) -> dict[str, Any]:
    message: list[dict[str, Any]] = [{"type": "text", "data": {"text": text}}]
    if mention:
        head, _, tail = text.partition("@")
        message = [
            {"type": "text", "data": {"text": head}},
            {"type": "mention", "data": {"user_id": mention}},
            {"type": "text", "data": {"text": tail}},
        ]
    return {
        "id": str(next(ids)),
        "time": time.time(),
        "type": "message",
        "detail_type": "group" if group else "private",
        "sub_type": "",
        "self": {"platform": "wechat", "user_id": self_id},
        "message_id": str(next(ids)),
        "message": message,
        "alt_message": text,
        "user_id": user,
    } | ({"group_id": group} if group else {})


@asynccontextmanager
async def dial(
    version: str,
    port: int,
    token: str | None = None,
    self_id: str = SELF,
    kind: Callable[..., Line] = Line,
    archive: Archive | None = None,
) -> AsyncIterator[Line]:
    """Dial as a peer of that version does; ``kind`` makes the line, ``archive`` is the history that the peer has."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if version == "v11":
        headers |= {"X-Self-ID": self_id, "X-Client-Role": "Universal"}
    else:
        headers |= {"X-Impl": "bridge"}
    protocols: Any = ["12.bridge"] if version == "v12" else None
    url = f"ws://127.0.0.1:{port}/onebot/{version}/ws"
    async with connect(url, additional_headers=headers, subprotocols=protocols, proxy=None) as socket:
        line = kind(socket, version, self_id)
        line.archive = archive
        if version == "v12":
            for frame in _greeting(self_id):
                await socket.send(json.dumps(frame))
        serving = asyncio.create_task(line.serve())
        try:
            yield line
        finally:
            await socket.close()
            await serving


def _greeting(self_id: str) -> list[dict[str, Any]]:
    about = {"platform": "wechat", "user_id": self_id}
    base = {"time": time.time(), "type": "meta", "sub_type": ""}
    version = {"impl": "bridge", "version": "1.0", "onebot_version": "12"}
    return [
        base | {"id": str(next(ids)), "detail_type": "connect", "version": version},
        base
        | {
            "id": str(next(ids)),
            "detail_type": "status_update",
            "status": {"good": True, "bots": [{"self": about, "online": True}]},
        },
    ]
