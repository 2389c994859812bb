"""Two messages of one person are handled in the order in which they came in; different persons do not wait for each other."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

_lines: dict[str, tuple[asyncio.Lock, int]] = {}


def is_waiting(person: str) -> bool:
    """Whether a message of his is in hand."""
    return person in _lines


@asynccontextmanager
async def in_line(person: str) -> AsyncGenerator[None]:
    """Wait for one's turn behind one's own earlier messages (first come, first served)."""
    lock, waiting = _lines.get(person, (asyncio.Lock(), 0))
    _lines[person] = (lock, waiting + 1)
    try:
        async with lock:
            yield
    finally:
        lock, waiting = _lines[person]
        if waiting == 1:
            del _lines[person]
        else:
            _lines[person] = (lock, waiting - 1)
