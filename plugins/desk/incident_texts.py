"""What the 管理员 is told when something does not work, and when it works again."""

from collections.abc import Sequence
from datetime import datetime

from plugins.inbox.catching_up_texts import lasted, stretch
from plugins.kernel import clock

from .models import Incident, Trouble
from .signs import Sign


def began(sign: Sign) -> str:
    """What is wrong, and where to look."""
    if sign.kind is Trouble.PEER:
        return f"！{_peer(sign.subject)}断开了（{_time(sign)}起），那边的群里现在听不到。\n请看看对接程序（NapCat）还登着没有。"
    if sign.kind is Trouble.QUEUE:
        return (
            f"！有 {sign.amount} 条消息该发没发出去，最早的等了 {lasted(sign.since, clock.now())}。\n发「状态」「发件箱」看看。"
        )
    if sign.kind is Trouble.TICK:
        return f"！定时的活儿“{sign.subject}”连着出错。\n日志里写着原因，请懂程序的人看看。"
    return f"！磁盘只剩 {sign.amount}% 了。\n请清出一些地方，不然会存不进新的报名。"


def ended(incident: Incident) -> str:
    """It works again."""
    return {
        Trouble.QUEUE: "排队的消息都发出去了。",
        Trouble.TICK: f"定时的活儿“{incident.subject}”又正常了。",
        Trouble.DISK: "磁盘又有地方了。",
    }[Trouble(incident.kind)]


def unheard(account: str, since: datetime, until: datetime, communities: Sequence[str]) -> str:
    """It is back, and what was said meanwhile can be had from nobody."""
    return (
        f"{_peer(account)}又连上了，断了 {lasted(since, until)}（{stretch(since, until)}）。\n"
        f"这段时间{'、'.join(communities)}群里的话没听到，也补不回来。请在群里说一声：要报名、取消的，再发一次。"
    )


def caught_up(account: str, since: datetime, until: datetime, done: int) -> str:
    """It is back, and what was said meanwhile has been heard."""
    what = f"补办了 {done} 件事，群里说过了。" if done else "没有漏下要办的事。"
    return (
        f"{_peer(account)}又连上了，断了 {lasted(since, until)}（{stretch(since, until)}）。\n这段时间群里的话都听到了，{what}"
    )


def _peer(account: str) -> str:
    platform = account.partition(":")[0]
    return {"qq": "QQ", "wechat": "微信"}.get(platform, platform)


def _time(sign: Sign) -> str:
    return f"{clock.local(sign.since):%H:%M}"
