"""A community that has been opened in a chat, and who holds what in it."""

import pytest
from sqlalchemy import func, select

from plugins.kernel.db import read
from tests.wire import QQ, Segment, WeChat

Wire = QQ | WeChat


def at(who: str, before: str, after: str = "") -> list[Segment]:
    """A sentence with an @ in it."""
    return [("text", f"{before} "), ("at", who), ("text", f" {after}")]


async def count(table: type) -> int:
    """How many rows there are."""
    async with read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
async def opened(wire: Wire) -> Wire:
    """恋湖社区, opened in the group by the 管理员; 社工小周 is 社工 there."""
    assert "恋湖社区" in (await wire.say("管理员", "开通 恋湖社区"))[0]
    assert "社工小周" in (await wire.say("管理员", at("社工小周", "任命", "社工")))[0]
    return wire
