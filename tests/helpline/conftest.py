"""The scene on each protocol, and photos in a folder of the test."""

from pathlib import Path

import pytest

from plugins.kernel import config
from tests.helpline.scene import Scene, settle_in
from tests.wire import QQ, WeChat


@pytest.fixture(autouse=True)
def _photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "DATA", tmp_path)


@pytest.fixture
async def scene(wire: QQ | WeChat) -> Scene:
    """On v11 and on v12."""
    return await settle_in(wire)


@pytest.fixture
async def qq_scene(qq: QQ) -> Scene:
    """On v11 alone, where the protocol makes no difference."""
    return await settle_in(qq)
