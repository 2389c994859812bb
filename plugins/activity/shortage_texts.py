"""Sentences about too few people: to the leaders, who decide, and one call to the group."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, span, title

if TYPE_CHECKING:
    from .models import Activity
    from .signing import Tally

MOST_NAMES = 20


def to_leaders(activity: "Activity", tally: "Tally", standing: str, *, decides: bool = False) -> str:
    """How many are missing, and what the leader can do; doing nothing means: as planned. A day before one digit ``decides``."""
    number = activity.number
    if decides:
        return (
            f"还差 {tally.short(activity)} 人：{title(activity)}（{span(activity)}）\n{standing}\n"
            f"怎么办由您定，回一个数字：1 照常，2 改期，3 取消（或发「取消活动 {number} 原因」）。不回就是照常。"
        )
    return (
        f"还差 {tally.short(activity)} 人：{title(activity)}（{span(activity)}）\n{standing}\n"
        f"怎么办由您定：照常就不用回；改期发「改期 {number} 新时间」，取消发「取消活动 {number} 原因」。"
    )


def goes_ahead(activity: "Activity", tally: "Tally") -> str:
    """The leader has decided."""
    return f"好的，{title(activity)} 照常，现在 {tally.heads} 人，不再催您。{UNDO}"


def goes_ahead_already(activity: "Activity") -> str:
    """Said before."""
    return f"{title(activity)} 之前就定了照常。"


def decided(activity: "Activity", who: str) -> str:
    """To the others who lead."""
    return f"{title(activity)}（{span(activity)}）人数不够，{who} 定了照常。"


def open_again(activity: "Activity") -> str:
    """That was taken back."""
    return f"撤销了：{title(activity)} 照不照常还没定。"


def usual(names: Sequence[str]) -> str:
    """Who usually comes and has not answered; nothing when there is nobody to name."""
    if not names:
        return ""
    more = f" 等 {len(names)} 人" if len(names) > MOST_NAMES else ""
    return f"\n常来还没回话的：{'、'.join(names[:MOST_NAMES])}{more}"


def to_group(activity: "Activity", tally: "Tally", standing: str) -> str:
    """The one call."""
    return (
        f"还差 {tally.short(activity)} 人：{title(activity)}，{span(activity)}，{activity.place}\n{standing}\n"
        f"能来的请发「报名 {_example(activity, tally)}」，或引用这条回「+1」。"
    )


def _example(activity: "Activity", tally: "Tally") -> str:
    """12 早班, where a section is short; else the number."""
    short = next((each.section.name for each in tally.sections if each.short), "")
    return f"{activity.number} {short}".strip()
