"""老人理发 on the 28th of November, 9:00 to 10:00, two people every 15 minutes: activity 1 of 恋湖社区, led by 队长老陈."""

import pytest

from tests.activity.conftest import scene as scene
from tests.activity.scene import Scene


@pytest.fixture
async def barber(scene: Scene) -> Scene:
    await scene.wire.say("队长老陈", "发布 老人理发 11月28日 9:00-10:00 社区活动室")
    [said] = await scene.wire.say("队长老陈", "开放预约 1 15分钟 2个位子")
    assert "共 8 位" in said
    await scene.wire.settle()
    scene.wire.sent.clear()
    return scene
