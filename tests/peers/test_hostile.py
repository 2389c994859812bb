"""Frames that no decent peer sends, to the real program over a real WebSocket. Meanwhile it serves the next peer as if nothing were."""

import asyncio
import contextlib
import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.program import Program
from tests.smoke.peers import SELF, Line, dial

EVENTS = Path(__file__).parent / "events"
PHONE = "13800138000"
MOST_GROWTH = 300 * 1024 * 1024
WRONG = (
    None,
    True,
    -1,
    0,
    2**70,
    1e308,
    "",
    "x",
    "\u202e报名 1\u202d",
    "\x00",
    "\U0001f602" * 50,
    [],
    {},
    [[]],
    {"type": 5},
    [None],
    "[CQ:at,qq=all]",
    "\ud83d",
    f"{PHONE}\ud83d\x00",
    "a" * 101,
    [[[]]] * 900,
)
RAW = (
    b"",
    b"\xff\xfe\x00",
    "不是 JSON".encode(),
    b"{",
    b"null",
    b"[]",
    b"5",
    b'"text"',
    b'{"post_type": "message"}',
    b'{"post_type": "nothing", "self_id": 1, "time": 1}',
    b'{"echo": "no such call", "status": "ok", "data": null}',
    b'{"a": ' * 2000 + b"1" + b"}" * 2000,
    b'{"post_type": "message", "message": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"post_type": "message", "raw": "\\ud800"}',
    b'{"message": "' + b"[CQ:a,a=" * 1_000_000 + b'"}',
    b'"' + b"a" * (16 * 1024 * 1024 - 2) + b'"',
    b'"' + b"a" * (16 * 1024 * 1024) + b'"',
)
WITNESS = "80009"  # an account of another peer, whose people must not notice anything


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an event, inner ones too."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*at, key)
        yield from paths(inner, (*at, key))


