"""Stored photos that go along with a letter, read from the photo folder when it leaves."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from plugins.kernel import config


async def read(places: Sequence[str]) -> list[bytes]:
    """The photos at these places (relative to the photo folder); one that is gone is left out."""
    return await asyncio.to_thread(_read, places) if places else []


def _read(places: Sequence[str]) -> list[bytes]:
    files: list[Path] = [config.DATA / "photos" / place for place in places]
    return [file.read_bytes() for file in files if file.is_file()]
