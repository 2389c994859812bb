"""One of several bots on one database, as a user starts it, at the fleet's own hour, in a hurry, and with a place at which it dies.

``CLUSTER_SHIFT``: seconds by which its clock runs ahead. When a file called ``die`` lies in the folder it was started in, it ends
itself (SIGKILL) at the place whose name the file holds, the next time it comes there: ``claimed``, or ``sent`` and not yet marked.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import bot

HERE = Path.cwd()


def dies_at(place: str) -> None:
    order = HERE / "die"
    if order.exists() and order.read_text("utf-8") == place:
        os.kill(os.getpid(), signal.SIGKILL)


def prepare() -> None:
    from plugins.kernel import clock, start, ticks
    from plugins.outbox import claiming, delivery, pacing

    clock.set_shift(timedelta(seconds=float(os.environ["CLUSTER_SHIFT"])))
    pacing.set_interval(0)
    start.TICK_SECONDS = 2
    ticks.TURN = timedelta(seconds=5)
    claiming.LEASE = delivery.LEASE = timedelta(seconds=3)
    claim, note = delivery._claim, delivery._note

    async def mortal_claim(*args: Any) -> Any:
        row = await claim(*args)
        if row:
            dies_at("claimed")
        return row

    async def mortal_note(*args: Any) -> None:
        dies_at("sent")
        await note(*args)

    delivery._claim, delivery._note = mortal_claim, mortal_note


def then_prepare(build: Callable[[], None]) -> Callable[[], None]:
    def built() -> None:
        build()
        prepare()

    return built


bot.build = then_prepare(bot.build)
bot.main()
