"""Sentences of the desk. The words of a message that was meant for one person never stand here."""

from collections.abc import Sequence

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.masking import mask
from plugins.outbox.models import OutgoingMessage, State

LONGEST_ERROR = 40
FATE = {State.FAILED: "没送到", State.UNKNOWN: "不知送到没有"}


def outbox(waiting: int, troubled: int, listed: Sequence[OutgoingMessage]) -> str:
    """The state of the outbox."""
    head = f"发件箱：排队 {waiting} 条，没送到或不确定的 {troubled} 条。"
    if not listed:
        return head
    more = [f"（只列最近 {len(listed)} 条）"] if troubled > len(listed) else []
    return "\n".join([head, *map(_line, listed), *more, f"要再送一次，发「重发 {listed[0].id}」。"])


def _line(message: OutgoingMessage) -> str:
    address = Address.parse(message.to)
    chat = "群" if address.is_group else "私聊"
    due = clock.local(message.due_at)
    error = f"：{_reason(message.error)}" if message.error else ""
    return f"{message.id} 号 {chat}（{address.platform}）{due.month}月{due.day}日 {due:%H:%M} {FATE[message.state]}{error}"


def _reason(error: str) -> str:
    """The peer's own words, in one line."""
    return mask(" ".join(error.split()))[:LONGEST_ERROR]


def which_message() -> str:
    """No number, or none that can be one."""
    return "请写上编号，例如「重发 8」。编号看「发件箱」。"


def queued_again(number: int) -> str:
    """It is on its way again. There is nothing to take back: once said, it is said."""
    return f"{number} 号重新排队了，马上再送一次。结果看「发件箱」。"
