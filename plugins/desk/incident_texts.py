"""What the 管理员 is told when something does not work, and when it works again."""

from datetime import timedelta

from plugins.kernel import clock

from .models import Incident, Trouble
from .signs import Sign

MINUTE, DAY = 60, 24


def began(sign: Sign) -> str:
    """What is wrong, and where to look."""
    if sign.kind is Trouble.PEER:
        return f"！{_peer(sign.subject)}断开了（{_time(sign)}起），那边的群里现在听不到。\n请看看对接程序（NapCat）还登着没有。"
    if sign.kind is Trouble.QUEUE:
        return f"！有 {sign.amount} 条消息该发没发出去，最早的等了 {_lasted(clock.now() - sign.since)}。\n发「状态」「发件箱」看看。"
    if sign.kind is Trouble.TICK:
        return f"！定时的活儿“{sign.subject}”连着出错。\n日志里写着原因，请懂程序的人看看。"
    return f"！磁盘只剩 {sign.amount}% 了。\n请清出一些地方，不然会存不进新的报名。"


def ended(incident: Incident) -> str:
    """It works again."""
    assert incident.ended_at is not None
    lasted = _lasted(incident.ended_at - incident.began_at)
    return {
        Trouble.PEER: f"{_peer(incident.subject)}又连上了，断了 {lasted}。这段时间群里的话可能没听到。",
        Trouble.QUEUE: "排队的消息都发出去了。",
        Trouble.TICK: f"定时的活儿“{incident.subject}”又正常了。",
        Trouble.DISK: "磁盘又有地方了。",
    }[Trouble(incident.kind)]


def _peer(account: str) -> str:
    platform = account.partition(":")[0]
    return {"qq": "QQ", "wechat": "微信"}.get(platform, platform)


def _time(sign: Sign) -> str:
    return f"{clock.local(sign.since):%H:%M}"


def _lasted(span: timedelta) -> str:
    minutes = max(int(span.total_seconds()) // MINUTE, 1)
    hours, rest = divmod(minutes, 60)
    if hours >= 2 * DAY:
        return f"{hours // DAY} 天"
    return " ".join([f"{hours} 小时"] * bool(hours) + [f"{rest} 分钟"] * bool(rest))
