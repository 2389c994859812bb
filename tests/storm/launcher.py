"""The bot as a user starts it, at the storm's own hour, without pauses between letters, and with a place at which it dies.

``STORM_CLOCK``: a file with the seconds by which its clock is ahead of the machine's; it is read at every SIGUSR1, too: the clock jumps.
``STORM_DEATH``: ``name:count`` – SIGKILL of its own process when that place is reached for the ``count``-th time.
``STORM_PAGES``: how many pages its SQLite file may have; then the disk is full.
``STORM_DEFECT``: a promise that it breaks (``defects.py``), to see whether the oracle complains.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

sys.path.insert(0, str(Path(__file__).parents[2]))

import bot


def fill_disk(pages: int) -> None:
    def limit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    event.listen(Engine, "connect", limit)


def set_clock(*_: object) -> None:
    from plugins.kernel import clock

    clock.set_shift(timedelta(seconds=float(Path(os.environ["STORM_CLOCK"]).read_text("utf-8"))))


def prepare_storm() -> None:
    from plugins.kernel import start
    from plugins.outbox import pacing
    from tests.storm import defects, failpoints

    set_clock()
    signal.signal(signal.SIGUSR1, set_clock)
    pacing.set_interval(0)
    start.TICK_SECONDS = 0.5
    if death := os.environ.get("STORM_DEATH"):
        place, _, count = death.partition(":")
        failpoints.arm(place, int(count))
    if pages := os.environ.get("STORM_PAGES"):
        fill_disk(int(pages))
    if defect := os.environ.get("STORM_DEFECT"):
        defects.build_in(defect)


built = bot.build


def build() -> None:
    built()
    prepare_storm()


bot.build = build
bot.main()
