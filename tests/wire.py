"""Peers on the wire: the real adapters, JSON frames in, API calls out, no network. OneBot v11 (QQ) and v12 (WeChat).

``await peer.say("王阿姨", "报名 12")`` puts the frame in, waits until it is handled, and returns what was said back into that
chat. ``peer.sent`` keeps everything that was said anywhere, ``peer.files`` every file (chat, name, bytes);
``await peer.settle()`` lets the outbox deliver first.
"""

import asyncio
import base64
import itertools
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nonebot import get_adapter
from nonebot.adapters.onebot import v11, v12

from plugins.desk import signs
from plugins.guide import lost
from plugins.inbox import album, files, hearing, lines, liveness, names, questions, recalled, receipts
from plugins.kernel import clock, lease
from plugins.outbox import delivery, logins, pacing, spoken
from tests.archive import NAMES, Archive, Refused

GROUP = "70001"
PEOPLE = {
    "管理员": "10001",
    "社工小周": "10002",
    "队长老陈": "10003",
    "王阿姨": "10004",
    "小李": "10005",
    "赵叔": "10006",
    "刘大姐": "10007",
    "小雨": "10008",
}
Segment = tuple[str, str]
ids = itertools.count(1000)


def forget_everything() -> None:
    """What the process remembers beside the database, as after a restart."""
    receipts.forget_all()
    liveness.forget_all()
    hearing.forget_all()
    lines.forget_all()
    logins.forget_all()
    spoken.forget_all()
    questions._waiting.clear()
    album.forget_all()
    recalled._watched.clear()
    names._names.clear()
    files.forget_all()
    signs.forget_all()
    lost.forget_all()
    lease.forget_all()
    pacing.set_interval(0)


async def hang_up() -> None:
    """No line goes on catching up behind its test: it would hold the database that is put away, and the next test would see that."""
    courses = {each.task for each in lines._lines.values()} | set(lines._last.values())
    lines.forget_all()
    if under_way := [each for each in courses if each and not each.done()]:
        await asyncio.wait(under_way)


@dataclass
class Said:
    """One message of the bot: the chat (``group:70001``), its text, whom it mentions, how many pictures, its id."""

    chat: str
    text: str
    mentions: list[str]
    images: int
    message_id: str


@dataclass
class Frame:
    """What was put on the wire, to be put there again."""

    data: dict[str, Any]
    chat: str


class Socket:
    """Stands where the websocket stands: takes a call, answers at once (or as ``answers`` says)."""

    def __init__(self, peer: "Peer") -> None:
        self.peer = peer

    async def send(self, raw: str) -> None:
        frame = json.loads(raw)
        response = self.peer.serve(frame["action"], frame["params"]) | {"echo": frame["echo"]}
        asyncio.get_running_loop().call_soon(type(self.peer.adapter).json_to_event, response)

    async def close(self, *args: object, **kwargs: object) -> None:
        """Nothing to close."""


