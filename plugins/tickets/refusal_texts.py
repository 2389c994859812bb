"""Sentences for what cannot be done to a ticket, each with what to do instead."""

from collections.abc import Collection, Sequence

from plugins.kernel.masking import mask

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
    if verb in (Verb.FIXED, Verb.HALF, Verb.UNFIXED):
        return f"{label} 现在是「{state}」，等经办说办完了再回「{verb}」{instead}。"
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


def to_whom(number: int) -> str:
    """转交 without anybody."""
    return f"请写转给谁：队名、职务或人名，例如「转交 {number} 水电维修」「转交 {number} 3栋网格员」。"


def which_place(number: int, kind: str) -> str:
    """A 网格员 of which place."""
    return f"请写是哪里的{kind}，例如「转交 {number} 3栋{kind}」。"


def nobody_there(number: int) -> str:
    """An office that nobody holds."""
    return f"那个岗位现在没有人，消息没人收。请换一个，例如「转交 {number} 社工」。"


def nobody_called(number: int, name: str) -> str:
    """No team, office or person of that name here."""
    return (
        f"没找到「{mask(name)[:20]}」这支队伍、职务或人。\n"
        f"转给物业、街道、12345 这些外面的单位，请发「挂账 {number} 已转哪里、编号 几号再看」。"
    )


def cannot_be_reached(name: str) -> str:
    """A person without an account and without anybody who speaks for him."""
    return f"{name} 没有能收消息的账号，转过去收不到。请换一个人，或当面交代后由您来办。"


def has_it_already(number: int) -> str:
    """Handed to whoever has it."""
    return f"{number} 号工单本来就在那里了，没有变。"


def too_old(label: str, days: int) -> str:
    """Closed long ago."""
    return f"{label} 结案超过 {days} 天了，请当新的再报一次。"


def not_itself(number: int) -> str:
    """A duplicate of itself, or of a duplicate."""
    return f"请写另一件的号码，例如「重复 {number} 118」。"


def another_kind(label: str) -> str:
    """Duplicates are of one kind."""
    return f"{label} 不是同一类工单，不能合在一起。"


def not_followed(label: str) -> str:
    """What is about a person is followed by nobody."""
    return f"{label} 是别人的私事，不能跟进。"


def said_not_fixed(number: int) -> str:
    """核实 with words that say no."""
    return f"没办好的话请发「重开 {number} 哪里没好」；办好了只发「核实 {number}」。"
