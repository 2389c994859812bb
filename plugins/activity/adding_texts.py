"""Sentences of 补."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.people.texts import said

from .texts import UNDO, title

if TYPE_CHECKING:
    from .adding import Added
    from .models import Activity

MOST_REPEATED = 5


def added(name: str, activity: "Activity", place: int, *, late: bool) -> str:
    """One person."""
    return f"{name} 补进 {title(activity)} 了，第 {place} 位{'（补录）' if late else ''}。{UNDO}"


def marked(name: str, activity: "Activity", place: int) -> str:
    """One person who was on the list before, and was there."""
    return f"{name} 本来就在 {title(activity)} 的名单第 {place} 位，补记为到场了（补录）。{UNDO}"


def added_already(name: str, activity: "Activity", place: int) -> str:
    """On the list before."""
    return f"{name} 本来就在 {title(activity)} 的名单第 {place} 位，不用补。"


def several(activity: "Activity", done: "Added", unread: Sequence[str]) -> str:
    """A whole paper list: who is new, who was on the list, what could not be read."""
    mark = "（补录）" if done.late else ""
    parts = [f"补进 {len(done.new)} 人{mark}：{'、'.join(done.new)}"] if done.new else []
    parts += [f"名单上的 {len(done.marked)} 人补记到场：{'、'.join(done.marked)}"] if done.marked else []
    parts += [f"本来就在：{'、'.join(done.unchanged)}"] if done.unchanged else []
    head = f"{title(activity)} {'。'.join(parts)}。{UNDO if done.was else ''}"
    return head + (f"\n没看懂、没补：{_listed(unread)}。" if unread else "")


def nothing_read(unread: Sequence[str]) -> str:
    """No name at all."""
    return f"没看懂是补谁{f'（{_listed(unread)}）' if unread else ''}。{adding_unread()}"


def too_many(most: int) -> str:
    """An endless list."""
    return f"一次最多补 {most} 人，请分两次发。"


def adding_unread() -> str:
    """「补」 without a name or a number."""
    return "请写补谁、补进几号活动，例如「补 王姐 12」，一次补几位就「补 12 王姐 赵叔」。"


def full_for_adding(activity: "Activity", free: int, heads: int) -> str:
    """No room to add."""
    left = f"只剩 {free} 个名额，要补 {heads} 人" if free else "名额已满"
    return f"{title(activity)} {left}。先发「上限 {activity.number} 人数」加名额，再补人。"


def taken_back(activity: "Activity", names: Sequence[str]) -> str:
    """Several at once were taken back."""
    return f"撤销了：{title(activity)} 补的 {len(names)} 人（{'、'.join(names)}）照原来的。"


def _listed(unread: Sequence[str]) -> str:
    shown = "、".join(f"「{said(each)}」" for each in unread[:MOST_REPEATED])
    return shown + ("…" if len(unread) > MOST_REPEATED else "")
