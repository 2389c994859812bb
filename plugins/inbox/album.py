"""Photos that come without words, a moment before or after the message they belong to.

Nothing of them is stored: for a few minutes the process remembers *that* somebody sent one where, and where it can be fetched. A
command that declares ``photos_before`` takes them along. After a report its room opens a gate with ``expect``: for ten minutes a
photo of that person there is for us, and a listener gets it.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

from plugins.kernel import clock

from .heard import Heard, Photo

BEFORE = timedelta(minutes=5)
AFTER = timedelta(minutes=10)
MOST = 500  # people whose photos are remembered at once
MOST_EACH = 9

Where = tuple[str, str, str]
_seen: "OrderedDict[Where, list[tuple[datetime, Photo]]]" = OrderedDict()
_expected: "OrderedDict[Where, datetime]" = OrderedDict()


def where_of(heard: Heard) -> Where:
    """Whose photo where."""
    return heard.platform, heard.user, str(heard.chat)


def notice(heard: Heard) -> None:
    """Remember the photos of a message without words."""
    place = where_of(heard)
    fresh = [each for each in _seen.pop(place, []) if each[0] > heard.sent_at - BEFORE]
    _seen[place] = [*fresh, *((heard.sent_at, photo) for photo in heard.photos)][-MOST_EACH:]
    while len(_seen) > MOST:
        _seen.popitem(last=False)


def take(heard: Heard) -> tuple[Photo, ...]:
    """The person's photos of the last five minutes here; they are given once."""
    return tuple(photo for at, photo in _seen.pop(where_of(heard), []) if at > heard.sent_at - BEFORE)


def expect(place: Where, until: datetime) -> None:
    """A photo of this person in this chat is awaited until then."""
    _expected.pop(place, None)
    _expected[place] = until
    while len(_expected) > MOST:
        _expected.popitem(last=False)


def awaited(heard: Heard) -> bool:
    """Whether the message is nothing but a photo that is awaited. Cheap: one look into a dictionary."""
    if not heard.photos or heard.text:
        return False
    until = _expected.get(where_of(heard))
    return until is not None and until > clock.now()


def remember(places: Iterable[tuple[Where, datetime]]) -> None:
    """Open the gates anew (at start)."""
    for place, until in places:
        expect(place, until)


def forget_all() -> None:
    """As after a restart."""
    _seen.clear()
    _expected.clear()
