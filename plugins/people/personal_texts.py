"""Sentences about personal data."""

from collections.abc import Sequence
from datetime import date, datetime

from plugins.kernel import clock

from .dates import spelt
from .one_person_texts import platform

ERASED_BY = "-erased"
Part = tuple[str, Sequence[str], str]
ON_SCREEN = 3


def erased() -> str:
    """What stands where words have been."""
    return "（本人已删除）"


def nobody() -> str:
    """What somebody is called who has been erased."""
    return "已注销的志愿者"


def account(where: str, user: str, heard_at: datetime) -> str:
    """An account."""
    return f"账号：{platform(where)} {user}，最近一次说话 {spelt(clock.local(heard_at).date())}"


def deeds(number: int) -> str:
    """The audit trail."""
    return f"您办过的改动 {number} 条（只记时间、种类和改了什么，没有您说的话）"


def letters(number: int) -> str:
    """The outbox."""
    return f"发给您的消息 {number} 条"


def viewing(seen_at: datetime, name: str, what: str) -> str:
    """One look at a file."""
    moment = clock.local(seen_at)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M} {name or '社区'}：{what}"


def title(community: str, day: date) -> str:
    """The head of the file."""
    return f"{community} 存着的您的资料（{spelt(day)}）"


def whole(community: str, day: date, parts: Sequence[Part]) -> str:
    """Everything, to be read."""
    lines = [title(community, day)]
    for name, some, kept in parts:
        lines += ["", f"【{name}】（保存：{kept}）", *(some or ["没有"])]
    return "\n".join([*lines, "", "要改发「改档案」，要全部删掉发「删除我的数据」，谁看过发「谁看过我的」。"])


def summary(community: str, parts: Sequence[Part]) -> str:
    """The same in a few lines; the file holds it all."""
    lines = [f"{community}存着的您的资料，全部在上面的文件里："]
    for name, some, _ in parts:
        shown = "；".join(some[:ON_SCREEN]) if some else "没有"
        more = f"……共 {len(some)} 条" if len(some) > ON_SCREEN else ""
        lines.append(f"{name}：{shown}{more}")
    return "\n".join([*lines, "要改发「改档案」，要全部删掉发「删除我的数据」。"])


def nothing() -> str:
    """Nobody known."""
    return "我这里没有存您的资料。"


def sure(children: Sequence[str], leaves: Sequence[str]) -> str:
    """What will be gone and what stays; ``leaves``: what becomes of what is not finished."""
    with_them = f"您监护的{'、'.join(children)}的资料也一起删。" if children else ""
    return (
        f"真的要删吗？名字、电话、档案、账号、还没开始的报名都会删掉，职务和队伍也没有了，找不回来。{with_them}"
        f"{''.join(f'{each}。' for each in leaves)}做过的时长和积分只留总数，不再有您的名字。确定删回 1，不删回 0。"
    )


def gone() -> str:
    """Everything erased."""
    return (
        "都删掉了：名字、电话、档案、账号、报名和给您的消息。时长和积分只留总数，没有名字。谢谢您做过的一切，想回来随时都欢迎。"
    )


def viewings(some: Sequence[str]) -> str:
    """Who looked."""
    if not some:
        return "最近半年没有人看过您的资料。"
    return "\n".join(["最近半年看过您资料的（新的在前）：", *some])


def seen_by_staff(sheet: str) -> str:
    """Somebody's file, to staff."""
    return f"{sheet}\n（您看过这份档案，已记下，本人发「谁看过我的」能看到。）"


def which_file() -> str:
    """Nobody named, or several."""
    return "看谁的档案？例如「看档案 王阿姨」；同名的写上楼栋：「看档案 王阿姨(3栋)」。"


def whole_file() -> str:
    """What was looked at."""
    return "看了您的整份档案"


def talent(asked: str) -> str:
    """What was looked at."""
    return f"按特长「{asked}」找人，看到您的名字、楼栋和特长"


def in_private() -> str:
    """Asked in front of all."""
    return "别人的档案请私聊我看，群里人多不方便。"


def purpose_in_short() -> str:
    """What a file with names is for is kept and shown."""
    return "用途写几个字就行（20 字以内，不加空格和标点），例如「导出 台账 11月 用途 上报街道」。"
