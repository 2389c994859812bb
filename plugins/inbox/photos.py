"""Photos that people send: fetched at once (addresses of chat platforms expire), stripped of what they tell beside the picture
(``darkroom``), stored as files.

This happens before the transaction of the deed, which must not wait for a network. When the deed then fails, the file stays as
a harmless orphan: its name is its content's hash, so the same photo sent again is the same file.
"""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from nonebot.log import logger
from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, config
from plugins.kernel.db import Base, after_commit, read

from . import darkroom, download, fetching
from .heard import Heard, Photo
from .speaker import recognise

MOST_BYTES = 8 * 1024 * 1024
MOST_PHOTOS = 9
PRIVATE = "private"
LONGEST_WAIT = 10.0  # seconds for one photo, all redirects included
_on_their_way = asyncio.Semaphore(6)
_darkroom = asyncio.Semaphore(1)
_MAGIC = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))


async def collect(heard: Heard, *, private: bool = False) -> tuple[str, ...]:
    """Fetch and store the photos of a message; returns where, relative to the photo folder. What cannot be had is left out.

    ``private``: each under a name of its own in a folder apart, so that it can be destroyed with what it belongs to.
    """
    async with read() as session:
        community_id = (await recognise(session, heard)).community_id
    if community_id is None:
        return ()
    keep = store_privately if private else store
    stored = await asyncio.gather(*(_collect_one(heard, photo, keep, community_id) for photo in heard.photos[:MOST_PHOTOS]))
    return tuple(dict.fromkeys(each for each in stored if each))


async def _collect_one(heard: Heard, photo: Photo, keep: Callable[[int, bytes], str], community_id: int) -> str | None:
    """A few are on their way at once and one is developed, whoever sends them: a picture of 40 million pixels fills 300 MB."""
    async with _on_their_way:
        if (content := await fetch(heard, photo)) is None:
            return None
        async with _darkroom:
            developed = await asyncio.to_thread(darkroom.develop, content)
    return keep(community_id, developed) if developed else None


async def fetch(heard: Heard, photo: Photo) -> bytes | None:
    """The picture's bytes: from the message itself, from its address, or from the peer. ``None`` when it cannot be had."""
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            content = await _fetch(heard, photo)
    except Exception as error:  # whatever goes wrong with a picture, the sentence beside it still counts
        logger.warning(f"photo not fetched: {type(error).__name__}")
        return None
    return content if content and len(content) <= MOST_BYTES and suffix(content) else None


async def _fetch(heard: Heard, photo: Photo) -> bytes | None:
    for source in (photo.file, photo.url or ""):
        if (content := fetching.enclosed(source, MOST_BYTES)) is not None:
            return content
    address = next((each for each in (photo.url, photo.file) if each and each.startswith(("http://", "https://"))), None)
    if address:
        return await download.get(address, MOST_BYTES)
    return None if heard.platform == "qq" else await fetching.by_id(heard, photo.file, MOST_BYTES)


def suffix(content: bytes) -> str | None:
    """What kind of picture it is, by its first bytes; ``None`` when it is none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in _MAGIC if content.startswith(magic)), None)


def store(community_id: int, content: bytes) -> str:
    """Write the picture to ``<community>/<year-month>/<hash>.<kind>`` under the photo folder; returns that path."""
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{suffix(content)}"
    return _write(Path(str(community_id)) / f"{clock.local():%Y-%m}" / name, content)


def store_privately(community_id: int, content: bytes) -> str:
    """Write the picture to ``private/<community>/<nobody can guess>.<kind>``, for its owner's eyes only; returns that path."""
    name = f"{secrets.token_hex(16)}.{suffix(content)}"
    return _write(Path(PRIVATE) / str(community_id) / name, content, mode=0o700)


def destroy(places: Iterable[str]) -> None:
    """Remove private photos; of others, which may belong to something else as well, nothing is removed."""
    for place in places:
        if Path(place).parts[:1] == (PRIVATE,):
            (config.DATA / "photos" / place).unlink(missing_ok=True)


async def discard(session: AsyncSession, places: Iterable[str]) -> None:
    """Remove the files, after the commit, that no row names any more: one photo may have been sent for two things.

    Letters about them have long been sent and forgotten.
    """
    columns = [each for table in Base.metadata.tables.values() for each in table.columns if each.name == "photos"]
    free: list[str] = []
    await session.flush()
    for place in dict.fromkeys(places):
        named = [cast(column, String).contains(Path(place).name) for column in columns]
        rows = [
            await session.scalar(select(column).where(which).limit(1)) for column, which in zip(columns, named, strict=True)
        ]
        free += [place] if all(row is None for row in rows) else []

    async def remove() -> None:
        for place in free:
            (config.DATA / "photos" / place).unlink(missing_ok=True)

    after_commit(session, remove)


def private_ones() -> dict[str, float]:
    """Every private photo there is, with when it was written (seconds of the machine's clock)."""
    folder = config.DATA / "photos"
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime for file in folder.glob(f"{PRIVATE}/*/*.*")}


def _write(place: Path, content: bytes, mode: int = 0o777) -> str:
    file = config.DATA / "photos" / place
    file.parent.mkdir(mode=mode, parents=True, exist_ok=True)
    if not file.exists():
        draft = file.with_suffix(".part")
        draft.write_bytes(content)
        draft.replace(file)
    return place.as_posix()
