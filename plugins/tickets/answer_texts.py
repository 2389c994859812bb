"""What somebody hears who has just done something to a ticket, or asked about it. In a group the view holds no word of it."""

from collections.abc import Sequence
from datetime import datetime

from . import texts
from .audience import Audience, View
from .life import Verb
from .texts import UNDO


def _in_group(view: View) -> bool:
    return view.audience is Audience.GROUP


def took(view: View, number: int) -> str:
    """接单."""
    if _in_group(view):
        return f"{view.label} 接下了，详情私聊发您。{UNDO}"
    return f"接下了：{details(view)}\n办完发「办结 {number} 怎么办的」。{UNDO}"


def details(view: View) -> str:
    """All that the taker needs."""
    said = f"\n{view.words}" if view.words else ""
    photos = f"（照片 {len(view.photos)} 张）" if view.photos else ""
    who = f"\n{view.reporter} 报的" if view.reporter else ""
    due = f"，{texts.by_when(view)}" if view.due else ""
    return f"{texts.title(view)}{due}{said}{photos}{who}"


def details_in_private(view: View, number: int) -> str:
    """To the taker who said it in a group."""
    return f"您接下的 {details(view)}\n办完发「办结 {number} 怎么办的」。"


def handed_over(view: View, passed: str) -> str:
    """转交. ``passed``: who was passed over because he is away."""
    return f"{texts.title(view)} 转给 {texts.owner(view)} 了，已经告诉对方。{passed}{UNDO}"


def passed_over(offices: Sequence[str], instead: str) -> str:
    """Somebody is away: said truthfully."""
    return f"{'、'.join(offices)}请假，先由{instead}接。" if offices else ""


def sent_back(view: View) -> str:
    """退回."""
    return f"{texts.title(view)} 退回了，交给社工重新安排。{UNDO}"


def finished(view: View, lost: int, *, asked: bool) -> str:
    """办结. ``lost``: photos that could not be fetched. ``asked``: whether there is somebody who can be asked."""
    missing = f"（{lost} 张照片没存上）" if lost else ""
    then = "已经去问报的人好了没有" if asked else "没有能问的人，等社工核实"
    return f"{texts.title(view)} 记下办完了，{then}。{missing}{UNDO}"


def shelved(view: View, *, guessed: bool) -> str:
    """挂账. ``guessed``: no day was named."""
    day = texts.day(view.due) if view.due else ""
    own = "（没写日期，先定一个月）" if guessed else ""
    return f"{texts.title(view)} 挂账了，{day} 再看{own}，到时提醒。已经告诉报的人。{UNDO}"


def merged(view: View, other: str) -> str:
    """重复."""
    return f"{texts.title(view)} 并到 {other} 一起办，报的人会听到 {other} 的进展。{UNDO}"


def unfounded(view: View) -> str:
    """不属实."""
    return f"{texts.title(view)} 按不属实结了，原因已经告诉报的人。{UNDO}"


def withdrawn(view: View) -> str:
    """撤回."""
    return f"{texts.title(view)} 撤回了，不用再办。{UNDO}"


def thanked(view: View) -> str:
    """好了."""
    return f"太好了，{texts.title(view)} 结案了。谢谢您回话。{UNDO}"


def half(view: View, number: int) -> str:
    """一半."""
    return f"知道了，{texts.title(view)} 请 {texts.owner(view)} 接着办，{texts.by_when(view)}。{UNDO}"


def again(view: View, number: int) -> str:
    """没有, 重开."""
    return f"知道了，{texts.title(view)} 重新办，这次交给 {texts.owner(view)}，{texts.by_when(view)}。{UNDO}"


def say_more() -> str:
    """After 一半 or 没有 without a word."""
    return "\n哪里没好？直接说一句，我一起转过去；不想说就回 0。"


def verified(view: View) -> str:
    """核实."""
    return f"{texts.title(view)} 核实过了，算办好。{UNDO}"


def noted(view: View) -> str:
    """补充."""
    return f"{texts.title(view)} 记上了，已经转过去。{UNDO}"


def nudged(view: View) -> str:
    """催办."""
    return f"{texts.title(view)} 替您催了。现在：{texts.state(view)}。"


def nobody_to_nudge(view: View) -> str:
    """催办, where no office is held yet."""
    return f"{texts.title(view)} 记着呢，可社区还没有安排人接，一有人就派给他。急的话请直接打社区电话或 12345。"


def nudged_today(view: View) -> str:
    """催办, again."""
    return f"{texts.title(view)} 今天已经催过一次了，明天还能再催。现在：{texts.state(view)}。"


def followed(view: View) -> str:
    """跟进."""
    return f"好的，{texts.title(view)} 有进展就私聊告诉您。现在：{texts.state(view)}。{UNDO}"


def followed_before(view: View) -> str:
    """跟进, again or of one's own."""
    return f"{texts.title(view)} 有进展本来就会告诉您。现在：{texts.state(view)}。"


def unfollowed(view: View) -> str:
    """Undone."""
    return f"{texts.title(view)} 不再跟进。"


def progress(view: View, steps: Sequence[str], hint: str) -> str:
    """进度: in a group one line, in private what has happened and what can be said."""
    head = f"{texts.title(view)}：{texts.state(view)}。"
    if _in_group(view):
        return head
    said = f"\n{texts.short(view.words, 200)}" if view.words else ""
    photos = f"（照片 {len(view.photos)} 张）" if view.photos else ""
    return "\n".join([f"{head}{said}{photos}", *steps, *([hint] if hint else [])])


def step(verb: Verb | None, at: datetime, who: str, said: str) -> str:
    """One line of what has happened."""
    name = "报上来" if verb is None else Verb(verb).value
    return f"· {texts.moment(at)} {who}{' ' if who else ''}{name}{f'：{texts.short(said)}' if said else ''}"


def you_are_welcome() -> str:
    """Thanks where a word was asked for: nothing is passed on."""
    return "不客气！有要补充的随时说。"
