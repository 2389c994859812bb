"""How tickets are spoken of: names, days, one line. Everything is written from a ``View``, so it holds only what its reader may know."""

from datetime import datetime

from plugins.kernel import clock

from .audience import View
from .life import State, Verdict

UNDO = "（撤销可收回）"
WEEKDAYS = "一二三四五六日"
LONGEST_WORDS = 60


def moment(at: datetime) -> str:
    """11月25日 周三 17:00."""
    wall = clock.local(at)
    return f"{day(at)} {wall.hour}:{wall.minute:02}"


def day(at: datetime) -> str:
    """11月25日 周三, with the year where it is another one."""
    wall = clock.local(at)
    year = f"{wall.year}年" if wall.year != clock.local().year else ""
    return f"{year}{wall.month}月{wall.day}日 周{WEEKDAYS[wall.weekday()]}"


def title(view: View) -> str:
    """随123 井盖 3栋."""
    return " ".join(part for part in (view.label or view.kind, view.category, view.place) if part)


def by_when(view: View) -> str:
    """Until when; empty where nobody promised."""
    return f"{moment(view.due)} 前" if view.due else ""


def _till(view: View) -> str:
    """The same where it stands: a day that has passed is said to have passed."""
    return f"{by_when(view)}（已过期限）" if view.due and view.due < clock.now() else by_when(view)


def owner(view: View) -> str:
    """Who has it: the person where he may be named, else his office."""
    return view.handler or view.owner or "社区"


def short(words: str, most: int = LONGEST_WORDS) -> str:
    """As much as fits in a line."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def state(view: View) -> str:
    """The state in words a neighbour understands, with who has it and until when."""
    if view.state is None:
        return ""
    held = owner(view)
    said = {
        State.NEW: "收到了，还没派出去",
        State.ASSIGNED: f"已派给 {held}",
        State.WORKING: f"{held} 正在办",
        State.CHECKING: "经办说办完了，等报的人确认",
        State.RETURNED: "退回了，社工在重新找人办",
        State.SHELVED: f"挂账（暂时办不了），{day(view.due)} 再看" if view.due else "挂账（暂时办不了）",
        State.DUPLICATE: "和另一件是同一件事，一起办",
        State.UNFOUNDED: "核对后没有发现这个问题",
        State.WITHDRAWN: "报的人撤回了",
        State.CLOSED: _closed(view),
    }[State(view.state)]
    waits = view.state in (State.NEW, State.ASSIGNED, State.WORKING, State.RETURNED)
    return f"{said}，{_till(view)}" if waits and view.due else said


def _closed(view: View) -> str:
    if view.verdict == Verdict.UNCONFIRMED:
        return "办结（没有人确认过办好）"
    return "办结，办好了"


def discreet() -> str:
    """In the group, to somebody whose private chat is closed: nothing of what it is about."""
    return "有一条只能私下说的消息给您，请加我好友或私聊我发「我的工单」。"
