"""Lists of tickets, short enough for a phone."""

from collections.abc import Sequence

from plugins.kernel import clock

from . import texts
from .audience import View
from .life import State

COUNTED = 200


def many(count: int) -> str:
    """A number that is exact as far as it matters."""
    return f"{count} 件以上" if count >= COUNTED else f"{count} 件"


def nothing_to_do() -> str:
    """待办, with nothing."""
    return "您现在没有待办的工单。"


def todo(views: Sequence[View], count: int, overdue: int) -> str:
    """待办."""
    late = f"，超时 {many(overdue)}" if overdue else ""
    rows = [f"{number}. {_to_do(view)}" for number, view in enumerate(views, 1)]
    more = ["（先列最急的）"] if count > len(views) else []
    return "\n".join([f"待办 {many(count)}{late}：", *rows, *more, "回序号看详情。"])


def _to_do(view: View) -> str:
    late = "【超时】" if view.due and view.due < clock.now() else ""
    urgent = "【急】" if view.urgent else ""
    taken = "在办" if view.state == State.WORKING else "待接" if view.state != State.RETURNED else "待派"
    return f"{late}{urgent}{texts.title(view)}｜{texts.by_when(view) or '没定期限'}｜{taken}"


def nothing_reported() -> str:
    """我的工单, with nothing."""
    return "您还没有报过事。看到哪里不对，发「随手报 地方 什么问题」，办到哪了我告诉您。"


def own(views: Sequence[View]) -> str:
    """我的工单."""
    rows = [f"{number}. {texts.title(view)}：{texts.state(view)}" for number, view in enumerate(views, 1)]
    return "\n".join(["您报的事：", *rows, "回序号看详情。"])


def overview(counts: Sequence[tuple[str, int]]) -> str:
    """工单: what there is, for staff."""
    rows = [f"{name} {many(count)}" for name, count in counts]
    return "工单：" + "｜".join(rows) + "\n看哪一类就发「工单 超时」「工单 待派」「工单 挂账」「工单 待核实」。"


def of_group(name: str, views: Sequence[View], count: int) -> str:
    """工单 超时 and the like."""
    if not views:
        return f"{name}的工单现在没有。"
    rows = [f"{number}. {texts.title(view)}｜{texts.state(view)}" for number, view in enumerate(views, 1)]
    more = ["（先列最早的）"] if count > len(views) else []
    return "\n".join([f"{name} {many(count)}：", *rows, *more, "回序号看详情。"])
