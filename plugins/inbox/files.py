"""Files that are no command but meant for us (a filled attendance sheet): a room above registers which it reads, and how.

Nothing is fetched before the reader has said, by name and by who sent it, that the file concerns it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nonebot.log import logger

from plugins.kernel.refusal import Refusal

from . import download, fetching, texts
from .heard import Heard, SharedFile
from .table import Match, Run, Turn, wordless

MOST_BYTES = 2 * 1024 * 1024
LONGEST_WAIT = 15.0  # seconds for one file, all redirects included
PAIR_WITHIN = timedelta(seconds=60)
MOST_REMEMBERED = 500
Named = Callable[[Heard, SharedFile], bool]
Wanted = Callable[[Turn], Awaitable[bool]]
Open = Callable[[SharedFile, bytes], Any]


@dataclass(frozen=True, slots=True)
class _Reader:
    named: Named
    wanted: Wanted
    open: Open
    match: Match


_readers: list[_Reader] = []
_half: OrderedDict[tuple[str, str, str, int | None], tuple[bool, datetime]] = OrderedDict()


def use_file_reader(named: Named, wanted: Wanted, open_: Open, run: Run, *, name: str) -> None:
    """Read files with ``run`` from now on.

    ``named``: whether a file of that name may be of the kind, asked about every file in every group. ``wanted``: asked with a
    reading session before anything is fetched; ``False`` means silence in a group. ``open_``: makes of the bytes what ``run``
    finds in ``heard.opened``; it runs in a thread, outside any transaction, and raises ``Refusal`` for what it cannot read.
    An answer without text is silence. ``name`` stands in the receipt.
    """
    _readers[:] = [_Reader(named, wanted, open_, wordless(name, run))]


def may_be_read(heard: Heard) -> bool:
    """Whether the message is a file that somebody here may read, by its name alone."""
    return bool(heard.files and _readers) and _readers[0].named(heard, heard.files[0])


def match() -> Match:
    """The reader as something to be run. Only after ``may_be_read`` has said yes."""
    return _readers[0].match


async def is_wanted(turn: Turn) -> bool:
    """Whether the file is of interest here."""
    return turn.speaker.community_id is not None and await _readers[0].wanted(turn)


def is_other_half(heard: Heard) -> bool:
    """Whether the same file has just been heard the other way: as a message and by a notice, under different ids.

    Two messages, or two notices, are two files: somebody who sends his file again means it.
    """
    file = heard.files[0]
    key = (str(heard.chat), heard.user, file.name, file.size)
    known = _half.pop(key, None)
    if known and known[0] != file.by_notice and abs(heard.sent_at - known[1]) <= PAIR_WITHIN:
        return True
    _half[key] = (file.by_notice, heard.sent_at)
    if len(_half) > MOST_REMEMBERED:
        _half.popitem(last=False)
    return False


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _half.clear()


async def open_first(heard: Heard) -> Any:
    """Fetch the file and let the reader open it. Raises ``Refusal``: too large, cannot be had, cannot be read."""
    file = heard.files[0]
    if file.size is not None and file.size > MOST_BYTES:
        raise Refusal(texts.file_too_large(MOST_BYTES))
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            content = await _fetch(heard, file)
    except download.TooLong as error:
        raise Refusal(texts.file_too_large(MOST_BYTES)) from error
    except Exception as error:  # whatever goes wrong on the way, the sender hears one sentence
        logger.warning(f"file not fetched: {type(error).__name__}")
        content = None
    if not content:
        raise Refusal(texts.file_not_had())
    if len(content) > MOST_BYTES:
        raise Refusal(texts.file_too_large(MOST_BYTES))
    return await asyncio.to_thread(_readers[0].open, file, content)


async def _fetch(heard: Heard, file: SharedFile) -> bytes | None:
    if (content := fetching.enclosed(file.url or file.ident, MOST_BYTES)) is not None:
        return content
    if file.url and file.url.startswith(("http://", "https://")):
        try:
            return await download.get(file.url, MOST_BYTES)
        except download.TooLong:
            raise
        except Exception as error:  # an address may be dead on arrival; the peer can tell a fresh one
            logger.debug(f"file address: {type(error).__name__}")
    if heard.platform == "qq":
        return await fetching.shared(heard, file, MOST_BYTES)
    return await fetching.by_id(heard, file.ident, MOST_BYTES, small=file.size is not None)
