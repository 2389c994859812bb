"""The scene on both protocols, and on QQ alone where the protocol makes no difference."""

import pytest

from tests.activity.scene import Scene, settle_in
from tests.wire import QQ, WeChat


@pytest.fixture
async def scene(wire: QQ | WeChat) -> Scene:
    return await settle_in(wire)


@pytest.fixture
async def qq_scene(qq: QQ) -> Scene:
    return await settle_in(qq)
