"""Why a time cannot be had, and which others can."""

from collections.abc import Sequence
from datetime import datetime

from plugins.activity.models import Activity
from plugins.activity.texts import day, hour, title


def outside(activity: Activity) -> str:
    """A time before the start or after the end."""
    return f"这个时间不在服务时间里：{title(activity)} {day(activity.starts_at)} {hour(activity.starts_at)}–{hour(activity.ends_at)}。"


def slot_full(activity: Activity, at: datetime, free: Sequence[datetime], kept: datetime | None = None) -> str:
    """That one is taken or past; which ones are not. ``kept``: the time of his that stands."""
    if kept is not None:
        others = f"还空着的有：{'、'.join(map(hour, free))}" if free else "别的时间也都约满了"
        return f"{hour(at)} 约不上了，{others}。您还是 {day(kept)} {hour(kept)}，没有变。"
    if not free:
        return f"{title(activity)} {day(activity.starts_at)} 都约满了。发「预约 {activity.number}」先排候补，有人退就轮到您。"
    times = "、".join(map(hour, free))
    return f"{hour(at)} 约不上了，还空着的有：{times}。例如发「预约 {activity.number} {hour(free[0])}」。"


def same_slot(activity: Activity, at: datetime) -> str:
    """It is his already."""
    return f"本来就约在 {day(activity.starts_at)} {hour(at)}，不用改。"
