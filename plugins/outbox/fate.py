"""What became of a letter. Whoever posted letters about something (``about="ticket:5"``) may watch how they end.

A watcher of ``ticket`` is called once for each letter about a ticket that has ended: ``sent``, ``failed``, ``unknown`` or ``expired``,
in the transaction that marks it. ``arrived`` tells whether its words reached the person: a discreet @ in a group is sent, but they did not.
"""

from collections.abc import Awaitable, Callable

from nonebot.log import logger
from sqlalchemy.ext.asyncio import AsyncSession

from .models import OutgoingMessage, Route, State

Watcher = Callable[[AsyncSession, OutgoingMessage], Awaitable[None]]
FINAL = frozenset({State.SENT, State.FAILED, State.UNKNOWN, State.EXPIRED})
_watchers: dict[str, Watcher] = {}


def watch(topic: str) -> Callable[[Watcher], Watcher]:
    """Declare who is called when a letter about ``topic:…`` has ended. A second one for a topic is a mistake."""

    def declare(watcher: Watcher) -> Watcher:
        if topic in _watchers:
            raise ValueError(f"the letters about {topic} are watched twice")
        _watchers[topic] = watcher
        return watcher

    return declare


def arrived(row: OutgoingMessage) -> bool:
    """Whether the words themselves reached the person. ``unknown`` may have: nobody can tell."""
    return row.state == State.SENT and row.route != Route.GROUP


async def settle(session: AsyncSession, row: OutgoingMessage) -> None:
    """Tell the watcher of this letter. What goes wrong with him does not unsend what was sent."""
    watcher = _watchers.get((row.about or "").partition(":")[0])
    if watcher is None or row.state not in FINAL:
        return
    try:
        async with session.begin_nested():
            await watcher(session, row)
    except Exception:
        logger.exception(f"the end of outgoing {row.id} could not be told")
