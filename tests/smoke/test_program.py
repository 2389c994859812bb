"""The program as a user starts it, spoken to over real WebSockets on both protocols."""

import asyncio
import re
import shutil
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.archive import Archive
from tests.program import ROOT, Program
from tests.smoke.peers import SELF, dial, missed

ADMIN, LEADER, AUNT = "10001", "10003", "10004"
TOKEN = "a-long-token-that-is-right"
BOTH = pytest.mark.parametrize("version", ["v11", "v12"])
PLAN = "发布 清洁家园 {day} 9:00-11:00 亲水平台 20人"


def some_day() -> str:
    from plugins.inbox import examples
    from plugins.kernel import clock

    return examples.filled(PLAN, clock.local().date())


@BOTH
async def test_a_whole_conversation(tmp_path: Path, version: str) -> None:
    with Program(tmp_path, {"ONEBOT_ACCESS_TOKEN": TOKEN}) as bot:
        async with dial(version, bot.port, TOKEN) as line:
            assert "恋湖社区开通了" in await line.say(ADMIN, "开通 恋湖社区 模板 恋湖")
            assert "环境保护 队长" in await line.say(ADMIN, "任命 @ 环境保护 队长", mention=LEADER)
            published = await line.until("清洁家园", LEADER, some_day())
            number = re.findall("【([0-9]+)】", published)[0]
            assert "清洁家园" in await line.until("第 1 位", AUNT, f"报名 {number}")
            assert "清洁家园" in await line.until("已退出", AUNT, f"取消报名 {number}")
            await line.until("报名", AUNT, "菜单", group=None)
            await line.send(AUNT, "今天天气真好")
            assert "环境保护" in await line.say(AUNT, "队伍"), "chatter was answered"
    assert "今天天气真好" not in bot.said


@BOTH
async def test_a_restart_in_the_middle_keeps_everything(tmp_path: Path, version: str) -> None:
    bot = Program(tmp_path).start()
    async with dial(version, bot.port) as line:
        await line.say(ADMIN, "开通 恋湖社区 模板 恋湖")
        listed = await line.say(AUNT, "报名")
        assert "1" in listed
    assert bot.stop() < 10
    bot.start()
    async with dial(version, bot.port) as line:
        assert "第 1 位" in await line.say(AUNT, "1"), "the question did not survive the restart"
        assert "群友" in await line.say(AUNT, "名单 1")
    bot.process.kill()  # type: ignore[union-attr]
    bot.process.wait()  # type: ignore[union-attr]
    bot.start()
    async with dial(version, bot.port) as line:
        assert "群友" in await line.say(AUNT, "名单 1")
    bot.stop()


@BOTH
async def test_what_was_said_while_it_was_dead_is_done_when_it_is_back(tmp_path: Path, version: str) -> None:
    """The program is killed, people go on talking, the peer has kept it: done once, told once, before anything newer."""
    archive = Archive("napcat")
    bot = Program(tmp_path).start()
    async with dial(version, bot.port, archive=archive) as line:
        await line.say(ADMIN, "开通 恋湖社区 模板 恋湖")
        await line.until("清洁家园", ADMIN, some_day())
    bot.process.kill()  # type: ignore[union-attr]
    bot.process.wait()  # type: ignore[union-attr]
    missed(archive, version, AUNT, "今天天气真好")
    missed(archive, version, AUNT, "报名 清洁家园")
    missed(archive, version, LEADER, "名单 清洁家园")
    bot.start()
    async with dial(version, bot.port, archive=archive) as line:
        await line.until("已退出", AUNT, "取消报名 清洁家园")
    async with dial(version, bot.port, archive=archive) as line:
        await line.until("｜0 人", AUNT, "名单 清洁家园")
    bot.stop()
    assert "Traceback" not in bot.said


async def speak_with(version: str, port: int, token: str | None) -> None:
    async with dial(version, port, token) as line:
        await asyncio.wait_for(line.closed.wait(), 10)
        await line.send(ADMIN, "开通 恋湖社区")


