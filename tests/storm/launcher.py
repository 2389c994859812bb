"""The bot as a user starts it, at the storm's own hour, without pauses between letters, and with a place at which it dies.

``STORM_NOW``: what time it is for the bot when the machine's clock says ``STORM_EPOCH`` (both ISO, with a zone).
``STORM_DEATH``: ``name:count`` – SIGKILL of its own process when that place is reached for the ``count``-th time.
``STORM_PAGES``: how many pages its SQLite file may have; then the disk is full.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

sys.path.insert(0, str(Path(__file__).parents[2]))

import bot


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dies(run: Callable[..., Any], count: int, *, before: bool) -> Callable[..., Any]:
    """``run``, but the process ends before (or after) it is done for the ``count``-th time."""
    left = [count]

    async def mortal(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if before and left[0] <= 0:
            die()
        done = await run(*args, **kwargs)
        if left[0] <= 0:
            die()
        return done

    return mortal


def arm(place: str, count: int) -> None:
    from plugins.desk import backup
    from plugins.inbox import voice
    from plugins.outbox import delivery

    where: dict[str, tuple[Any, str, bool]] = {
        "claimed": (delivery, "_claim", False),
        "sent": (delivery, "_sent", True),
        "marked": (delivery, "_sent", False),
        "committed": (voice, "say", True),
        "replied": (voice, "say", False),
        "copied": (backup, "_dump", False),
    }
    if place == "migrating":
        event.listen(Engine, "before_cursor_execute", dies_at_table(count))
        return
    room, name, before = where[place]
    setattr(room, name, dies(getattr(room, name), count, before=before))


def dies_at_table(count: int) -> Callable[..., None]:
    """A listener that ends the process before the ``count``-th table is made."""
    left = [count]

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        left[0] -= "CREATE TABLE" in statement
        if left[0] <= 0:
            die()

    return listen


def fill_disk(pages: int) -> None:
    def limit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    event.listen(Engine, "connect", limit)


def prepare_storm() -> None:
    from plugins.kernel import clock
    from plugins.outbox import pacing

    shift = datetime.fromisoformat(os.environ["STORM_NOW"]) - datetime.fromisoformat(os.environ["STORM_EPOCH"])
    clock.set_shift(shift)
    pacing.set_interval(0)
    if death := os.environ.get("STORM_DEATH"):
        place, _, count = death.partition(":")
        arm(place, int(count))
    if pages := os.environ.get("STORM_PAGES"):
        fill_disk(int(pages))


built = bot.build


def build() -> None:
    built()
    prepare_storm()


bot.build = build
bot.main()
