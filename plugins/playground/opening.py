"""Opening the playground: routes at once, the clock and the lines when the bot starts. Imported only in the demo."""

from typing import cast

import nonebot
from fastapi import FastAPI
from nonebot.log import logger

from plugins.outbox import pacing

from . import page, timepiece
from .bridge import make

driver = nonebot.get_driver()
bridge = make()
page.open_to(cast("FastAPI", nonebot.get_app()), bridge)


@driver.on_startup
async def open_up() -> None:
    """The clock goes on where it was; the peers dial; nobody waits for the pacing of a real group."""
    pacing.set_interval(0)
    await timepiece.restore()
    bridge.start()
    logger.success(f"演示群开门了：用浏览器打开 http://{bridge.house}/demo")


@driver.on_shutdown
async def close() -> None:
    """The peers hang up."""
    await bridge.stop()
