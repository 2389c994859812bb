"""Who was not understood a moment ago: he has seen the menu, and does not want it again."""

from collections import OrderedDict
from datetime import datetime, timedelta

from plugins.kernel import clock

MOMENT = timedelta(minutes=10)
MOST_REMEMBERED = 2000
_seen: OrderedDict[tuple[str, str], datetime] = OrderedDict()


def once_more(platform: str, user: str) -> bool:
    """Whether he was lost within the last ten minutes already. A restart forgets it: then he sees the menu once more."""
    before, present = _seen.pop((platform, user), None), clock.now()
    _seen[platform, user] = present
    if len(_seen) > MOST_REMEMBERED:
        _seen.popitem(last=False)
    return before is not None and present - before < MOMENT


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _seen.clear()
