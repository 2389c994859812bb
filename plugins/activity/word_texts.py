"""Sentences about a leader's word to the list."""

from typing import TYPE_CHECKING

from .texts import UNDO, title

if TYPE_CHECKING:
    from .models import Activity


def what_to_say(activity: "Activity") -> str:
    """Without words."""
    return f"要跟大家说什么？请这样发：通知名单 {activity.number} 记得带手套"


def too_long(longest: int, length: int) -> str:
    """A whole notice."""
    return f"请写短一点，最多 {longest} 个字（现在 {length} 个），没有发。"


def enough_for_today(most: int) -> str:
    """Nobody likes to be told all day."""
    return f"这个活动一天最多通知 {most} 次，今天已经发满了。要紧的事请在群里说。"


def nobody_to_tell(activity: "Activity") -> str:
    """Nobody else is on it."""
    return f"{title(activity)} 名单上还没有别人，没有发。"


def word(activity: "Activity", who: str, words: str) -> str:
    """To each of them."""
    return f"{title(activity)} {who}说：{words}"


def sending(activity: "Activity", told: int) -> str:
    """Under way."""
    return f"{title(activity)} 正在通知名单上的 {told} 人。{UNDO}"


def taken_back(activity: "Activity", *, all_of_it: bool) -> str:
    """「撤销」 of it."""
    return f"{title(activity)} 的通知{'收回了，谁也没收到' if all_of_it else '没发出去的收回了；已经收到的收不回来'}。"
