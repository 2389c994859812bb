"""Deadlines: hours in which the office works, hours in which people are awake, or simply hours.

Working days are those of the State Council's calendar (``chinesecalendar``: holidays and the Saturdays worked instead); for years
it does not know yet, Monday to Friday. Office hours are settings of the community.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import chinese_calendar
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.outbox.quiet import EVENING, MORNING
from plugins.people import settings

OPENS = settings.knob("上班钟点", "工单期限：社区几点上班", default=9, low=0, high=22, topic="工单")
CLOSES = settings.knob("下班钟点", "工单期限：社区几点下班", default=17, low=1, high=23, topic="工单")
_SATURDAY = 5
_MOST_DAYS = 1000


class Clock(StrEnum):
    """What counts as time."""

    WORK = "工作时"
    WAKING = "白天"
    ALWAYS = "小时"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many hours (a part of one is fine) of that clock."""

    hours: float
    clock: Clock = Clock.WORK


def is_workday(day: date) -> bool:
    """Whether the office works that day."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < _SATURDAY


async def office_hours(session: AsyncSession, community_id: int) -> tuple[time, time]:
    """From when to when the office works. Settings that contradict each other are read as the whole day from the first on."""
    opens = await settings.value(session, community_id, OPENS)
    closes = await settings.value(session, community_id, CLOSES)
    return time(opens), time(closes) if closes > opens else time(23, 59)


async def after(session: AsyncSession, community_id: int, start: datetime, allowed: Allowance) -> datetime:
    """The moment at which ``allowed`` has passed since ``start``."""
    if allowed.clock is Clock.ALWAYS:
        return start + timedelta(hours=allowed.hours)
    if allowed.clock is Clock.WAKING:
        return _walk(start, allowed.hours, MORNING, EVENING, workdays=False)
    opens, closes = await office_hours(session, community_id)
    return _walk(start, allowed.hours, opens, closes, workdays=True)


def _walk(start: datetime, hours: float, opens: time, closes: time, *, workdays: bool) -> datetime:
    left = timedelta(hours=hours)
    wall = clock.local(start).replace(tzinfo=None)
    day = wall.date()
    for _ in range(_MOST_DAYS):
        begins, ends = datetime.combine(day, opens), datetime.combine(day, closes)
        if (not workdays or is_workday(day)) and wall < ends:
            begins = max(begins, wall)
            if begins + left <= ends:
                return clock.at_local(begins + left)
            left -= ends - begins
        day += timedelta(days=1)
    return clock.at_local(datetime.combine(day, opens))
