"""The bell that wakes the delivery after a commit."""

import asyncio

bell = asyncio.Event()


async def wake() -> None:
    """There is something to deliver."""
    bell.set()
