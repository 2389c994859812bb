"""Sentences of the roll of one section."""

from typing import TYPE_CHECKING

from ..day_texts import hour
from .texts import title

if TYPE_CHECKING:
    from ..models import Activity
    from .models import Section


def not_begun(activity: "Activity", section: "Section") -> str:
    """Before its start."""
    at = hour(section.starts_at or activity.starts_at)
    return f"{title(activity)} {section.name} 还没开始（{at}），开始以后再记考勤。"


def nobody_in(activity: "Activity", section: "Section") -> str:
    """An empty section."""
    return f"{title(activity)} {section.name} 没有人。谁来了就先补上，例如「补 {activity.number} {section.name} 王姐」。"


def not_in_section(number: int, section: "Section") -> str:
    """A number that is another section's."""
    return f"{number} 号不在 {section.name}，考勤没有记。请对照「名单」再发一次。"
