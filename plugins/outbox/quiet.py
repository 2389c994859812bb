"""Quiet hours, Shanghai time: nobody is disturbed from 21:30 to 7:00 by what he did not ask for."""

from datetime import datetime, time, timedelta

from plugins.kernel import clock

EVENING = time(21, 30)
MORNING = time(7, 0)


def is_quiet(moment: datetime) -> bool:
    """Whether ``moment`` lies in the quiet hours."""
    wall = clock.local(moment).time()
    return wall >= EVENING or wall < MORNING


def after_quiet(moment: datetime) -> datetime:
    """``moment`` itself, or the morning that ends the quiet hours it lies in."""
    if not is_quiet(moment):
        return moment
    wall = clock.local(moment)
    day = wall.date() + timedelta(days=1) if wall.time() >= EVENING else wall.date()
    return clock.at_local(datetime.combine(day, MORNING))
