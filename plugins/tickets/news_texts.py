"""What people hear when something happens to a ticket: the one who asked, who follows it, who has to act, who had it before."""

from collections.abc import Callable, Sequence

from . import texts
from .audience import Audience, View
from .life import Verb, Verdict

_ACTS = (Audience.OWNER, Audience.TAKER, Audience.STAFF)


def news(verb: Verb | None, view: View, number: int, *, former: bool = False) -> str:
    """The sentence for this reader; empty when it is no news for him."""
    if former:
        return f"{texts.title(view)}：不用您办了，{texts.state(view)}。"
    table = _TO_HANDLER if view.audience in _ACTS else _TO_ASKER
    say = table.get(Verb(verb)) if verb else None
    if say is None:
        return ""
    return say(view, number)


def _because(view: View) -> str:
    photos = f"（附 {len(view.step_photos)} 张照片）" if view.step_photos else ""
    return f"：{view.step}{photos}" if view.step else photos


def _until(view: View) -> str:
    when = texts.by_when(view)
    return f"，{when}给您回话" if when else ""


def _assigned(view: View, number: int) -> str:
    return f"{texts.title(view)}：交给 {texts.owner(view)} 了{_until(view)}。"


def _taken_up(view: View, number: int) -> str:
    return f"{texts.title(view)}：{texts.owner(view)} 接单了{_until(view)}。"


def _sent_back(view: View, number: int) -> str:
    return f"{texts.title(view)}：没找对人，社工正在重新安排{_until(view)}。"


def _shelved(view: View, number: int) -> str:
    again = f"{texts.day(view.due)} 再看，到时告诉您。" if view.due else "有进展就告诉您。"
    return f"{texts.title(view)}：暂时办不了{_because(view)}。\n{again}"


def _same_as(view: View, number: int) -> str:
    return f"{texts.title(view)}：和先前报的一件是同一件事，一起办，进展照样告诉您。"


def _unfounded(view: View, number: int) -> str:
    return f"{texts.title(view)}：去核对过，没有发现这个问题{_because(view)}。\n还有就发「重开 {number} 在哪里」。"


def _withdrawn(view: View, number: int) -> str:
    return f"{texts.title(view)}：报的人撤回了。"


def _fixed(view: View, number: int) -> str:
    return f"{texts.title(view)}：办好了，报的人确认过。"


def _verified(view: View, number: int) -> str:
    """Who follows has heard before that it is fixed."""
    if view.verdict == Verdict.FIXED and view.audience is Audience.FOLLOWER:
        return ""
    return f"{texts.title(view)}：社工核实过，办好了。谢谢您。"


def _reopened(view: View, number: int) -> str:
    return f"{texts.title(view)}：没办好，重新办，这次交给 {texts.owner(view)}{_until(view)}。"


def _half(view: View, number: int) -> str:
    return f"{texts.title(view)}：还差一半，{texts.owner(view)} 接着办{_until(view)}。"


def _lapsed(view: View, number: int) -> str:
    return f"{texts.title(view)}：没等到您回话，先记成“未确认”结案。没办好就发「没有 {number}」，办好了发「好了 {number}」。"


def _raised(view: View, number: int) -> str:
    return f"{texts.title(view)}：过了答应的时间还没办好，已经往上报了。对不住，再催着。"


def _noted(view: View, number: int) -> str:
    return f"{texts.title(view)}：有新消息{_because(view)}。"


_TO_ASKER: dict[Verb, Callable[[View, int], str]] = {
    Verb.ASSIGN: lambda view, number: "",
    Verb.TAKE: _taken_up,
    Verb.TRANSFER: _assigned,
    Verb.RETURN: _sent_back,
    Verb.FINISH: lambda view, number: f"{texts.title(view)}：经办说办完了{_because(view)}。",
    Verb.SHELVE: _shelved,
    Verb.REVIEW: _assigned,
    Verb.DUPLICATE: _same_as,
    Verb.UNFOUNDED: _unfounded,
    Verb.WITHDRAW: _withdrawn,
    Verb.FIXED: _fixed,
    Verb.HALF: _half,
    Verb.UNFIXED: _reopened,
    Verb.REOPEN: _reopened,
    Verb.VERIFY: _verified,
    Verb.LAPSE: _lapsed,
    Verb.RAISE: _raised,
    Verb.NOTE: _noted,
}


def task(view: View, number: int) -> str:
    """To whoever has to see to it: what, from whom, until when, and what to answer."""
    photos = f"（照片 {len(view.photos)} 张）" if view.photos else ""
    said = f"\n{texts.short(view.words, 200)}{photos}" if view.words or photos else ""
    who = f"\n{view.reporter} 报的" if view.reporter else ""
    urgent = "【急】" if view.urgent else ""
    said += f"\n转交说明{_because(view)}" if view.step else ""
    due = f"{texts.by_when(view)}办。" if view.due else ""
    return f"{urgent}新工单 {texts.title(view)}{said}{who}\n{due}回「接单 {number}」；不归您管回「退回 {number} 原因」。"


def _again(view: View, number: int) -> str:
    said = f"\n报的人说{_because(view)}" if view.step else ""
    return f"没办好、重开的工单 {texts.title(view)}{said}\n{texts.by_when(view)}办。回「接单 {number}」。"


