"""恋湖社区 with a 志愿者群 (70001), a 居民群 (70002) and a 队长群 (70003); 社工小周 is 社工, 队长老陈 leads a team."""

from pathlib import Path

import pytest

from plugins.kernel import config
from tests.wire import QQ, WeChat

VOLUNTEERS, RESIDENTS, LEADERS = "70001", "70002", "70003"


@pytest.fixture
async def street(wire: QQ | WeChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QQ | WeChat:
    return await settle_in(wire, tmp_path, monkeypatch)


@pytest.fixture
async def square(qq: QQ, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QQ | WeChat:
    """The same where the protocol makes no difference."""
    return await settle_in(qq, tmp_path, monkeypatch)


async def settle_in(wire: QQ | WeChat, folder: Path, monkeypatch: pytest.MonkeyPatch) -> QQ | WeChat:
    monkeypatch.setattr(config, "DATA", folder)
    await wire.say("管理员", "开通 恋湖社区")
    for group, purpose in ((RESIDENTS, "居民群"), (LEADERS, "队长群")):
        await wire.say("管理员", "加入社区 恋湖社区", group=group)
        await wire.say("管理员", f"本群用途 {purpose}", group=group)
    await wire.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    await wire.settle()
    wire.sent.clear()
    return wire


async def ask(wire: QQ | WeChat, who: str, line: str) -> str:
    """Said in private; the one answer."""
    [said] = await wire.say(who, line, group=None)
    return said


async def issue(wire: QQ | WeChat, words: str = "明天停水 8点到12点，请提前接水") -> str:
    """A notice by 社工小周, confirmed."""
    await ask(wire, "社工小周", f"公告 {words}")
    return await ask(wire, "社工小周", "1")
