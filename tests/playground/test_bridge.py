"""What a visitor does reaches the bot's end of the line; here that end is a plain WebSocket server that keeps what it hears."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from plugins.kernel.refusal import Refusal
from plugins.playground.bridge import Bridge


class Ear:
    """The bot's two endpoints."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.lines: dict[str, ServerConnection] = {}
        self.headers: dict[str, Any] = {}

    async def listen(self, line: ServerConnection) -> None:
        assert line.request is not None
        self.lines[line.request.path] = line
        self.headers[line.request.path] = line.request.headers
        async for raw in line:
            frame = json.loads(raw)
            if frame.get("post_type") != "meta_event" and frame.get("type") != "meta":
                await self.heard.put(frame)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.heard.get(), 10)


@pytest.fixture
async def ear() -> AsyncGenerator[tuple[Ear, Bridge]]:
    hearing = Ear()
    server: Server
    async with serve(hearing.listen, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        bridge = Bridge(f"127.0.0.1:{port}", "口令".encode().hex())
        bridge.start()
        await connected(bridge)
        yield hearing, bridge
        await bridge.stop()


async def connected(bridge: Bridge, *, wanted: bool = True) -> None:
    async with asyncio.timeout(10):
        while {each.is_connected for each in bridge.peers.values()} != {wanted}:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def said(text: str, chat: str = "volunteers", who: str = "wang") -> dict[str, Any]:
    return {"chat": chat, "who": who, "segments": [{"kind": "text", "text": text}]}


async def test_both_protocols_introduce_themselves(ear: tuple[Ear, Bridge]) -> None:
    hearing, _ = ear
    v11, v12 = hearing.headers["/onebot/v11/ws"], hearing.headers["/onebot/v12/ws"]
    assert v11["X-Self-ID"].isdecimal()
    assert v12["Sec-WebSocket-Protocol"].startswith("12.")
    assert v11["Authorization"] == v12["Authorization"] == "Bearer " + "口令".encode().hex()


async def test_replaying_sends_the_identical_frame(ear: tuple[Ear, Bridge]) -> None:
    hearing, bridge = ear
    for chat in ("volunteers", "wechat"):
        await bridge.say(said("报名 1", chat))
        first = await hearing.next()
        await bridge.replay({"chat": chat})
        assert await hearing.next() == first
    assert len(bridge.village.log.everything()) == 2, "nothing new is said"


async def test_while_the_line_is_cut_what_is_said_is_lost_and_kept_in_the_chat(ear: tuple[Ear, Bridge]) -> None:
    hearing, bridge = ear
    await bridge.hang_up()
    await connected(bridge, wanted=False)
    await bridge.say(said("有人吗"))
    with pytest.raises(Refusal):
        await bridge.replay({"chat": "volunteers"})
    bridge.dial_again()
    await connected(bridge)
    await bridge.say(said("回来了"))
    assert (await hearing.next())["raw_message"] == "回来了"
    assert [each.text for each in bridge.village.log.everything()] == ["有人吗", "回来了"]


async def test_the_bot_calls_and_is_answered_with_its_echo(ear: tuple[Ear, Bridge]) -> None:
    hearing, _ = ear
    line = hearing.lines["/onebot/v11/ws"]
    await line.send(json.dumps({"action": "get_login_info", "params": {}, "echo": "7"}))
    answer = await hearing.next()
    assert (answer["status"], answer["retcode"], answer["echo"]) == ("ok", 0, "7")
    await line.send(json.dumps({"action": "no_such", "params": {}, "echo": "8"}))
    answer = await hearing.next()
    assert (answer["status"], answer["retcode"], answer["echo"]) == ("failed", 1404, "8")
    await line.send(json.dumps({"action": "get_msg", "params": {"message_id": {}}, "echo": "9"}))
    assert (await hearing.next())["status"] == "failed"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        said("好", chat="nowhere"),
        said("好", who="nobody"),
        said("好", who="he"),
        said("好", chat="qq@wang", who="li"),
        said(""),
        said("长" * 5001),
        {"chat": "volunteers", "who": "wang", "segments": [{"kind": "image", "photo": "0"}]},
        {"chat": "volunteers", "who": "wang", "segments": [{"kind": "reply", "id": 1}, {"kind": "text", "text": "+1"}]},
        {"chat": "volunteers", "who": "wang", "segments": [{"kind": "at", "who": "he"}]},
        {"chat": "volunteers", "who": "wang", "segments": ["x", None, 5]},
    ],
)
async def test_what_no_chat_program_lets_through(asked: dict[str, Any]) -> None:
    bridge = Bridge("127.0.0.1:9", None)
    with pytest.raises(Refusal):
        await bridge.say(asked)
    assert not bridge.village.log.everything()


async def test_a_full_chat_forgets_its_oldest() -> None:
    bridge = Bridge("127.0.0.1:9", None)
    for number in range(310):
        await bridge.say(said(str(number)))
    kept = bridge.village.log.everything()
    assert (len(kept), kept[0].text, kept[-1].text) == (300, "10", "309")
