"""Sentences about two records of one person."""

from collections.abc import Sequence

from .texts import UNDO, said

PLATFORMS = {"qq": "QQ", "wechat": "微信"}


def platform(name: str) -> str:
    """qq → QQ."""
    return PLATFORMS.get(name, name)


def described(name: str, place: str, accounts: Sequence[str], proxy: str) -> str:
    """王阿姨（3栋，QQ）."""
    how = "、".join(dict.fromkeys(platform(each) for each in accounts)) or (f"{proxy}代报" if proxy else "没有账号")
    return f"{name}（{'，'.join(part for part in (place, how) if part)}）"


def how() -> str:
    """Not two names."""
    return (
        "请写两个名字，前一份留下、后一份并进来，例如「合并 王阿姨 王姨」；同名的写上楼栋：「合并 王阿姨(3栋) 王阿姨(5栋)」。"
    )


def unknown(word: str) -> str:
    """Nobody of that name."""
    return f"没找到「{said(word)}」。请写他在名单上的名字，什么也没有改动。"


def which(word: str, some: Sequence[str]) -> str:
    """Several of one name."""
    rows = [f"{number} {each}" for number, each in enumerate(some, 1)]
    return "\n".join([f"有 {len(some)} 位叫「{said(word)}」，是哪一位？回数字：", *rows])


def the_same(name: str) -> str:
    """One record twice."""
    return f"{name} 只有一份记录，不用合并。"


def organisation(name: str) -> str:
    """An organisation's record."""
    return f"{name} 是共建单位，不能和人合并。"


def preview(kept: str, gone: str, rooms: Sequence[str]) -> str:
    """What would happen."""
    rows = [f"· {each}" for each in rooms] or ["· 后一份还没有记录"]
    return "\n".join(
        [f"要把 {gone} 并进 {kept}：", *rows, "报名、账、职务、账号都归到前一份。确定回 1，不对回 0（现在还没有改动）。"]
    )


def merged(kept: str, gone: str) -> str:
    """They are one."""
    return f"{gone} 并进 {kept} 了，报名和账都算在一起。{UNDO}"


def apart(names: Sequence[str]) -> str:
    """They are two again."""
    return f"撤销了：{names[0]} 和 {names[1]} 还是两份记录，各是各的。"


def told(name: str) -> str:
    """To the person."""
    return f"{name}，社工把您的两份记录合成了一份，报名、时长和积分都在一起了。发「积分」可以看；不对请找社工。"


def is_it_you(name: str, some: Sequence[str]) -> str:
    """After registering: somebody without an account has the same name."""
    if len(some) == 1:
        return f"还有一份「{name}」的记录：{some[0]}，是您吗？是就回 1，并到您名下；不是回 0。"
    rows = [f"{number} {each}" for number, each in enumerate(some, 1)]
    return "\n".join([f"还有 {len(some)} 份「{name}」的记录，哪一份是您？回数字，都不是回 0：", *rows])


def not_yours() -> str:
    """Not claimable any more."""
    return "这份记录现在不能并到您名下，没有改动。需要的话请找社工合并。"


def claimed(name: str) -> str:
    """A record without an account is the speaker's now."""
    return f"好的，{name} 以前别人代报的都并到您名下了，以后通知直接发给您。{UNDO}"
