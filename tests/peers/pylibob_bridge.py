"""A WeChat bridge made with the PyPI package pylibob: its OneBot v12 side as published; behind it stands nobody but the test.

    python pylibob_bridge.py <account> <ws address, the token in it>

A line of JSON on stdin is something that is said, a line „> {JSON}“ on stdout something that the bot said, as in
``oicq_account.js``. ``{"picture": "<base64>", …}`` beside ``say`` sends a picture that the bot has to ask for.
"""

import asyncio
import json
import sys
import time
from itertools import count
from typing import Any

from pylibob import Bot, OneBotImpl, WebSocketReverse
from pylibob.connection_ws import WSProtocol
from pylibob.event.base import Event
from pylibob.event.message import GroupMessageEvent, PrivateMessageEvent
from pylibob.event.notice import GroupMemberDecreaseEvent
from pylibob.segment import Image, Mention, Segment, Text

PLATFORM = "wechat"
account, address = sys.argv[1:]
numbers = count(1000)
files: dict[str, tuple[str, str]] = {}


def tell(what: dict[str, Any]) -> None:
    sys.stdout.write("> " + json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Line(WebSocketReverse):
    """The line to the bot. It tells whose account it is, as bridges do, and what people say goes out by it."""

    async def listen_ws(self, ws: WSProtocol) -> Any:
        await self.impl.update_status()
        await super().listen_ws(ws)

    async def run(self) -> None:
        self.task_manager.task_nowait(self.hear)
        await super().run()

    async def hear(self) -> None:
        while line := await asyncio.to_thread(sys.stdin.readline):
            what = json.loads(line)
            await self.impl.emit(left(what) if "leave" in what else said(what))


def words(what: dict[str, Any]) -> list[Segment]:
    mentioned = what.get("at")
    before, _, after = what["say"].partition("@") if mentioned else (what["say"], "", "")
    parts = [Text(before)] if before else []
    parts += [Mention(str(mentioned))] if mentioned else []
    parts += [Text(after)] if after else []
    if picture := what.get("picture"):
        files[ident := f"file{next(numbers)}"] = ("a.png", picture)
        parts.append(Image(ident))
    return parts


def head_of_event() -> dict[str, Any]:
    return {"id": str(next(numbers)), "time": time.time(), "self": Bot(PLATFORM, account, online=True)}


def left(what: dict[str, Any]) -> Event:
    user = str(what["leave"])
    return GroupMemberDecreaseEvent(
        **head_of_event(), sub_type="leave", group_id=str(what["group"]), user_id=user, operator_id=user
    )


def said(what: dict[str, Any]) -> Event:
    head = head_of_event() | {"message_id": str(next(numbers)), "message": words(what), "user_id": str(what["user"])}
    if group := what.get("group"):
        return GroupMessageEvent(**head, group_id=str(group))
    return PrivateMessageEvent(**head)


impl = OneBotImpl(
    "bridge", "1.0", [Line(address, reconnect_interval=500, heartbeat_interval=2000)], Bot(PLATFORM, account, online=True)
)


@impl.action("send_message")
async def send_message(
    detail_type: str, message: list[dict[str, Any]], user_id: str | None = None, group_id: str | None = None
) -> dict[str, Any]:
    text = "".join(part["data"]["text"] for part in message if part["type"] == "text")
    images = sum(part["type"] == "image" and part["data"]["file_id"] in files for part in message)
    tell({"chat": f"group:{group_id}" if detail_type == "group" else f"person:{user_id}", "text": text, "images": images})
    return {"message_id": str(next(numbers)), "time": time.time()}


@impl.action("upload_file")
async def upload_file(type: str, name: str, data: str) -> dict[str, str]:  # noqa: A002  # the protocol's word
    files[ident := f"file{next(numbers)}"] = (name, data)
    return {"file_id": ident}


@impl.action("get_file")
async def get_file(file_id: str, type: str) -> dict[str, str]:  # noqa: A002
    name, data = files[file_id]
    return {"name": name, "data": data}


@impl.action("get_group_member_info")
async def get_group_member_info(group_id: str, user_id: str) -> dict[str, str]:
    return {"user_id": user_id, "user_name": f"群友{user_id}", "user_displayname": ""}


@impl.action("get_user_info")
async def get_user_info(user_id: str) -> dict[str, str]:
    return {"user_id": user_id, "user_name": f"群友{user_id}", "user_displayname": "", "user_remark": ""}


if __name__ == "__main__":
    impl.run()
