"""Sentences of 分组: what cannot be read, and what was set up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, noun, numbers, title

if TYPE_CHECKING:
    from ..models import Activity
    from .models import Section


def twice(name: str) -> str:
    """Two sections of one name."""
    return f"「{name}」写了两次，每一组请用不同的名字。"


def too_many(most: int) -> str:
    """An endless list."""
    return f"一场活动最多分 {most} 组。"


def bad_count(name: str, most: int) -> str:
    """A count out of range."""
    return f"「{name}」的人数请写 1 到 {most} 之间的数。"


def minimum_above_limit(name: str) -> str:
    """A minimum above the limit."""
    return f"「{name}」的至少人数比上限还多，请再写一次。"


def does_not_add_up(parts: int, total: int) -> str:
    """The sections do not add up."""
    return f"各组加起来是 {parts} 人，和总数 {total} 人对不上，请改成一样的，或加一组「其他 {abs(total - parts)}人」。"


def unread(number: int | None) -> str:
    """No section could be read."""
    return f"分组没看懂。请这样写：分组 {number or 12} 早班 8-10点 5人, 午班 10-12点 5人；按队伍分：名额 {number or 12} 骑行10 党员6。"


def divided(activity: "Activity", seated: int) -> str:
    """The activity has sections now."""
    people = f"名单上的 {seated} 人已各归各{noun(activity.sections)}。" if seated else ""
    return f"{title(activity)} 分好了：{numbers(activity.sections)}。{people}{UNDO}"


def divided_already(activity: "Activity") -> str:
    """It has sections already."""
    names = "、".join(each.name for each in activity.sections)
    example = activity.sections[0].name
    return f"{title(activity)} 已经分成 {names} 了。改人数发「上限 {activity.number} {example} 8」，不办哪组发「取消活动 {activity.number} {example} 原因」。"


def whose_section(activity: "Activity", names: Sequence[str]) -> str:
    """People on the list that belong to no section, or to several."""
    return f"名单上的 {'、'.join(names[:8])} 不知道算哪一组，没有分。请先把他们退掉再报，或在没人报名时分组。"


def too_small(section: "Section", heads: int) -> str:
    """More people than the section would take."""
    return f"{section.name} 已经有 {heads} 人，名额不能少于 {heads}。"


def undone(activity: "Activity") -> str:
    """The division was taken back."""
    return f"撤销了：{title(activity)} 不再分组。"


def in_use(activity: "Activity") -> str:
    """People have signed up for sections meanwhile."""
    return f"{title(activity)} 已经有人按组报名，不能撤销分组了。"
