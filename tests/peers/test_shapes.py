"""Events as real peers send them, all through the real adapters: the right reaction or silence, never an exception."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from nonebot.adapters.onebot import v11, v12
from sqlalchemy import select

from plugins.kernel.db import read
from plugins.outbox import gateway
from plugins.people.models import Account
from tests.outbox.letters import group
from tests.wire import QQ, Frame, WeChat

EVENTS = Path(__file__).parent / "events"
SHAPES = sorted(str(each.relative_to(EVENTS)) for each in EVENTS.glob("*/*.json"))
ANSWERS = Path(__file__).parent / "answers"
ANSWERED = sorted(ANSWERS.glob("*/*.json"))
DUE = {"我的积分": "积分 0 分", "随手报": "收到：井盖", "报名": "第 1 位"}
"""What is said to each command that the events hold. Whatever else is said to the bot alone is answered somehow."""


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


def spoken(data: dict[str, Any]) -> str:
    """The words of a message, CQ codes left out."""
    message = data.get("message", "")
    if isinstance(message, str):
        return re.sub(r"\[CQ:.*?\]", "", message).strip()
    return "".join(part["data"].get("text", "") for part in message if part["type"] == "text").strip()


def is_private(data: dict[str, Any]) -> bool:
    return data.get("message_type", data.get("detail_type")) == "private"


def is_meant(data: dict[str, Any], bot: str) -> bool:
    """It begins with a command, is said in private or mentions the bot; an anonymous one is nobody's."""
    message = data.get("message", "")
    parts = message if isinstance(message, list) else []
    mentioned = any(bot in (part["data"].get("qq"), part["data"].get("user_id")) for part in parts if part["type"] != "reply")
    named = data.get("sub_type") != "anonymous"
    return named and (is_private(data) or mentioned or spoken(data).startswith(tuple(DUE)))


async def _the_right_reaction(peer: QQ | WeChat, name: str) -> None:
    before = len(peer.calls)
    data = shape(name, peer)
    event, answers = await heard_by(peer, data)
    is_message = isinstance(event, v11.MessageEvent | v12.MessageEvent)
    assert is_message is (data.get("post_type", data.get("type")) == "message")
    if not is_message:
        assert peer.calls[before:] == [], "a notice, a request or a heartbeat is no message: nobody is let in, nothing is said"
        return
    meant = is_meant(data, peer.bot.self_id)
    assert len(answers) == int(meant), answers
    due = next((said for word, said in DUE.items() if spoken(data).startswith(word)), "")
    assert all(due in each for each in answers)
    if "private" in name and data.get("sub_type") == "group":
        assert peer.calls[-1][1]["group_id"] == data["group_id"], "a stranger is answered through the group he writes from"
    asked = with_words(shape(name, peer), "活动")
    if asked and data.get("sub_type") != "anonymous":
        _, answers = await heard_by(peer, asked | {"message_id": type(asked["message_id"])(5)})
        assert len(answers) == 1
        assert "巡湖" in answers[0]


MOVED = {
    "v11/gocq_notice_group_decrease_kick.json": "gone",
    "v11/gocq_notice_group_decrease_kick_me.json": "the bot itself",
    "v11/gocq_notice_group_decrease_leave_self.json": "the bot itself",
    "v11/gocq_notice_group_increase_approve.json": "here",
    "v11/napcat_notice_group_increase_approve.json": "here",
    "v11/napcat_notice_group_increase_invite.json": "here",
    "v12/spec_notice_group_member_increase.json": "here",
}


@pytest.mark.parametrize(("wire", "name"), [(name[:3], name) for name in MOVED], indirect=["wire"])
async def test_coming_and_going(peer: QQ | WeChat, name: str) -> None:
    """The member of the event is known, and gone before one that tells of his coming."""
    data = shape(name, peer)
    user = str(data["user_id"])
    assert (user == peer.bot.self_id) is (MOVED[name] == "the bot itself")
    if user == peer.bot.self_id:
        return
    said = peer.frame([("text", "报名 巡湖")], "10004", "70001") | {"user_id": data["user_id"], "group_id": data["group_id"]}
    await peer.bot.handle_event(peer.event(said))
    if MOVED[name] == "here":
        gone = json.dumps(data).replace("increase", "decrease")
        await peer.bot.handle_event(peer.event(json.loads(gone)))
        assert await _left(user)
    await peer.bot.handle_event(peer.event(data))
    assert await _left(user) is (MOVED[name] == "gone")


async def _left(user: str) -> bool:
    async with read() as session:
        account = await session.scalar(select(Account).where(Account.user == user))
    assert account
    return account.left_at is not None


@pytest.mark.parametrize(
    ("wire", "file"),
    [(each.parent.name, each) for each in ANSWERED],
    ids=[f"{each.parent.name}/{each.name}" for each in ANSWERED],
    indirect=["wire"],
)
async def test_an_answer_says_sent_or_no_or_perhaps(wire: QQ | WeChat, file: Path) -> None:
    """Whatever a peer answers to a message that we send, what became of it is told in one of three words."""
    answer = json.loads(file.read_text("utf-8"))
    wire.serve = lambda action, params: answer  # type: ignore[method-assign]
    if answer["status"] == "ok":
        number = await gateway.speak(group(wire), gateway.Content("明天见"))
        told = answer["data"].get("message_id") if isinstance(answer["data"], dict) else None
        assert number == (None if told is None else str(told))
        return
    words = str(answer.get("message") or answer.get("wording"))
    with pytest.raises(gateway.Uncertain if "Timeout" in words else gateway.Rejected, match=re.escape(words[:40])):
        await gateway.speak(group(wire), gateway.Content("明天见"))
