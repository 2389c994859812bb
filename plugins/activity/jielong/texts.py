"""Sentences about pasted lists: two lines at most."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..texts import UNDO, moment, quorum, title

if TYPE_CHECKING:
    from ..counting import Tally
    from ..models import Activity

MOST_NAMES = 8


def total(activity: "Activity", tally: "Tally") -> str:
    """共 5 人，还差 3 人到 8 人."""
    return "，".join(filter(None, [f"共 {tally.heads} 人", quorum(activity, tally)]))


def names_of(names: Sequence[str]) -> str:
    """王姐、赵叔; many are cut short."""
    shown = "、".join(names[:MOST_NAMES])
    return f"{shown} 等" if len(names) > MOST_NAMES else shown


def added(activity: "Activity", names: Sequence[str], waiting: Sequence[str], total: str) -> str:
    """What the list has brought."""
    text = f"{title(activity)} 新增 {len(names)} 人（{names_of(names)}），{total}。"
    if waiting:
        text += f"{names_of(waiting)} 先排候补。"
    return text + UNDO


def unchanged(activity: "Activity", total: str) -> str:
    """No news in the list; said only to whoever spoke to us."""
    return f"{title(activity)} 名单没有变化，{total}。"


def changed(activity: "Activity", names: Sequence[str], total: str) -> str:
    """Only head-counts changed, or a place was taken over by its own person."""
    return f"{title(activity)} {names_of(names)} 改好了，{total}。{UNDO}"


def unread(number: int, reason: str) -> str:
    """One row in which nobody could be found; number 0: it is about the whole message."""
    return f"第 {number} 行没看懂：{reason}" if number else reason


def double(number: int, name: str) -> str:
    """The same name twice in one list."""
    return f"第 {number} 行“{name}”重名，只算了 1 人，真是两个人请在名字后加楼号"


def ambiguous(number: int, name: str) -> str:
    """A name that several people here have."""
    return f"第 {number} 行“{name}”有好几位，请在名字前加楼号再接一次"


def not_taken(number: int, name: str, why: str) -> str:
    """A row whose person could not be put on the list."""
    return f"第 {number} 行“{name}”没加：{why.rstrip('。')}"


def no_letters(number: int) -> str:
    """A name of nothing but signs."""
    return f"第 {number} 行名字里没有字"


def renamed(new: str, old: str) -> str:
    """A row that seems to be another under a new name."""
    return f"“{new}”像是“{old}”改了名，没有再加；不是同一个人请发「帮 {new} 报名」"


def unsure(name: str) -> str:
    """待定."""
    return f"{name} 写了待定，先不算"


def stale(activity: "Activity") -> str:
    """An old copy was pasted."""
    return f"您接的是旧名单，别人都还在；最新的发「接龙 {activity.number}」"


def left_before(activity: "Activity") -> str:
    """The sender's own row is still in the list though he left."""
    return f"您之前退出了，要再来请发「报名 {activity.number}」"


def kept(names: Sequence[str]) -> str:
    """To a leader whose list lacks people: nobody is removed by a list."""
    return f"名单里少了 {names_of(names)}，我没有取消他们"


def problems(parts: Sequence[str]) -> str:
    """The second line."""
    return f"{'；'.join(parts[:4])}。"


def cancel_yours(activity: "Activity", names: Sequence[str]) -> str:
    """The sender has taken himself, or somebody he speaks for, out of the list."""
    return f"{title(activity)} 您贴的名单里没有 {names_of(names)} 了，要取消报名吗？要的话回 1，不是就不用管。"


def not_in_his_list(activity: "Activity", names: Sequence[str]) -> str:
    """The same in private, when the list came late."""
    return f"{title(activity)} 您贴的名单里没有 {names_of(names)} 了，要取消报名吗？要的话回 1，不是就不用管。"


def recalled(activity: "Activity", names: Sequence[str]) -> str:
    """He has taken his message back."""
    return f"您撤回了 {title(activity)} 的接龙，{names_of(names)} 还在名单上。要取消报名就回 1，不取消不用管。"


def caught_up(activity: "Activity", lists: int, names: Sequence[str], waiting: Sequence[str], total: str) -> str:
    """One line for all the lists that came late and together."""
    text = f"刚才断线，补上了 {lists} 份接龙：{title(activity)} 新增 {len(names)} 人（{names_of(names)}），{total}。"
    return text + (f"{names_of(waiting)} 先排候补。" if waiting else "")


def which(activities: Sequence["Activity"]) -> str:
    """Several fit."""
    lines = [f"{index}. {title(each)} {moment(each.starts_at)}" for index, each in enumerate(activities, 1)]
    return "这份接龙是哪个活动的？回前面的数字：\n" + "\n".join(lines)


def other_day(activity: "Activity") -> str:
    """The title names another day."""
    return f"接龙标题上的日期和 {title(activity)}（{moment(activity.starts_at)}）对不上，是这个活动吗？是就回 1，不是就不用管。"


def many(activity: "Activity", count: int) -> str:
    """Very many new rows at once."""
    return f"这份接龙一下多了 {count} 人，要都加进 {title(activity)} 吗？回 1 就加。"


def make_one() -> str:
    """To a leader: nothing open fits."""
    return "现在没有对得上的活动。要按这份接龙发一个活动吗？回 1，名单上的人一起报上。"


def paste_again() -> str:
    """Something is still to be asked before there is an activity."""
    return "发好后把接龙再贴一次，名单就进来了。"


def fits_nothing() -> str:
    """To a resident who spoke to us."""
    return "没找到这份接龙对应的活动。发「活动」看现在有哪些，或者引用活动通知再贴一次。"


def not_held() -> str:
    """The list that was asked about has been replaced or is not his."""
    return "那份接龙我已经不记着了，请再贴一次。"


def title_changed(activity: "Activity", who: str) -> str:
    """To the leader: somebody's list has another title but the same people."""
    return f"{who} 贴的接龙改了标题，人和 {title(activity)} 的大多一样，我没有收。要收的话请您把它贴一次。"


def touched(activity: "Activity", who: str, removed: Sequence[str], altered: Sequence[str]) -> str:
    """To the leader: somebody removed or rewrote the rows of others; nothing was changed."""
    parts = [f"删了 {names_of(removed)}"] if removed else []
    parts += [f"改了 {names_of(altered)} 的备注"] if altered else []
    return f"{who} 贴的 {title(activity)} 接龙里{'、'.join(parts)}。名单没有动，请您看一下。"


def taken_back(activity: "Activity", gone: Sequence[str], back: Sequence[str], total: str) -> str:
    """A paste was undone: whom it had added, and whose row is as it was before."""
    off = f"这次接龙加的 {names_of(gone)} 已去掉，" if gone else ""
    again = f"{names_of(back)} 改回原来的，" if back else ""
    return f"撤销了：{title(activity)} {off}{again}{total}。"
