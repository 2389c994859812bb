"""The bot as a user starts it, at an hour of its own, without pauses between letters; whoever runs the year moves its clock.

``YEAR_NOW``: what time it is at the start (ISO, with a zone). ``PUT /year?to=…`` walks the clock there from one due moment to
the next, so that all that is due on the way happens in its order, and tells in bytes how much memory the process holds. At each
moment only those ticks run that have said to be due then, and the delivery; at the end all of them, as the scheduler does.
Where a file ``statements`` lies in ``DATA_FOLDER``, every statement that the database is asked is noted in it, once.
"""

import asyncio
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).parents[2]))

import nonebot
from fastapi import FastAPI
from sqlalchemy import Engine, event

import bot

PAGE = 4096


async def no_picture(*_: object) -> None:
    """A year of notices would be painted for ten minutes, in processes of their own; the text stands alone, as without a font."""


async def walk(to: datetime) -> None:
    """Let time pass, and tell when a tick that is due does not end."""
    from plugins.kernel import clock, db, ticks

    for _ in range(ticks.MOST_STEPS):
        async with db.read() as session:
            after = clock.now()
            due = {name: await each.next_due(session, after) for name, each in ticks.TICKS.items()}
        moment = min((each for each in due.values() if each and each > after), default=to)
        if moment >= to:
            break
        clock.set_to(moment)
        wanted = {name for name, each in due.items() if each == moment}
        for each in ticks.in_order():
            if each.name in wanted or each.order == ticks.LAST:
                await ticks.run_one(each)
    clock.set_to(to)
    await ticks.run_all()


def note_statements(file: Path) -> None:
    """A line of JSON for each statement that is new."""
    seen = set(file.read_text("utf-8").splitlines())

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        line = json.dumps(statement)
        if line not in seen:
            seen.add(line)
            with file.open("a", encoding="utf-8") as kept:
                kept.write(f"{line}\n")

    event.listen(Engine, "before_cursor_execute", note)


def open_the_door() -> None:
    """The clock, the pace, and the door through which time passes."""
    from plugins.kernel import clock
    from plugins.outbox import pacing, painting

    clock.set_to(datetime.fromisoformat(os.environ["YEAR_NOW"]))
    pacing.set_interval(0)
    painting.use_painter(no_picture)
    turn = asyncio.Lock()

    async def pass_time(to: datetime) -> int:
        async with turn:
            await walk(to)
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE

    cast("FastAPI", nonebot.get_app()).put("/year")(pass_time)


built = bot.build


def build() -> None:
    built()
    open_the_door()
    if (file := Path(os.environ["DATA_FOLDER"]) / "statements").exists():
        note_statements(file)


bot.build = build
bot.main()
