"""A community that patrols its lake: opened in the group, 社工小周 its 社工, 队长老陈 leads the riders."""

from pathlib import Path

import pytest

from plugins.kernel import config, ticks
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

Wire = QQ | WeChat
OPENING = "开通 恋湖社区 模板 恋湖"


async def appoint(wire: Wire, who: str, office: str) -> None:
    """The 管理员 gives somebody an office."""
    [said] = await wire.say("管理员", [("text", "任命 "), ("at", who), ("text", f" {office}")])
    assert who in said


async def until(wire: Wire, wall: str) -> None:
    """The clock jumps to ``wall``; what is due then is done and delivered."""
    set_clock(wall)
    await ticks.run_all()
    await wire.settle()


@pytest.fixture
async def lake(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """恋湖社区 on the 22nd of November at noon; the next patrol is on the 28th at 8:30. Photos go to a folder of the test."""
    monkeypatch.setattr(config, "DATA", tmp_path)
    await wire.say("管理员", OPENING)
    await appoint(wire, "社工小周", "社工")
    await appoint(wire, "队长老陈", "骑行 队长")
    await wire.say("社工小周", "最近都有些什么活动呀", group=None)  # who speaks of them numbers them: the 28th is 1, the 8th 2
    await wire.settle()
    return wire
