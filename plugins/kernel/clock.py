"""The only clock of the house.

Moments are aware and in UTC everywhere; ``local()`` turns one into Shanghai time for a text. In the demo the clock can be
moved forward, so nobody may ask ``datetime.now`` elsewhere (a lint rule sees to it).
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
OLDEST_BELIEVED = timedelta(hours=24)

_shift = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def local(moment: datetime | None = None) -> datetime:
    """The moment (default: now) as Shanghai wall-clock time."""
    return (moment or now()).astimezone(SHANGHAI)


def at_local(wall: datetime) -> datetime:
    """A naive wall-clock time in Shanghai as a moment in UTC."""
    return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)


def of_peer(seconds: float) -> datetime | None:
    """What a peer says is the time (Unix seconds), as a moment of this clock; ``None`` when it is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC) + _shift
    except (ValueError, OverflowError, OSError):
        return None


def sent_at(seconds: float) -> datetime:
    """When a peer says a message was sent (Unix seconds), as a moment of this clock.

    The time of *sending* decides deadlines, so it is believed; but not when it lies in the future, nor when it is older
    than a day, which means that the peer's clock is wrong: then the present counts.
    """
    present, said = now(), of_peer(seconds)
    return said if said and present - OLDEST_BELIEVED <= said <= present else present


def shift() -> timedelta:
    """How far this clock runs ahead of the machine's (demo and tests; else zero)."""
    return _shift


def set_shift(ahead: timedelta) -> None:
    """Let the clock run ahead of the machine's by ``ahead``."""
    global _shift
    _shift = ahead


def set_to(moment: datetime) -> None:
    """Move the clock so that it shows ``moment`` now and goes on from there (demo and tests)."""
    set_shift(moment.astimezone(UTC) - datetime.now(UTC))


def from_text(text: str) -> datetime:
    """A moment that was written with ``isoformat()``."""
    return datetime.fromisoformat(text).astimezone(UTC)
