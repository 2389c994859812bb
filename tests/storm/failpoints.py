"""Places at which the bot can be made to die: each lies between two things that are not one."""

import os
import signal
from collections.abc import Callable
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any

from sqlalchemy import Engine, event

# name: the room, what is done there, and whether death comes before it is done (else after)
PLACES: dict[str, tuple[str, str, bool]] = {
    "receipted": ("inbox.receipts", "give", False),  # the receipt is written, the deed not done, nothing committed
    "committed": ("inbox.voice", "say", True),  # the deed is done, nobody has been told
    "replied": ("inbox.voice", "say", False),
    "claimed": ("outbox.delivery", "_claim", False),  # the letter is taken, and has not left
    "sent": ("outbox.delivery", "_sent", True),  # it has left, and nobody has noted it
    "marked": ("outbox.delivery", "_sent", False),
    "reminding": ("activity.notices", "remind", False),  # the letters of a reminder are posted, nothing committed
    "booked": ("points.ledger", "settle", False),  # some of those who came stand in the books, nothing committed
    "pictured": ("inbox.photos", "collect", False),  # the photo is stored, its report not
    "handed": ("desk.handover", "hand", False),  # the month's books are posted, nothing committed
    "copied": ("desk.backup", "_dump", False),  # the database is copied, the photos not
    "linked": ("desk.backup", "_link_photos", False),  # both are, and it has no name yet
}
IN_TALK = ("receipted", "committed", "replied", "claimed", "sent", "marked", "pictured")
STEPS = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(place: str, count: int) -> None:
    """The process ends at ``place`` when it comes there for the ``count``-th time."""
    if place == "migrating":
        event.listen(Engine, "before_cursor_execute", dies_at_step(count))
        return
    room, name, before = PLACES[place]
    module = import_module(f"plugins.{room}")
    setattr(module, name, dies(getattr(module, name), count, before=before))


def dies(run: Callable[..., Any], count: int, *, before: bool) -> Callable[..., Any]:
    """``run``, but the process ends before (or after) it is done for the ``count``-th time."""
    left = [count]

    def enter() -> None:
        left[0] -= 1
        if before and left[0] <= 0:
            die()

    async def mortal(*args: Any, **kwargs: Any) -> Any:
        enter()
        done = await run(*args, **kwargs)
        if left[0] <= 0:
            die()
        return done

    def mortal_at_once(*args: Any, **kwargs: Any) -> Any:
        enter()
        done = run(*args, **kwargs)
        if left[0] <= 0:
            die()
        return done

    return mortal if iscoroutinefunction(run) else mortal_at_once


def dies_at_step(count: int) -> Callable[..., None]:
    """A listener that ends the process before the ``count``-th statement that changes something."""
    left = [count]

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        left[0] -= statement.lstrip().upper().startswith(STEPS)
        if left[0] <= 0:
            die()

    return listen
