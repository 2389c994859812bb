"""A scene on each protocol."""

import pytest

from tests.tickets.scene import Scene, settle_in
from tests.wire import QQ, WeChat


@pytest.fixture
async def scene(wire: QQ | WeChat) -> Scene:
    """On v11 and on v12."""
    return await settle_in(wire)


@pytest.fixture
async def qq_scene(qq: QQ) -> Scene:
    """On v11 alone, where the protocol makes no difference."""
    return await settle_in(qq)
