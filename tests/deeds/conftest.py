"""恋湖社区 with a photo folder of the test; 社工小周 and 刘大姐 are 社工."""

from pathlib import Path

import pytest

from plugins.kernel import config
from tests.wire import QQ, WeChat


@pytest.fixture
async def street(wire: QQ | WeChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QQ | WeChat:
    monkeypatch.setattr(config, "DATA", tmp_path)
    await wire.say("管理员", "开通 恋湖社区")
    for who in ("社工小周", "刘大姐"):
        await wire.say("管理员", [("text", "任命 "), ("at", who), ("text", " 社工")])
    await wire.settle()
    wire.sent.clear()
    return wire
