"""Sentences of asking for help: the first answer, the dialog, and what is said where others read along."""

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = ("what", "where", "when", "phone", "urgent")
_ASKS = {
    "what": "要帮什么忙？说一句就行，例如「水龙头坏了」「想找人陪去医院」。",
    "where": "在哪里？例如「8栋1单元302」。",
    "when": "什么时候需要？例如「明天上午」。",
    "phone": "怎么称呼您，电话多少？例如「王秀英 13800138000」。",
    "urgent": "急不急？回 1 急，回 2 不急。",
}
_MISSING = {"住址": "8栋1单元302", "电话": "13800138000"}
SKIP = "不想说就回「跳过」，不办了回「取消」。"


@dataclass(frozen=True, slots=True)
class First:
    """What the one who asked hears first: number, sort, who reads what, and what happens when."""

    label: str
    sort: str
    asked: str
    asked_now: bool
    urgent: bool
    wait: str
    lacks: Sequence[str]


def ask(step: str, *, first: bool) -> str:
    """A question of the dialog."""
    if step == "what":
        return f"{_ASKS[step]}\n只有接单的人看得到您写的。不办了回「取消」。"
    return f"{_ASKS[step]}{SKIP}" if first else _ASKS[step] + "（可以「跳过」）"


def accepted(first: First) -> str:
    """Number at once, who will read it, what happens next."""
    urgent = "急事，" if first.urgent else ""
    lines = [f"收到，编号 {first.label}（{urgent}{first.sort}）。"]
    if first.asked_now:
        lines.append(f"现在问{first.asked}，他只看到类别和楼栋；接单的人才看得到您写的和电话。")
        lines.append(f"{first.wait}没人接就转给下一位，有人接马上告诉您。")
    else:
        lines.append("社区这会儿没有人能接，我明天再问；急的话请直接打社区电话。")
    if first.lacks:
        number, example = first.label.lstrip("求"), _MISSING[first.lacks[0]]
        lines.append(f"还没写{'、'.join(first.lacks)}，要补就发「回复 {number} {example}」。")
    lines.append("（10 分钟内「撤销」可收回）")
    return "\n".join(lines)


def asked_before(label: str) -> str:
    """The same words once more."""
    return f"这件事您已经求助过了，编号 {label}，还在办。要补充就发「回复 {label.lstrip('求')} 您的话」。"


def in_group(*, has_details: bool) -> str:
    """A need in front of everybody: nothing of it is repeated or kept."""
    recall = "您刚才那条里有私事，建议长按撤回。" if has_details else "求助的事群里人多不方便。"
    return f"{recall}我私聊您，在那里接着说；私聊不通就加我好友，发「求助」。"


def in_private() -> str:
    """The beginning in private, after something was said in the group."""
    return f"您刚才在群里求助了，在这里说就行，群里那条我没有留。\n{_ASKS['what']}"


def discreet() -> str:
    """In the group, to somebody whose private chat is closed."""
    return "请加我好友，再私聊我发「求助」。"


def reply_in_group() -> str:
    """Words for the other side, said in front of everybody."""
    return "这样的话请私聊我说，群里那条建议撤回，我没有留。"


def which_community(names: Sequence[str]) -> str:
    """He lives in two."""
    return "您是哪个社区的事？" + "，".join(f"回 {place} {name}" for place, name in enumerate(names, 1)) + "。"


def shall_i(sort: str) -> str:
    """Plain words that sound like a need."""
    return f"要我帮您求助吗（{sort}）？回 1 就办，回 0 不办。只有接单的人看得到您写的。"


def nothing_begun() -> str:
    """There is no dialog."""
    return "没有说到一半的求助。要求助就私聊我发「求助」，后面写要帮什么忙。"


def given_up() -> str:
    """The dialog is over, and nothing of it is kept."""
    return "好的，不办了，您说的我没有留。"


def behalf_form() -> str:
    """「代」 without whom or what."""
    return "请这样发：代 王奶奶 求助 水龙头坏了，8栋1单元302"


def rated(label: str, rating: str) -> str:
    """Thanks for the word."""
    sorry = "对不住，没让您满意，社工会再问问。" if rating == "不满意" else "谢谢您告诉我。"
    return f"{label} 办结了，{sorry}没解决随时发「重开 {label.lstrip('求')} 还差什么」。（撤销可收回）"


def unsolved(label: str, owner: str) -> str:
    """It goes on, one level up."""
    return f"{label}：知道了，重新办，这次交给 {owner}。还差什么，发「回复 {label.lstrip('求')} …」说一句。（撤销可收回）"


def poor(label: str) -> str:
    """To the 社工."""
    return f"{label} 办结了，本人说不满意。请打个电话问问。"


def held(label: str, state: str, words: str, *, erased: bool) -> str:
    """A line in 「我的数据」, for the person himself."""
    return f"{label}（{state}）：{'内容已删除' if erased else ' '.join(words.split())}"


def leaves() -> str:
    """Before the person's data are erased: what becomes of what is open."""
    return "没办完的求助会撤回"
