"""Answers to what people ask about activities in plain words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .models import ActivityState
from .texts import moment, title

if TYPE_CHECKING:
    from .models import Activity


def whether(found: Sequence["Activity"], *, weather: bool) -> str:
    """Whether they take place, as far as anybody has said."""
    if not found:
        return "那天没查到有活动。发「活动」看接下来有哪些。"
    lines = [_stands(each) for each in found]
    some = any(each.state != ActivityState.CANCELLED for each in found)
    tail = ["没通知取消就照常；有变化我会告诉报了名的人。"] if some or weather else ["发「活动」看别的。"]
    return "\n".join([*lines, *tail])


def _stands(activity: "Activity") -> str:
    head = f"{title(activity)} {moment(activity.starts_at)}"
    if activity.state == ActivityState.CANCELLED:
        return f"{head}：取消了{f'，原因：{activity.reason}' if activity.reason else ''}。"
    return f"{head}，{activity.place}：没有取消。"


def ask_the_list(who: str, found: Sequence["Activity"]) -> str:
    """Whether somebody else comes is not for us to tell; the list is open to everybody."""
    if not found:
        return f"现在没有在报名的活动。{who} 的事请直接问他。"
    lists = "".join(f"「名单 {each.number}」（{each.title}）" for each in found)
    return f"别人来不来我不替他说。名单大家都能看：发{lists}，没有就问他本人。"


def your_place(said: str) -> str:
    """His places; points are another ranking."""
    return f"{said}\n积分排第几，发「排行榜」。"


def on_nothing() -> str:
    """Asked whether he is on a list, by somebody who is on none."""
    return "还没有报上哪个活动。发「活动」看能报哪些，报哪个就发「报名 编号」。"
