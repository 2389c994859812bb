"""When each group was last heard from: peers keep their heartbeat long after they have stopped hearing (onebot.md §4).

Only in memory, because it is about this process and its connections. One entry for each group; chatter costs it a look-up.
"""

from datetime import datetime

from plugins.kernel import meters

from .heard import Heard

_last: dict[tuple[str, str], datetime] = {}


def note(heard: Heard) -> None:
    """Something was said; what, is nobody's business here."""
    meters.HEARD.labels(heard.platform, heard.chat.kind).inc()
    if heard.in_group:
        _last[heard.platform, heard.chat.ident] = heard.sent_at


def last_heard(platform: str, ident: str) -> datetime | None:
    """When the group was last heard from since the program started."""
    return _last.get((platform, ident))


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _last.clear()
