"""A community with a November behind it."""

from pathlib import Path

import pytest

from tests.desk.scene import Wire, lived, opened


@pytest.fixture
async def november(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """On the evening of the 30th."""
    return await lived(await opened(wire, monkeypatch, tmp_path))


@pytest.fixture
async def quiet(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Opened, and nothing has happened yet."""
    await opened(wire, monkeypatch, tmp_path)
    await wire.settle()
    wire.sent.clear()
    return wire