def _back_to_staff(view: View, number: int) -> str:
    return f"{texts.title(view)} 被退回{_because(view)}\n请安排：「转交 {number} 队名或人名」，办不了「挂账 {number} 原因」。"


def _to_do_still(view: View, number: int) -> str:
    return f"{texts.title(view)}：报的人说还差一半{_because(view)}。{texts.by_when(view)}接着办好，再发「办结 {number} 说明」。"


def _to_hurry(view: View, number: int) -> str:
    return f"{texts.title(view)}：有人催办。{texts.state(view)}。办完发「办结 {number} 说明」。"


def _work_verified(view: View, number: int) -> str:
    return "" if view.verdict == Verdict.FIXED else f"{texts.title(view)}：社工核实过，办好了，谢谢您！"


_TO_HANDLER: dict[Verb, Callable[[View, int], str]] = {
    Verb.ASSIGN: task,
    Verb.TRANSFER: task,
    Verb.REVIEW: task,
    Verb.RETURN: _back_to_staff,
    Verb.REOPEN: _again,
    Verb.UNFIXED: _again,
    Verb.HALF: _to_do_still,
    Verb.WITHDRAW: lambda view, number: f"{texts.title(view)}：报的人撤回了，不用办了。",
    Verb.DUPLICATE: lambda view, number: f"{texts.title(view)}：和另一件重复，不用单独办了。",
    Verb.FIXED: lambda view, number: f"{texts.title(view)}：报的人说好了，谢谢您！",
    Verb.VERIFY: _work_verified,
    Verb.LAPSE: lambda view, number: f"{texts.title(view)}：报的人一直没回话，按“未确认”结案。",
    Verb.NOTE: _noted,
    Verb.NUDGE: _to_hurry,
    Verb.TAKE: lambda view, number: f"{texts.title(view)}：{texts.state(view)}。",
    Verb.FINISH: lambda view, number: f"{texts.title(view)}：{texts.state(view)}。",
    Verb.SHELVE: lambda view, number: f"{texts.title(view)}：{texts.state(view)}。",
    Verb.UNFOUNDED: lambda view, number: f"{texts.title(view)}：{texts.state(view)}。",
}


def taken(view: View) -> str:
    """To others who were asked."""
    return f"{texts.title(view)}：{texts.state(view)}，您不用管了。"


def is_it_fixed(own: str | None, view: View, asks: str, answers: Sequence[str]) -> str:
    """The question, with the numbers that answer it. ``own``: the kind's own way to begin."""
    begun = own if own is not None else f"{texts.title(view)}：经办说办完了{_because(view)}。"
    numbers = "，".join(f"回 {number} {word}" for number, word in enumerate(answers, 1))
    return f"{begun}\n{asks}{numbers}。"


def taken_back(view: View) -> str:
    """Whoever was told of a step hears that it was taken back."""
    return f"{texts.title(view)}：刚才那一步收回了，现在：{texts.state(view)}。"


def nudge_stands() -> str:
    """「撤销」 after 「催办」."""
    return "刚才的「催办」已经送到经办人那里，收不回来，也不影响这张单。不想办了发「撤回 单号」。"


def soon_due(view: View, number: int) -> str:
    """Before the deadline."""
    return f"{texts.title(view)} 快到期了，{texts.by_when(view)}要办完。办完发「办结 {number} 说明」，办不了发「挂账 {number} 原因」。"


def due_now(view: View, number: int) -> str:
    """At the deadline."""
    return f"{texts.title(view)} 到期了还没办完。办完发「办结 {number} 说明」；办不了发「转交 {number} 谁」或「挂账 {number} 原因」。"


def overdue(view: View, number: int) -> str:
    """One stage up."""
    since = f"（{texts.moment(view.due)} 到期）" if view.due else ""
    return f"{texts.title(view)} 超时了{since}，{texts.state(view).partition('，')[0]}。请过问：「接单 {number}」或「转交 {number} 谁」。"


def to_the_street(view: View, number: int) -> str:
    """To the 社工, at the top of what the community itself can do."""
    return f"{texts.title(view)} 社区这一级也超时了。请报街道或 12345，并发「跟进 {number} 已报街道」。"


def warning(view: View, number: int) -> str:
    """The day before silence closes it."""
    return f"{texts.title(view)}：明天就按“未确认”结案了。好了发「好了 {number}」，没好发「没有 {number}」。"


def not_delivered(view: View, name: str, number: int) -> str:
    """To staff: a letter did not reach its person."""
    return f"{texts.title(view)}：给 {name} 的消息没送到（私聊不通），请电话联系。发「进度 {number}」看详情。"


def not_reached(view: View, to: str) -> str:
    """To the one who asked: said truthfully."""
    return f"{texts.title(view)}：暂时没有联系上负责的人，已经转告{to}，有人接手就告诉您。"


def reporter_not_reached(view: View, number: int) -> str:
    """To staff: the one who asked did not get the news."""
    return f"{texts.title(view)}：给报的人的消息没送到（私聊不通），请电话联系。发「进度 {number}」看详情。"
