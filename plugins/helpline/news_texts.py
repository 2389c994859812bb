"""What the one who asked, and those who are asked, hear of a 求助. Written from a ``View``: who may not know a thing cannot be told it."""

from plugins.tickets import texts
from plugins.tickets.audience import Audience, View
from plugins.tickets.life import Verb

CRISIS = "危急"
"""The sort of a need that is opened by words of danger; those on duty hear of it in words of its own."""
_ASKS = (Verb.ASSIGN, Verb.TRANSFER, Verb.REVIEW)
_AGAIN = (Verb.REOPEN, Verb.UNFIXED)


def news(verb: Verb | None, audience: Audience, view: View) -> str | None:
    """The words for this reader; ``None`` leaves them to the house."""
    if audience == Audience.REPORTER:
        return _to_asker(verb, view)
    if audience == Audience.OWNER and verb in _ASKS:
        return "" if view.category == CRISIS and verb == Verb.ASSIGN else asked(view)
    if audience == Audience.OWNER and verb in _AGAIN:
        return f"上次没解决，请您接着帮：\n{asked(view)}"
    return None


def number(view: View) -> str:
    """The number without 求."""
    return view.label.lstrip("求")


def asked(view: View) -> str:
    """To the leader: sort, building, urgency, and nothing that names a person."""
    head = "【急】有人求助" if view.urgent else "有人求助"
    what = "，".join(part for part in (view.category, view.place) if part)
    return f"{head} {view.label}：{what}\n您接就发「接单 {number(view)}」，姓名、住址、电话我再私下告诉您。\n接不了发「转交 {number(view)} 队名」。"


def _to_asker(verb: Verb | None, view: View) -> str | None:
    if verb == Verb.TAKE:
        return f"{view.label}：{texts.owner(view)} 接单了，会和您联系。\n要说什么，引用这句话回，或发「回复 {number(view)} 您的话」。"
    if verb == Verb.FINISH:
        said = f"（{view.step}）" if view.step else ""
        return f"{view.label}：接单的人说办好了{said}。"
    if verb in (Verb.TRANSFER, Verb.RETURN):
        return f"{view.label}：换人来办，已转给 {texts.owner(view)}，有人接单就告诉您。"
    if verb in _AGAIN:
        return f"{view.label}：重新办，这次交给 {texts.owner(view)}，有人接单就告诉您。"
    if verb == Verb.RAISE:
        return f"{view.label}：还没人接单，又催过了。着急就直接打社区电话。"
    return None


def raised(audience: Audience, view: View, before: str, to: str) -> str | None:
    """Nobody has taken it: whom it goes to now, said truthfully."""
    if audience == Audience.REPORTER:
        if view.category == CRISIS:
            return f"{view.label}：还没有人接，又催了{to}。您有危险就马上打 110、120；心里难受打 12356，孩子打 12355。"
        if before == to:
            return f"{view.label}：还没有人接单，又催了{to}。着急就直接打社区电话，不用了发「撤回 {number(view)}」。"
        return f"{view.label}：暂时没有联系上{before}，已转{to}。有人接单就告诉您。"
    if audience == Audience.OWNER:
        return f"还没有人接单，请您看看：\n{asked(view)}" if before == to else f"{before}没有接单，转给您：\n{asked(view)}"
    return None


def not_reached(view: View, name: str) -> str:
    """To the 社工: a leader's private chat is closed."""
    return f"{view.label}：给 {name} 的私聊没送到，请打电话告诉他有人求助。没人接就您来：「接单 {number(view)}」。"
