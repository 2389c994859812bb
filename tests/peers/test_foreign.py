"""Peers that nobody here wrote, started as processes, at the real program: oicq (npm) on OneBot v11, pylibob (PyPI) on v12.

Nobody can log in to QQ or WeChat in a test. What stands between the platform and the bot, and is what the bot has to get on with,
is the packages' own: their events, their answers, their lines.
"""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from tests.peers import foreign
from tests.pictures import PNG
from tests.program import Program

ADMIN, AUNT = "10001", "10004"
TOKEN = "a-long-token-that-is-right"
MORNING, EVENING = "2026-11-27T10:00:00+08:00", "2026-11-27T19:00:05+08:00"
PLAN = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人"
ACCOUNTS = {"oicq": "80001", "pylibob": "wxid_bot"}


def program(folder: Path) -> Program:
    settings = {"ONEBOT_ACCESS_TOKEN": TOKEN, "DATA_FOLDER": str(folder / "data"), "BACKUPS": "false", "LOG_LEVEL": "WARNING"}
    return Program(folder, settings | {"STORM_CLOCK": str(folder / "clock")}, script=Path("tests/storm/launcher.py"))


def start(bot: Program, hour: str) -> None:
    """At that hour of its own clock."""
    ahead = datetime.fromisoformat(hour) - datetime.now(UTC)
    (bot.folder / "clock").write_text(str(ahead.total_seconds()), "utf-8")
    bot.start()


async def command(name: str, home: Path, port: int) -> tuple[list[str | Path], dict[str, str]]:
    """What starts the peer; where it cannot be had the test is skipped and says why."""
    if name == "pylibob":
        if not find_spec("pylibob"):
            pytest.skip("pylibob 没有装（在 .[test] 里）")
        return foreign.pylibob(ACCOUNTS[name], port, TOKEN)
    package, why = await asyncio.to_thread(foreign.oicq_folder, home / "npm")
    if package is None:
        pytest.skip(why)
    return foreign.oicq(package, home, ACCOUNTS[name], port, TOKEN)


@pytest.fixture(params=ACCOUNTS)
async def both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Program, foreign.Foreign, str]]:
    """The program on an empty folder, and a peer that has found it."""
    bot = program(tmp_path)
    start_peer, environment = await command(request.param, tmp_path, bot.port)
    async with AsyncExitStack() as stack:
        start(bot, MORNING)
        stack.callback(lambda: bot.stop())
        peer = await stack.enter_async_context(foreign.running(start_peer, **environment))
        yield bot, peer, request.param


async def test_a_day_with_a_peer_that_nobody_here_wrote(both: tuple[Program, foreign.Foreign, str], tmp_path: Path) -> None:
    bot, peer, name = both
    await is_connected(bot)
    await open_for_business(peer)
    joined = await peer.say("第 1 位", AUNT, "报名 清洁家园")
    assert (joined.chat, "群友10004" in joined.text) == ("group:70001", True)
    mine = await peer.say("清洁家园", AUNT, "我的活动", group=None)
    assert mine.chat == "person:10004"
    await peer.does(say="今天天气真好", user=10004, group=70001)
    assert "群友10004" in (await peer.say("1 人，", ADMIN, "名单 清洁家园")).text
    assert not [each for each in peer.heard if "天气" in each.text]
    if name == "pylibob":
        await a_photo_comes_along(peer, tmp_path / "data" / "photos")
    else:
        await what_is_late_is_not_said_again(peer)
    bot.process.kill()  # type: ignore[union-attr]
    bot.process.wait()  # type: ignore[union-attr]
    start(bot, EVENING)
    await is_connected(bot)
    reminder = await peer.hears("清洁家园")
    assert ("明天的活动" in reminder.text, reminder.chat) == (True, "group:70001")
    assert "已退出" in (await peer.say("清洁家园", AUNT, "取消报名 清洁家园")).text
    assert peer.heard.count(reminder) == 1
    assert "Traceback" not in bot.said


async def is_connected(bot: Program) -> None:
    """The peer has found the bot; what people say before is lost, as in life."""
    async with asyncio.timeout(foreign.PATIENCE), httpx.AsyncClient(trust_env=False) as client:
        while not (await client.get(f"http://127.0.0.1:{bot.port}/health")).json()["peers"]:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def open_for_business(peer: foreign.Foreign) -> None:
    """A community, an activity with its notice as a picture in the group, an office by an @, and who has it leaves."""
    await peer.say("开通了", ADMIN, "开通 恋湖社区 模板 恋湖")
    await peer.say("清洁家园", ADMIN, PLAN)
    while not [each for each in peer.heard if each.images and each.chat == "group:70001"]:
        await peer.hears("清洁家园")
    await peer.say("环境保护 队长", ADMIN, "任命 @ 环境保护 队长", at=10003)
    await peer.hears("环境保护", chat="person:10003")
    await peer.does(leave=10003, group=70001)
    told = await peer.hears("环境保护", chat=f"person:{ADMIN}")
    assert "退" in told.text


async def a_photo_comes_along(peer: foreign.Foreign, folder: Path) -> None:
    picture = base64.b64encode(PNG).decode()
    await peer.say("收到", AUNT, "随手报 3栋2单元门口井盖松动", picture=picture)
    assert len(list(folder.rglob("*.*"))) == 1


async def what_is_late_is_not_said_again(peer: foreign.Foreign) -> None:
    """oicq says „packet timeout“: whether the answer came nobody knows. It is not repeated, and the next one is answered."""
    await peer.does(late=True)
    answer = await peer.say("环境保护", AUNT, "队伍")
    await peer.does(late=False)
    await peer.say("清洁家园", AUNT, "活动")
    assert peer.heard.count(answer) == 1