def twisted(event: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The event as a message of its own, by somebody else, with one or two of its values replaced by wrong ones, or gone."""
    event = copy.deepcopy(event)
    for name in event.keys() & {"message_id", "user_id"}:
        event[name] = type(event[name])(dice.randrange(10**9))
    for _ in range(dice.randint(1, 2)):
        *way, last = dice.choice(list(paths(event)))
        holder: Any = event
        for key in way:
            holder = holder[key]
        if dice.random() < 0.2:
            del holder[last]
        else:
            holder[last] = copy.deepcopy(dice.choice(WRONG))
    return event


def gnawed(event: dict[str, Any], dice: random.Random) -> bytes:
    """The frame with one to four of its bytes changed, gone or doubled."""
    frame = bytearray(json.dumps(event).encode())
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(frame))
        frame[at : at + dice.randint(0, 2)] = dice.choice(
            (b"", b'"', b"\\", b"{", b"]", b",", b"\\ud83d", b"9", bytes([dice.randrange(128)]))
        )
    return bytes(frame)


def large(version: str, line: Line) -> Iterator[dict[str, Any]]:
    """Thousands of mentions, a text of a million characters, a list of ten thousand rows."""
    mention = {"type": "at", "data": {"qq": "5"}} if version == "v11" else {"type": "mention", "data": {"user_id": "5"}}
    yield line.frame("10009", "报名 1", "70001") | {"message": [mention] * 5000}
    yield line.frame("10009", "报名 1" + "啊" * 1_000_000, "70001")
    yield line.frame("10009", "#接龙\n巡湖\n" + "\n".join(f"{at}. 张{at}" for at in range(1, 10_000)), "70001")
    yield line.frame("10009", "报名 " + "9" * 5000, None)
    yield line.frame("10009", "随手报 3栋2单元门口井盖松动\ud83d\x00", None)
    yield line.frame("10009", "报名 1\u202e\u2067人\u202c", "70001")
    if version == "v11":
        cut = line.frame("10010", "报名 1", "70001")
        yield cut | {"sender": cut["sender"] | {"nickname": "爱笑的王姐\ud83d"}}


def ours(version: str, name: Path) -> dict[str, Any]:
    """The event of that file, as if it came to this bot in the community's group."""
    text = name.read_text("utf-8")
    event = json.loads(text)
    account = event["self_id"] if version == "v11" else (event.get("self") or {}).get("user_id")
    for theirs, here in ((account, SELF), (event.get("group_id"), "70001")):
        text = text.replace(str(theirs), here) if theirs else text
    event = json.loads(text)
    for part in event["message"] if isinstance(event.get("message"), list) else ():
        if part["type"] == "text":
            part["data"]["text"] = "活动"  # a command is read furthest
            break
    return event


async def throw(bot: Program, version: str, frames: list[bytes]) -> list[str]:
    """Deliver them and return what was answered. A peer whose frame makes the bot cut the line dials again with the next."""
    heard: list[str] = []
    while frames:
        async with dial(version, bot.port) as line:
            while frames and not line.closed.is_set():
                with contextlib.suppress(ConnectionClosed):
                    await line.socket.send(frames.pop().decode("utf-8", "replace"))
                await asyncio.sleep(0.01)  # what stands behind a frame that cuts the line is lost: let it be read first
            with contextlib.suppress(TimeoutError):
                while not line.closed.is_set():
                    heard.append(await asyncio.wait_for(line.heard.get(), 3))
            while not line.heard.empty():
                heard.append(line.heard.get_nowait())
    return heard


async def watch(bot: Program, version: str, over: asyncio.Event) -> int:
    """Somebody of another peer asks again and again, and is answered each time; how often."""
    asked = 0
    async with dial(version, bot.port, self_id=WITNESS) as line:
        while not over.is_set():
            await line.until("巡湖", str(20_000 + asked), "活动", group="70002")
            asked += 1
    return asked


def memory_of(bot: Program) -> int:
    """Bytes that its process holds."""
    assert bot.process
    status = Path(f"/proc/{bot.process.pid}/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


@pytest.mark.parametrize("version", ["v11", "v12"])
async def test_it_goes_on_during_and_after_any_frame(tmp_path: Path, version: str) -> None:
    dice = random.Random(20261125)
    shapes = [ours(version, each) for each in sorted((EVENTS / version).glob("*.json"))]
    shapes += [each for each in shapes if "message" in each] * 7  # what people say is read furthest
    with Program(tmp_path, {"LOG_LEVEL": "WARNING"}) as bot:
        async with dial(version, bot.port) as line:
            await line.say("10001", "开通 恋湖社区 模板 恋湖")
            frames = [json.dumps(twisted(dice.choice(shapes), dice)).encode() for _ in range(300)]
            frames += [gnawed(dice.choice(shapes), dice) for _ in range(150)]
            frames += [json.dumps(each).encode() for each in large(version, line)]
        async with dial(version, bot.port, self_id=WITNESS) as line:
            await line.until("恋湖社区", "10001", "加入社区 恋湖社区", group="70002")
        frames += RAW
        dice.shuffle(frames)
        before, over = memory_of(bot), asyncio.Event()
        witness = asyncio.create_task(watch(bot, version, over))
        heard = await throw(bot, version, frames)
        over.set()
        assert await witness > 3, "nobody looked on"
        assert memory_of(bot) - before < MOST_GROWTH
        async with dial(version, bot.port) as line:
            await line.until("巡湖", "10004", "活动")
    assert len(heard) > 20, "hardly anything was understood, so hardly anything was tried"
    assert not [each for each in heard if "没有办成" in each]
    assert "Traceback" not in bot.said, bot.said.split("Traceback")[1][-3000:]
    errors = [each for each in bot.said.splitlines() if "[ERROR]" in each and "Failed to parse event" not in each]
    assert not errors, errors[:5]
    assert PHONE not in bot.said
