"""Sentences about a change of place."""

from typing import TYPE_CHECKING

from .texts import UNDO, span, title

if TYPE_CHECKING:
    from .models import Activity


def where_to(activity: "Activity") -> str:
    """Without a place."""
    return f"{title(activity)} 现在在{activity.place}。改到哪里？请这样发：改地点 {activity.number} 南门停车场"


def too_long(longest: int) -> str:
    """A whole story."""
    return f"地点请写短一点，最多 {longest} 个字，没有改动。"


def same(activity: "Activity") -> str:
    """Where it is already."""
    return f"{title(activity)} 本来就在{activity.place}，没有改动。"


def moved(activity: "Activity", before: str, told: int) -> str:
    """Done."""
    return f"{title(activity)} 改到{activity.place}（原 {before}），时间不变。正在通知名单上的 {told} 人。{UNDO}"


def moved_back(activity: "Activity", told: int) -> str:
    """「撤销」 of it."""
    news = f"正在通知名单上的 {told} 人" if told else "通知还没发出去，已收回"
    return f"撤销了：{title(activity)} 还在{activity.place}，{news}。"


def news(activity: "Activity") -> str:
    """To everybody on the list, and in the groups."""
    return f"地点改了：{title(activity)} 请到{activity.place}，时间不变：{span(activity)}。"
