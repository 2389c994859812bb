"""Events as real peers send them, all through the real adapters: the right reaction or silence, never an exception."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from nonebot.adapters.onebot import v11, v12

from tests.wire import QQ, Frame, WeChat

EVENTS = Path(__file__).parent / "events"
SHAPES = sorted(str(each.relative_to(EVENTS)) for each in EVENTS.glob("*/*.json"))
NOBODY = "80000000"  # every anonymous speaker of old QQ
COMMANDS = ("我的积分", "随手报", "报名")


def shape(name: str, wire: QQ | WeChat) -> dict[str, Any]:
    """The event as it came, sent to this bot and in its group."""
    text = (EVENTS / name).read_text("utf-8")
    data = json.loads(text)
    known = data["self_id"] if name.startswith("v11") else (data.get("self") or {}).get("user_id")
    if known:
        text = text.replace(str(known), str(wire.bot.self_id))
    if data.get("group_id"):
        text = text.replace(str(data["group_id"]), "70001" if name.startswith("v11") else "g70001")
    return json.loads(text)


def with_words(data: dict[str, Any], words: str) -> dict[str, Any] | None:
    """The same shape with these words as its only text; ``None``: it has none."""
    message = data.get("message")
    if data.get("message_format") == "string" or isinstance(message, str):
        return data | {"message": words} if isinstance(message, str) and not message.startswith("[CQ:") else None
    texts = [part for part in message or () if part.get("type") == "text"]
    if not texts:
        return None
    for part in texts:
        part["data"]["text"] = words if part is texts[0] else ""
    return data


async def heard_by(wire: QQ | WeChat, data: dict[str, Any]) -> tuple[Any, list[str]]:
    event = wire.event(data)
    private = "group_id" not in data or data.get("sub_type") == "group"
    chat = f"person:{data.get('user_id')}" if private else "group:70001"
    return event, await wire.put(Frame(data, chat))


@pytest.fixture
async def peer(wire: QQ | WeChat) -> QQ | WeChat:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.settle()
    return wire


@pytest.mark.parametrize("wire", ["v11"], indirect=True)
@pytest.mark.parametrize("name", [each for each in SHAPES if each.startswith("v11")])
async def test_of_v11(peer: QQ, name: str) -> None:
    await _the_right_reaction(peer, name)


@pytest.mark.parametrize("wire", ["v12"], indirect=True)
@pytest.mark.parametrize("name", [each for each in SHAPES if each.startswith("v12")])
async def test_of_v12(peer: WeChat, name: str) -> None:
    await _the_right_reaction(peer, name)


def is_meant(data: dict[str, Any], bot: str) -> bool:
    """It begins with a command, is said in private or mentions the bot; what the adapter takes for no message, or nobody said, is not."""
    message = data.get("message", "")
    parts = message if isinstance(message, list) else [{"type": "text", "data": {"text": re.sub(r"\[CQ:.*?\]", "", message)}}]
    words = "".join(part["data"].get("text", "") for part in parts if part["type"] == "text").strip()
    mentioned = any(bot in (part["data"].get("qq"), part["data"].get("user_id")) for part in parts if part["type"] != "reply")
    private = data.get("message_type", data.get("detail_type")) == "private"
    return private or mentioned or words.startswith(COMMANDS)


async def _the_right_reaction(peer: QQ | WeChat, name: str) -> None:
    before = len(peer.sent)
    data = shape(name, peer)
    event, answers = await heard_by(peer, data)
    is_message = isinstance(event, v11.MessageEvent | v12.MessageEvent)
    assert len(answers) == int(is_message and str(data["user_id"]) != NOBODY and is_meant(data, peer.bot.self_id)), answers
    if not is_message:
        assert len(peer.sent) == before, "a notice is no message"
    asked = with_words(shape(name, peer), "活动")
    if is_message and asked and str(data["user_id"]) != NOBODY:
        _, answers = await heard_by(peer, asked | {"message_id": type(asked["message_id"])(5)})
        assert len(answers) == 1
        assert "巡湖" in answers[0] or "private" in (asked.get("message_type"), asked.get("detail_type"))
