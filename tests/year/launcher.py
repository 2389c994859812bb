"""The bot as a user starts it, at an hour of its own, without pauses between letters; whoever runs the year moves its clock.

``YEAR_NOW``: what time it is at the start (ISO, with a zone). ``PUT /year?to=…`` walks the clock there from one due moment to
the next, so that all that is due on the way happens in its order, and tells in bytes how much memory the process holds.
"""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).parents[2]))

import nonebot
from fastapi import FastAPI

import bot

PAGE = 4096


def open_the_door() -> None:
    """The clock, the pace, and the door through which time passes."""
    from plugins.kernel import clock, ticks
    from plugins.outbox import pacing

    clock.set_to(datetime.fromisoformat(os.environ["YEAR_NOW"]))
    pacing.set_interval(0)
    turn = asyncio.Lock()

    async def pass_time(to: datetime) -> int:
        async with turn:
            await ticks.advance(to)
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE

    cast("FastAPI", nonebot.get_app()).put("/year")(pass_time)


built = bot.build


def build() -> None:
    built()
    open_the_door()


bot.build = build
bot.main()
