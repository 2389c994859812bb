"""Sentences of 整期都来."""

from typing import TYPE_CHECKING

from ..list_texts import call
from ..texts import moment

if TYPE_CHECKING:
    from ..models import Activity


def waits(name: str, activity: "Activity", position: int) -> str:
    """An occurrence made later is full for somebody who comes to all."""
    return (
        f"{name} 报了整期，{moment(activity.starts_at)} 的{activity.title}满了，先排候补第 {position} 位，有空位会告诉您。\n"
        f"这次不来就发「取消报名 {call(activity)}」。"
    )
