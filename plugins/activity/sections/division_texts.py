"""Sentences of 分组: what cannot be read, and what was set up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..day_texts import between, day
from .texts import UNDO, called, noun, numbers, title

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


def limit_unread(activity: "Activity") -> str:
    """No section or no number for the limit."""
    example = activity.sections[0].name
    return f"{title(activity)} 是分{noun(activity.sections)}报名的，请写上哪一{noun(activity.sections)}改成多少，例如「上限 {activity.number} {example} 8」。"


def limit_set(activity: "Activity", section: "Section") -> str:
    """The limit of a section is changed."""
    return f"{title(activity)} {section.name} 上限改为 {section.capacity} 人。{UNDO}"


def limit_same(activity: "Activity", section: "Section") -> str:
    """The limit is what it was."""
    return f"{title(activity)} {section.name} 上限本来就是 {section.capacity} 人，没有改动。"


def outside(activity: "Activity", section: "Section") -> str:
    """A shift at another time than its activity."""
    return f"{called(section)} 不在 {title(activity)} 的时间（{between(activity.starts_at, activity.ends_at)}）里，请改一下班次的时间，或先发「改期」。"


def called_off(activity: "Activity", section: "Section", told: int) -> str:
    """One section does not take place."""
    return f"{title(activity)} {section.name} 不办了，别的照常，正在通知 {told} 人。{UNDO}"


def called_off_news(activity: "Activity", section: "Section", reason: str) -> str:
    """To those who had a seat there."""
    why = f"，原因：{reason}" if reason else ""
    others = "、".join(each.name for each in activity.sections if not each.called_off)
    instead = f"想换 {others} 请发「报名 {activity.number}」。" if others else ""
    return f"取消通知：{title(activity)} 的 {called(section)}（{day(activity.starts_at)}）不办了{why}。抱歉。{instead}"


def on_again(activity: "Activity", section: "Section") -> str:
    """The calling-off was a slip."""
    return f"更正：{title(activity)} 的 {called(section)}（{day(activity.starts_at)}）照常。"
