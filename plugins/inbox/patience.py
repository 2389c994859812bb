"""How much one person may ask in a minute: then one kind sentence, then silence until he has rested, then as before.

Whoever floods us costs the others the account, which platforms close for talking too much; their commands he does not delay,
because everybody has a line of his own (``order``). Chatter, and what is delivered twice, is not counted.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from plugins.kernel import clock, config, meters

from . import texts
from .heard import Heard
from .table import Answer

MOST_REMEMBERED = 5000
_most = float(config.load().most_a_minute)


class Verdict(Enum):
    """What becomes of a message."""

    HEAR = "hear"
    TELL = "tell"  # that it was too much; this one is not done
    SILENCE = "silence"


@dataclass(slots=True)
class _Person:
    left: float
    at: datetime
    resting: bool = False


_people: OrderedDict[str, _Person] = OrderedDict()


def set_most(a_minute: int) -> None:
    """How many messages of one person are answered in a minute, and at most at once; 0: all."""
    global _most
    _most = float(a_minute)
    _people.clear()


def enough(heard: Heard) -> Answer | None:
    """What is said instead of doing it; ``None``: it may be done."""
    verdict = weigh(f"{heard.platform}:{heard.user}")
    if verdict is Verdict.HEAR:
        return None
    meters.TOO_MUCH.inc()
    return Answer(texts.too_fast() if verdict is Verdict.TELL else "", done=False)


def weigh(person: str) -> Verdict:
    """One more message of this person that is for us. While he rests each one holds the rest up a little."""
    if not _most:
        return Verdict.HEAR
    known = _people.pop(person, None) or _Person(_most, clock.now())
    _people[person] = known
    while len(_people) > MOST_REMEMBERED:
        _people.popitem(last=False)
    granted = max((clock.now() - known.at).total_seconds(), 0.0) * _most / 60
    known.left, known.at = min(known.left + granted, _most), clock.now()
    if known.resting and known.left >= _most / 3:
        known.resting = False
    if known.resting:
        known.left = max(known.left - 1, 0.0)
        return Verdict.SILENCE
    if known.left < 1:
        known.resting = True
        return Verdict.TELL
    known.left -= 1
    return Verdict.HEAR
