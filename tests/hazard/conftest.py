"""恋湖社区: 社工小周 is its 社工, 队长老陈 leads 环境保护, 赵叔 is 网格员 of 3栋. Photos go to a folder of the test."""

from datetime import datetime
from pathlib import Path

import pytest

from plugins.kernel import clock, config, ticks
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


async def appoint(wire: Wire, who: str, office: str) -> None:
    [said] = await wire.say("管理员", [("text", "任命 "), ("at", who), ("text", f" {office}")])
    assert who in said


@pytest.fixture
async def street(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    monkeypatch.setattr(config, "DATA", tmp_path)
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    for who, office in (("社工小周", "社工"), ("队长老陈", "环境保护 队长"), ("赵叔", "3栋 网格员")):
        await appoint(wire, who, office)
    await wire.settle()
    wire.sent.clear()
    return wire


async def until(wire: Wire, wall: str) -> None:
    """The clock walks to ``wall``; what is due on the way is done and delivered."""
    await ticks.advance(clock.at_local(datetime.fromisoformat(wall)))
    await wire.settle()