@dataclass
class Peer:
    """What both protocols share."""

    adapter: Any = None
    bot: Any = None
    sent: list[Said] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refuse: Callable[[str, dict[str, Any]], str | None] = lambda action, params: None
    last: Frame | None = None
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    takes_back: bool = False
    shelf: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    archive: Archive | None = None

    def user(self, who: str) -> str:
        return PEOPLE.get(who, who)

    def name_of(self, user: str) -> str:
        return next((name for name, number in PEOPLE.items() if number == user), f"群友{user}")

    async def say(
        self, who: str, what: str | Sequence[Segment], *, group: str | None = GROUP, quote: str | None = None, **extra: Any
    ) -> list[str]:
        """Say it in the group (``group=None``: in private); returns the texts answered in that chat."""
        segments: list[Segment] = [("text", what)] if isinstance(what, str) else list(what)
        if quote:
            segments.insert(0, ("reply", quote))
        data = self.frame(segments, self.user(who), group) | extra
        return await self.put(Frame(data, f"group:{group}" if group else f"person:{self.id_of(self.user(who))}"))

    async def send_file(self, who: str, name: str, data: bytes, *, group: str | None = None) -> list[str]:
        """Send a file, in private unless a group is named; the peer hands it out when it is asked for."""
        self.shelf[number := f"file-{next(ids)}"] = (name, data)
        return await self.say(who, [("file", number)], group=group)

    async def put(self, frame: Frame) -> list[str]:
        """Put a frame on the wire (again)."""
        self.last = frame
        before = len(self.sent)
        if self.archive:
            self.archive.keep(frame.data)
        await self.bot.handle_event(self.event(json.loads(json.dumps(frame.data))))
        return [each.text for each in self.sent[before:] if each.chat == self.chat_key(frame.chat)]

    def missed(
        self, who: str, what: str | Sequence[Segment], wall: str, *, group: str = GROUP, quote: str | None = None
    ) -> Frame:
        """It is said at that time (Shanghai) while the bot hears nothing; the peer keeps it."""
        segments: list[Segment] = [("text", what)] if isinstance(what, str) else list(what)
        if quote:
            segments.insert(0, ("reply", quote))
        frame = Frame(self.frame(segments, self.user(who), group), f"group:{group}")
        assert self.archive is not None
        self.archive.keep(frame.data, clock.at_local(datetime.fromisoformat(wall)))
        return frame

    async def catch_up(self) -> list[Said]:
        """Connect again and let everything be caught up; returns what was then said anywhere."""
        before = len(self.sent)
        self.come_back()
        await lines.ready(self.bot, None)
        await delivery.deliver()
        return self.sent[before:]

    def history(self, params: dict[str, Any]) -> dict[str, Any]:
        """The answer to who asks for the history of a group. Raises ``Refused``."""
        if self.archive is None:
            raise Refused("no such api")
        return self.archive.page(params)

    def past(self, params: dict[str, Any]) -> dict[str, Any]:
        """That answer as it stands on the wire."""
        try:
            told = self.history(params)
        except Refused as why:
            return {"status": "failed", "retcode": 1200, "data": None, "message": str(why), "wording": str(why)}
        return {"status": "ok", "retcode": 0, "data": told, "message": ""}

    async def again(self) -> list[str]:
        """The last frame once more."""
        assert self.last
        return await self.put(self.last)

    async def recall(self, frame: Frame | None = None, *, by: str | None = None) -> list[Said]:
        """Its sender (or ``by``) takes a message back: the last one, or the one of ``frame``; returns what was then said anywhere."""
        frame = frame or self.last
        assert frame
        before = len(self.sent)
        await self.bot.handle_event(self.event(self.recall_frame(frame.data, self.id_of(self.user(by)) if by else None)))
        await delivery.deliver()
        return self.sent[before:]

    async def settle(self) -> list[Said]:
        """Let the outbox deliver; returns what it said."""
        before = len(self.sent)
        await delivery.deliver()
        return self.sent[before:]

    def said_to(self, who: str) -> list[str]:
        """Everything said to a person in private."""
        return [each.text for each in self.sent if each.chat == f"person:{self.id_of(self.user(who))}"]

    def said_in(self, group: str = GROUP) -> list[str]:
        """Everything said in a group."""
        return [each.text for each in self.sent if each.chat == self.chat_key(f"group:{group}")]

    def leave(self) -> None:
        """Disconnect."""
        if self.bot.self_id in self.adapter.bots:
            self.adapter.connections.pop(self.bot.self_id, None)
            self.adapter.bot_disconnect(self.bot)

    def come_back(self) -> None:
        """Connect again."""
        self.adapter.bot_connect(self.bot)
        self.adapter.connections[self.bot.self_id] = Socket(self)

    def id_of(self, user: str) -> str:
        return user

    def chat_key(self, chat: str) -> str:
        return chat

    def frame(self, segments: Sequence[Segment], user: str, group: str | None) -> dict[str, Any]:
        raise NotImplementedError

    def recall_frame(self, data: dict[str, Any], by: str | None) -> dict[str, Any]:
        raise NotImplementedError

    def event(self, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def serve(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


class QQ(Peer):
    """OneBot v11."""

    name = "v11"
    platform = "qq"

    def __init__(self, self_id: str = "80001") -> None:
        super().__init__()
        self.adapter = get_adapter(v11.Adapter)
        self.bot = v11.Bot(self.adapter, self_id)
        self.come_back()

    def segment(self, segment: Segment) -> dict[str, Any]:
        kind, value = segment
        user = self.bot.self_id if value == "bot" else self.user(value)
        name, content = self.shelf.get(value, ("", b""))
        data = {
            "text": {"text": value},
            "at": {"qq": user},
            "image": {"file": value, "url": value},
            "reply": {"id": value},
            "face": {"id": value},
            "file": {"file": name, "file_id": value, "file_size": str(len(content))},
        }
        return {"type": kind, "data": data[kind]}

    def frame(self, segments: Sequence[Segment], user: str, group: str | None) -> dict[str, Any]:
        data = {
            "time": int(time.time()),
            "self_id": int(self.bot.self_id),
            "post_type": "message",
            "message_type": "group" if group else "private",
            "sub_type": "normal" if group else "friend",
            "message_id": next(ids),
            "user_id": int(user),
            "message": [self.segment(each) for each in segments],
            "raw_message": "",
            "font": 0,
            "sender": {"user_id": int(user), "nickname": self.name_of(user), "card": "", "role": "member"},
        }
        return data | ({"group_id": int(group)} if group else {})

    def recall_frame(self, data: dict[str, Any], by: str | None) -> dict[str, Any]:
        same = {name: data[name] for name in ("self_id", "message_id", "user_id")}
        gone = {"time": int(time.time()), "post_type": "notice", "notice_type": "friend_recall"} | same
        in_group = {"notice_type": "group_recall", "operator_id": int(by or data["user_id"]), "group_id": data.get("group_id")}
        return gone | (in_group if "group_id" in data else {})

    def event(self, data: dict[str, Any]) -> Any:
        return v11.Adapter.json_to_event(data)

    async def notice_file(self, who: str, name: str, data: bytes, *, group: str | None) -> list[str]:
        """The peer tells of a file by a notice, under an id of its own."""
        self.shelf[number := f"/upload-{next(ids)}"] = (name, data)
        head = {
            "time": int(time.time()),
            "self_id": int(self.bot.self_id),
            "post_type": "notice",
            "user_id": int(self.user(who)),
        }
        told = {"id": number, "name": name, "size": len(data), "busid": 102}
        place = {"notice_type": "group_upload", "group_id": int(group)} if group else {"notice_type": "offline_file"}
        return await self.put(Frame(head | place | {"file": told}, f"group:{group}" if group else f"person:{self.user(who)}"))

    def serve(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((action, params))
        if reason := self.refuse(action, params):
            return {"status": "failed", "retcode": 1200, "data": None, "message": reason, "wording": reason}
        if action == "get_group_msg_history":
            return self.past(params)
        if action == "get_version_info" and self.archive:
            return {"status": "ok", "retcode": 0, "data": {"app_name": NAMES[self.archive.kind], "protocol_version": "v11"}}
        if action in ("get_group_member_info", "get_stranger_info"):
            known = {"user_id": params["user_id"], "nickname": self.name_of(str(params["user_id"])), "card": ""}
            return {"status": "ok", "retcode": 0, "data": known}
        if action in ("upload_group_file", "upload_private_file"):
            chat = f"group:{params['group_id']}" if action == "upload_group_file" else f"person:{params['user_id']}"
            self.files.append((chat, params["name"], base64.b64decode(params["file"].removeprefix("base64://"))))
            return {"status": "ok", "retcode": 0, "data": {"file_id": f"/{next(ids)}"}}
        if action == "delete_msg" and self.takes_back:
            return {"status": "ok", "retcode": 0, "data": None}
        if action == "get_file" and params["file_id"] in self.shelf:
            name, content = self.shelf[params["file_id"]]
            told = {"file": f"/root/{name}", "file_name": name, "base64": base64.b64encode(content).decode()}
            return {"status": "ok", "retcode": 0, "data": told}
        if action not in ("send_msg", "send_group_msg", "send_private_msg"):
            return {"status": "failed", "retcode": 1404, "data": None, "message": "no such api"}
        number = str(next(ids))
        message = params["message"]
        texts = "".join(part["data"].get("text", "") for part in message)
        mentions = [part["data"]["qq"] for part in message if part["type"] == "at"]
        images = sum(part["type"] == "image" for part in message)
        chat = f"group:{params['group_id']}" if action == "send_group_msg" else f"person:{params['user_id']}"
        self.sent.append(Said(chat, texts, mentions, images, number))
        return {"status": "ok", "retcode": 0, "data": {"message_id": int(number)}}


class WeChat(Peer):
    """OneBot v12, as a WeChat bridge speaks it: no names in events, string ids."""

    name = "v12"
    platform = "wechat"

    def __init__(self, self_id: str = "wxid_bot") -> None:
        super().__init__()
        self.uploaded: dict[str, tuple[str, bytes]] = {}
        self.adapter = get_adapter(v12.Adapter)
        self.bot = v12.Bot(self.adapter, self_id, "bridge", "wechat")
        self.come_back()

    def id_of(self, user: str) -> str:
        return user if user == "10001" else f"wx{user}"

    def chat_key(self, chat: str) -> str:
        kind, ident = chat.split(":", 1)
        return f"group:g{ident}" if kind == "group" and not ident.startswith("g") else chat

    def segment(self, segment: Segment) -> dict[str, Any]:
        kind, value = segment
        user = self.bot.self_id if value == "bot" else self.id_of(self.user(value))
        data = {
            "text": {"text": value},
            "at": {"user_id": user},
            "image": {"file_id": value},
            "reply": {"message_id": value, "user_id": self.bot.self_id},
            "file": {"file_id": value, "name": self.shelf[value][0]} if value in self.shelf else {},
        }
        if kind == "face":
            return {"type": "text", "data": {"text": "[微笑]"}}
        return {"type": {"at": "mention"}.get(kind, kind), "data": data[kind]}

    def frame(self, segments: Sequence[Segment], user: str, group: str | None) -> dict[str, Any]:
        data = {
            "id": str(next(ids)),
            "time": time.time(),
            "type": "message",
            "detail_type": "group" if group else "private",
            "sub_type": "",
            "self": {"platform": "wechat", "user_id": self.bot.self_id},
            "message_id": str(next(ids)),
            "message": [self.segment(each) for each in segments],
            "alt_message": "",
            "user_id": self.id_of(user),
        }
        return data | ({"group_id": f"g{group}"} if group else {})

    def recall_frame(self, data: dict[str, Any], by: str | None) -> dict[str, Any]:
        same = {name: data[name] for name in ("self", "message_id", "user_id")}
        gone = {"id": str(next(ids)), "time": time.time(), "type": "notice", "sub_type": "recall"} | same
        in_group = {
            "detail_type": "group_message_delete",
            "operator_id": by or data["user_id"],
            "group_id": data.get("group_id"),
        }
        return gone | (in_group if "group_id" in data else {"detail_type": "private_message_delete"})

    def event(self, data: dict[str, Any]) -> Any:
        return v12.Adapter.json_to_event(data, "bridge")

    def serve(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((action, params))
        if reason := self.refuse(action, params):
            return {"status": "failed", "retcode": 35000, "data": None, "message": reason}
        if action == "get_supported_actions":
            return self._ok(["send_message", "wx.get_db_info", *(["wx.get_group_msg_history"] if self.archive else [])])
        if action == "wx.get_group_msg_history":
            return self.past(params)
        if action in ("get_group_member_info", "get_user_info"):
            user = params["user_id"]
            return self._ok({"user_id": user, "user_name": self.name_of(user.removeprefix("wx")), "user_displayname": ""})
        if action == "upload_file":
            self.uploaded[number := f"file{next(ids)}"] = (params["name"], base64.b64decode(params["data"]))
            return self._ok({"file_id": number})
        if action == "delete_message" and self.takes_back:
            return {"status": "ok", "retcode": 0, "data": None, "message": ""}
        if action == "get_file" and params["type"] == "data" and params["file_id"] in self.shelf:
            name, content = self.shelf[params["file_id"]]
            return self._ok({"name": name, "data": base64.b64encode(content).decode()})
        if action != "send_message":
            return {"status": "failed", "retcode": 10002, "data": None, "message": "no such action"}
        number = str(next(ids))
        message = params["message"]
        texts = "".join(part["data"].get("text", "") for part in message)
        mentions = [part["data"]["user_id"] for part in message if part["type"] == "mention"]
        images = sum(part["type"] == "image" for part in message)
        chat = f"group:{params['group_id']}" if params["detail_type"] == "group" else f"person:{params['user_id']}"
        files = [self.uploaded[part["data"]["file_id"]] for part in message if part["type"] == "file"]
        self.files += [(chat, *each) for each in files]
        if not files:
            self.sent.append(Said(chat, texts, mentions, images, number))
        return self._ok({"message_id": number, "time": time.time()})

    @staticmethod
    def _ok(data: Any) -> dict[str, Any]:
        return {"status": "ok", "retcode": 0, "data": data, "message": ""}
