"""The days of the storm: over a patrol, over the end of a year, from one evening's reminders to the next."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
PATROL, LAST, FIRST = "12月28日", "12月31日", "1月1日"


@dataclass(frozen=True, slots=True)
class Hour:
    """A moment at which the clock arrives, and what goes on then.

    ``share`` of the storm's time; ``open``: the days whose lists may be changed; ``today``: whose people may check in;
    ``reminds``: whose reminders are due now, so that the lists stay as they are; ``settles``: whose attendance is recorded afterwards.
    """

    name: str
    at: datetime
    share: float = 0.0
    open: frozenset[str] = field(default_factory=frozenset)
    today: str = ""
    reminds: str = ""
    settles: tuple[str, ...] = ()


def _at(month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026 if month == 12 else 2027, month, day, hour, minute, second, tzinfo=SHANGHAI)


HOURS = (
    Hour("morning", _at(12, 27, 10, 0), 0.5, frozenset((PATROL, LAST, FIRST))),
    Hour("eve", _at(12, 27, 18, 59, 58), reminds=PATROL),
    Hour("soon", _at(12, 28, 6, 59, 58), reminds=PATROL),
    Hour("patrol", _at(12, 28, 10, 35), 0.2, frozenset((LAST, FIRST)), today=PATROL, settles=(PATROL,)),
    Hour("eve", _at(12, 30, 18, 59, 58), reminds=LAST),
    Hour("soon", _at(12, 31, 12, 29, 58), reminds=LAST),
    Hour("last day", _at(12, 31, 14, 1), 0.1, frozenset((FIRST,)), today=LAST),
    Hour("eve", _at(12, 31, 18, 59, 58), reminds=FIRST),
    Hour("soon", _at(1, 1, 7, 29, 58), reminds=FIRST),
    Hour("soon", _at(1, 1, 7, 59, 58), reminds=FIRST),
    Hour("check-in", _at(1, 1, 9, 31), 0.1, today=FIRST),
    Hour("new year", _at(1, 1, 12, 0), 0.1, settles=(LAST, FIRST)),
)
BRIEF = tuple(each for each in HOURS if each.name == "morning" or (each.at.day in (31, 1) and each.at.minute in (0, 59, 31)))
"""For a storm of seconds: one morning, one evening, and the first of January."""
LATER = (timedelta(minutes=3), timedelta(minutes=9), timedelta(minutes=20))
"""After a death in the middle of a letter it is tried again two minutes later, after a refusal four or eight."""
