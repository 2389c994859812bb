"""Days and hours as people read them: 11月28日 周六, 9:00."""

from datetime import datetime

from plugins.kernel import clock

WEEKDAYS = "一二三四五六日"


def day(moment: datetime) -> str:
    """11月28日 周六."""
    wall = clock.local(moment)
    return f"{wall.month}月{wall.day}日 周{WEEKDAYS[wall.weekday()]}"


def hour(moment: datetime) -> str:
    """9:00."""
    wall = clock.local(moment)
    return f"{wall.hour}:{wall.minute:02d}"


def moment(at: datetime) -> str:
    """11月27日 周五 18:00."""
    return f"{day(at)} {hour(at)}"


def between(starts_at: datetime, ends_at: datetime) -> str:
    """8:00–10:00; with the second day when it runs over midnight."""
    same_day = clock.local(starts_at).date() == clock.local(ends_at).date()
    return f"{hour(starts_at)}–{hour(ends_at) if same_day else moment(ends_at)}"
