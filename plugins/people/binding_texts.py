"""Sentences about binding two accounts."""

from collections.abc import Sequence
from datetime import timedelta

from .one_person_texts import platform
from .texts import UNDO


def code(given: str, here: str) -> str:
    """A fresh code and what to do with it."""
    there = "QQ" if here == "wechat" else "微信"
    return (
        f"您的绑定码：{given}\n10 分钟内，用您的{there}私聊小红帽发「绑定 {given}」，两边就是同一个人。只能用一次，别告诉别人。"
    )


def in_private(*, spoilt: bool) -> str:
    """Said in a group."""
    return "绑定请私聊我说。" + ("刚才的码别人也看到了，已经作废，请私聊我发「绑定」重新要一个。" if spoilt else "")


def wrong(left: int) -> str:
    """No such code now."""
    if not left:
        return "绑定码又不对，先停 15 分钟再试。码要在另一个平台私聊我发「绑定」新要一个。"
    return f"没有这个绑定码，或者已经过期、用过了（10 分钟内有效）。请核对，还能试 {left} 次；也可以重新要一个。"


def paused(left: timedelta) -> str:
    """Too many wrong ones."""
    return f"试错太多次了，请过 {max(1, -(-int(left.total_seconds()) // 60))} 分钟再试。"


def other_platform() -> str:
    """Said by the account it was given to."""
    return "这个码要到另一个平台用：在 QQ 要的，去微信里发；在微信要的，去 QQ 里发。"


def one_already() -> str:
    """Bound before."""
    return "这两个账号早就是同一个人了，什么也没有改动。"


def bound(name: str, platforms: Sequence[str]) -> str:
    """To the one who said the code."""
    both = "和".join(dict.fromkeys(platform(each) for each in platforms))
    return f"绑定好了：{both}上都是 {name}，报名、时长、积分和职务合在一起了。{UNDO}"


def told(name: str, where: str) -> str:
    """To the one who was given the code."""
    return f"{name}，您的{platform(where)}账号绑定好了，两边合成一份。不是您本人办的？10 分钟内在这里发「撤销」，再告诉社工。"


def loose() -> str:
    """Taken back, from either side."""
    return "撤销了：两个账号分开了，报名和账各归各的。"


def first_a_community() -> str:
    """Nobody knows yet where the speaker belongs."""
    return "我还不知道您是哪个社区的。请到您用过小红帽的那个平台私聊它发「绑定」，再把码发到这里。"