@BOTH
@pytest.mark.parametrize("token", [None, "wrong"])
async def test_a_wrong_token_is_refused(tmp_path: Path, version: str, token: str | None) -> None:
    with Program(tmp_path, {"ONEBOT_ACCESS_TOKEN": TOKEN}) as bot, pytest.raises((InvalidStatus, ConnectionClosed)):
        await speak_with(version, bot.port, token)
    assert TOKEN not in bot.said


@BOTH
async def test_a_message_that_is_posted_is_nobody_s(tmp_path: Path, version: str) -> None:
    """Over HTTP the adapter of v11 asks for no token: 「开通」 of a stranger who names himself 管理员 would be done."""
    posted = {"X-Self-ID": SELF, "X-Impl": "bridge"}
    with Program(tmp_path, {"ONEBOT_ACCESS_TOKEN": TOKEN}) as bot:
        async with dial(version, bot.port, TOKEN) as line, httpx.AsyncClient(trust_env=False) as stranger:
            event = line.frame(ADMIN, "开通 恋湖社区 模板 恋湖", "70001")
            asked = await stranger.post(f"http://127.0.0.1:{bot.port}/onebot/{version}/", json=event, headers=posted)
            assert asked.status_code == 403
            assert "恋湖社区开通了" in await line.say(ADMIN, "开通 恋湖社区 模板 恋湖"), "what was posted has been done"


@BOTH
async def test_it_ends_in_time_with_an_answer_pending(tmp_path: Path, version: str) -> None:
    bot = Program(tmp_path).start()
    async with dial(version, bot.port) as line:
        await line.say(ADMIN, "开通 恋湖社区 模板 恋湖")
        await line.until("清洁家园", ADMIN, some_day())
        line.mute = True
        await line.send(AUNT, "报名 清洁家园")
        await line.called("send")
        taken = await asyncio.to_thread(bot.stop)
    assert taken < 10
    assert bot.process
    assert bot.process.returncode in (0, -15)
    bot.start()
    async with dial(version, bot.port) as line:
        assert "群友" in await line.say(AUNT, "名单 清洁家园"), "what ran was not finished"
    bot.stop()


@BOTH
async def test_what_runs_is_finished_before_it_ends(tmp_path: Path, version: str) -> None:
    """The deed waits for a name that never comes; it is in the books all the same."""
    bot = Program(tmp_path).start()
    async with dial(version, bot.port) as line:
        await line.say(ADMIN, "开通 恋湖社区 模板 恋湖")
        line.mute = True
        await line.send(ADMIN, "任命 @ 社工", mention=AUNT)
        await line.called("get")
        assert await asyncio.to_thread(bot.stop) < 10
    bot.start()
    async with dial(version, bot.port) as line:
        await line.until("已经是", ADMIN, "任命 @ 社工", mention=AUNT)
    bot.stop()
    assert "Traceback" not in bot.said


async def test_as_the_readme_says_on_an_empty_data_folder(tmp_path: Path) -> None:
    tree = tmp_path / "fresh"
    shutil.copytree(ROOT / "plugins", tree / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data" / "presets", tree / "data" / "presets")
    shutil.copy(ROOT / "bot.py", tree)
    for file in (ROOT / "data").glob("*.toml"):
        shutil.copy(file, tree / "data")
    with Program(tmp_path, {"DATABASE_URL": ""}, tree) as bot:
        async with dial("v11", bot.port) as qq, dial("v12", bot.port, self_id="wxid_bot") as wechat:
            assert "恋湖社区开通了" in await qq.say(ADMIN, "开通 恋湖社区 模板 恋湖")
            assert "恋湖社区" in await wechat.say(ADMIN, "加入社区 恋湖社区", group="g1")
            assert "巡湖" in await wechat.say(AUNT, "活动", group="g1")
    assert (tree / "data" / "bot.db").exists()


async def test_the_demo_says_where_its_page_is(tmp_path: Path) -> None:
    with Program(tmp_path, {"DEMO": "true"}) as bot:
        async with asyncio.timeout(20):
            while "/demo" not in bot.said:  # noqa: ASYNC110  # a process's output has no event to wait for
                await asyncio.sleep(0.05)
    assert f"http://127.0.0.1:{bot.port}/demo" in bot.said
