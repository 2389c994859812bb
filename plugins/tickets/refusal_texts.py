"""Sentences for what cannot be done to a ticket, each with what to do instead."""

from collections.abc import Collection, Sequence

from .life import Standing, State, Verb

_CAN = {
    Verb.TAKE: "接单", Verb.TRANSFER: "转交", Verb.RETURN: "退回", Verb.FINISH: "办结", Verb.SHELVE: "挂账",
    Verb.WITHDRAW: "撤回", Verb.FIXED: "好了", Verb.UNFIXED: "没有", Verb.REOPEN: "重开", Verb.VERIFY: "核实", Verb.NUDGE: "催办",
}  # fmt: skip


def no_such_ticket(number: int) -> str:
    """No ticket of that number here, or none that the speaker may know of."""
    return f"没找到 {number} 号工单，请看看号码对不对。"


def which_ticket(verb: str) -> str:
    """No number, and nothing quoted."""
    return f"请写上工单号，例如「{verb} 123」；号码在我发给您的消息里。"


def not_now(label: str, state: State, verb: Verb, can: Sequence[Verb]) -> str:
    """The table does not have it."""
    words = [_CAN[each] for each in can if each in _CAN]
    instead = f"，现在可以：{'、'.join(dict.fromkeys(words))}" if words else ""
    if state == State.CLOSED and verb == Verb.FINISH:
        return f"{label} 之前就办结了{instead}。"
    if verb == Verb.TAKE and state == State.WORKING:
        return f"{label} 已经有人接了{instead}。"
    return f"{label} 现在是「{state}」，不能{verb}{instead}。"


def not_yours(label: str, verb: Verb, who: Collection[Standing]) -> str:
    """Somebody else has to say it."""
    named = "、".join(each.value for each in Standing if each in who)
    return f"{label} 的「{verb}」要由{named}来发。"


def not_your_own_work(label: str) -> str:
    """Nobody confirms his own work, nor what he gets points for."""
    return f"{label} 是您自己报的或经办的，要请别的社工来核实。"


def say_why(number: int, verb: Verb) -> str:
    """Words are missing."""
    example = {
        Verb.FINISH: "已换新井盖",
        Verb.RETURN: "不属本网格",
        Verb.SHELVE: "需资金 12月再看",
        Verb.UNFOUNDED: "去看过没有这个情况",
        Verb.REOPEN: "井盖还是响",
        Verb.NOTE: "又多了一处",
    }.get(verb, "原因")
    return f"请带上一句说明，例如「{verb} {number} {example}」。"


def too_long(most: int) -> str:
    """An essay."""
    return f"太长了，请写在 {most} 个字以内。"


def already_known(label: str) -> str:
    """The same state of things once more."""
    return f"{label} 之前就是这样了，没有变。"
