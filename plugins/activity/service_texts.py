"""Sentences of an activity's kind of service."""

from typing import TYPE_CHECKING

from .texts import UNDO, title

if TYPE_CHECKING:
    from .models import Activity


def told(activity: "Activity", name: str | None) -> str:
    """「类别 12」."""
    if name is None:
        return f"{title(activity)} 还没有定服务类别。领队可以发「类别 {activity.number} 名称」，有哪些发「服务类别」看。"
    return f"{title(activity)} 算“{name}”。"


def changed(activity: "Activity", name: str, *, rebooked: bool) -> str:
    """Another kind."""
    books = "，已记的时长和积分跟着改了" if rebooked else ""
    return f"{title(activity)} 算“{name}”了{books}。{UNDO}"


def same(activity: "Activity", name: str) -> str:
    """It was that before."""
    return f"{title(activity)} 本来就算“{name}”，没有改动。"


def changed_back(activity: "Activity", name: str | None) -> str:
    """Taken back."""
    return f"撤销了：{title(activity)} 照旧{f'算“{name}”' if name else '不分类别'}。"
