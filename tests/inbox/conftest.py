"""恋湖社区 with two open activities, on both protocols."""

import pytest

from tests.activity.scene import Scene, settle_in
from tests.wire import QQ, WeChat


@pytest.fixture
async def scene(wire: QQ | WeChat) -> Scene:
    made = await settle_in(wire)
    for title in ("清洁家园", "义诊"):
        await made.activity(title, capacity=20)
    return made


@pytest.fixture
async def qq_scene(qq: QQ) -> Scene:
    return await settle_in(qq)
