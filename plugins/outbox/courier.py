"""The courier: delivers whenever something has been posted, as long as the program runs."""

import asyncio
import contextlib

import nonebot
from nonebot.log import logger

from plugins.kernel import db

from . import delivery, spoken, waking

LAST_WORDS = 6.0  # seconds; a call to a peer is given up after five
LOOK = 2.0  # seconds between looks for what other processes have posted
TROUBLE = 20.0  # the same after a delivery that failed

_tasks: set[asyncio.Task[None]] = set()
driver = nonebot.get_driver()


async def _courier() -> None:
    """Deliver whenever the bell rings; the tick catches what the bell missed.

    Other processes' bells are not heard here, so where there may be some it also looks by itself.
    """
    look = None if db.current().is_sqlite else LOOK
    patience = look
    while not delivery.closing.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(waking.bell.wait(), patience)
        waking.bell.clear()
        patience = look
        try:
            await delivery.deliver()
        except Exception:
            logger.exception("delivery failed")
            patience = TROUBLE


@driver.on_startup
async def _start() -> None:
    _tasks.add(asyncio.create_task(_courier()))


@driver.on_bot_connect
async def _connected() -> None:
    await waking.wake()


@driver.on_shutdown
async def _stop() -> None:
    """What is being sent is sent to its end, so that nobody wonders after the restart whether it went out."""
    delivery.closing.set()
    waking.bell.set()
    await asyncio.wait(_tasks, timeout=LAST_WORDS)
    for task in _tasks:
        task.cancel()
    _tasks.clear()
    with contextlib.suppress(RuntimeError):
        await spoken.write_down()
