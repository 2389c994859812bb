"""To somebody in danger: numbers first, then that people come, gently, and not a word of anything else."""

from .crisis import Crisis

_FIRST = {
    Crisis.SELF_HARM: "我很担心您。请现在就打 12356（心理援助，24 小时有人接），或者 110、120。",
    Crisis.VIOLENCE: "您的安全最要紧：先到安全的地方，马上打 110；受伤了打 120。",
    Crisis.CHILD: "别怕，你说出来就对了。有危险马上打 110；心里难受打 12355，有人听你说，要看病打 120。",
}
_LAST = {
    Crisis.SELF_HARM: "身边有人的话，让他陪着您。想说什么就在这里说，我替您传。",
    Crisis.VIOLENCE: "不方便打电话，就在这里说，我替您传；别让他看到这些话。",
    Crisis.CHILD: "身边有信得过的大人，先去找他。想说什么就在这里说。",
}


def numbers(kind: Crisis) -> str:
    """The numbers, by themselves."""
    return _FIRST[kind]


def heard(kind: Crisis, label: str, *, anybody: bool) -> str:
    """The answer. ``anybody``: whether there is somebody whom we could ask to come; nothing is promised that is not so."""
    who = "你" if kind is Crisis.CHILD else "您"
    coming = (
        f"我已经请社工马上联系{who}（{label}），只有接手的人看得到这些话。"
        if anybody
        else "社区这会儿没有人值班，请先打上面的电话。"
    )
    return "\n".join([_FIRST[kind], coming, _LAST[kind]])


def heard_again(kind: Crisis, label: str) -> str:
    """More of it, while somebody is being asked already."""
    return "\n".join([_FIRST[kind], f"您说的我都转给来帮您的人了（{label}）。", _LAST[kind]])


def in_group(kind: Crisis) -> str:
    """Said to the bot where others read along: short, and nothing repeated."""
    return f"{_FIRST[kind]}\n我私下跟您说，请看私聊。"


def duty(label: str, number: int, kind: Crisis) -> str:
    """To those on duty, at any hour."""
    return (
        f"【急】{label}：有人私下说的话让人担心（{kind}）。\n"
        f"请马上发「接单 {number}」，我把原话和联系方式告诉您；接不了请马上打电话找能接的人。"
    )
