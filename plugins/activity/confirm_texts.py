"""Sentences about a change of time: what everybody is asked, what he hears, who is silent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, moment, span, title

if TYPE_CHECKING:
    from .models import Activity

MOST_NAMES = 20


def moved(activity: "Activity", before: str) -> str:
    """To everybody on the list and the waitlist."""
    number, by = activity.number, activity.confirm_by
    until = f"请在 {moment(by)} 前告诉我：" if by and by < activity.starts_at else ""
    return (
        f"改期通知：{title(activity)}：原 {before}，改到 {span(activity)}，{activity.place}。\n"
        f"{until}能来回 1，不能来回 2（在群里请引用这条回，或发「能来 {number}」「不能来 {number}」）。"
    )


def comes(names: Sequence[str], activity: "Activity", waiting: Sequence[str] = ()) -> str:
    """He can come at the new time, with those he speaks for."""
    return f"好的，{'、'.join(names)}：{title(activity)} {moment(activity.starts_at)} 来，记下了。{UNDO}{_still(waiting)}"


def comes_already(names: Sequence[str], activity: "Activity", waiting: Sequence[str] = ()) -> str:
    """Said before."""
    return f"{'、'.join(names)}：{title(activity)} {moment(activity.starts_at)} 来，之前就记下了。{_still(waiting)}"


def _still(waiting: Sequence[str]) -> str:
    """Who has no place yet must not take the answer for one."""
    return f"\n{'、'.join(waiting)} 还在候补，有名额了会告诉您。" if waiting else ""


def not_on_list(name: str, activity: "Activity") -> str:
    """He says that he can come, but has not signed up."""
    return f"{name} 不在 {title(activity)} 的名单上，要来请发「报名 {activity.number}」。"


def who_cannot(activity: "Activity", names: Sequence[str]) -> str:
    """He speaks for several."""
    listed = "\n".join(f"{index}. {name}" for index, name in enumerate([*names, "都不来"], 1))
    return f"{title(activity)} {moment(activity.starts_at)} 是谁不能来？回前面的数字：\n{listed}"


def all_off(activity: "Activity", left: Sequence[str], excused: Sequence[str], moved_up: Sequence[str]) -> str:
    """Nobody of his comes."""
    parts = [f"{'、'.join(left)} 已退出"] if left else []
    parts += [f"{'、'.join(excused)} 记为请假，已转告队长"] if excused else []
    parts += [f"候补的 {'、'.join(moved_up)} 递补上了"] if moved_up else []
    return f"{title(activity)}：{'；'.join(parts)}。{UNDO}"


def all_back(activity: "Activity", names: Sequence[str]) -> str:
    """That was taken back."""
    return f"撤销了：{title(activity)} {'、'.join(names)} 照原来的。"


def silent(activity: "Activity", come: int, names: Sequence[str]) -> str:
    """To the leaders, before the answers end."""
    more = f" 等 {len(names)} 人" if len(names) > MOST_NAMES else ""
    return (
        f"{silent_count(activity, come, len(names))}\n还没回：{'、'.join(names[:MOST_NAMES])}{more}。名单我没有动，请您问一声。"
    )


def silent_count(activity: "Activity", come: int, count: int) -> str:
    """The same without names."""
    return f"改期回音：{title(activity)}（{moment(activity.starts_at)}）能来 {come} 人，还没回 {count} 人。"


def when(activity: "Activity", come: int, names: Sequence[str]) -> str:
    """「改期 12」 alone: how it stands, and the new time is asked for."""
    stand = f"{silent(activity, come, names)}\n" if names else f"改期都回了：能来 {come} 人。\n" if come else ""
    return f"{stand}{title(activity)} 要改到什么时候？直接回时间，例如「29日8点」；不改就回「算了」。"
