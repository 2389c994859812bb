"""Sentences of the desk. The words of a message that was meant for one person never stand here."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.masking import mask
from plugins.outbox.models import OutgoingMessage, State

from .keeping import day_of

if TYPE_CHECKING:
    from .backup import Backup

LONGEST_ERROR = 40
FATE = {State.FAILED: "没送到", State.UNKNOWN: "不知送到没有"}


MEGABYTE = 1_000_000
LITTLE_LEFT = 1_000_000_000
MOST_GROUPS = 10


def size(count: int) -> str:
    """12.3 MB, 4.5 GB."""
    return f"{count / MEGABYTE:.1f} MB" if count < 1000 * MEGABYTE else f"{count / MEGABYTE / 1000:.1f} GB"


def backed_up(made: "Backup") -> str:
    """A backup is there."""
    photos = f"，照片 {made.photos} 张" if made.photos else ""
    return f"备份好了，打开核对过：{made.folder.name}（{size(made.size)}{photos}）。\n钥匙 secret.key 不在里面，请另外收好。"


def not_backed_up(why: str) -> str:
    """There is none, and why."""
    return f"备份没做成：{why}。原来的数据没有动。"


def backup_missed(why: str) -> str:
    """To the 管理员, when the one of the night failed."""
    return f"昨夜的备份没做成：{why}。处理好以后发「备份」补一份。"


def status(
    *,
    version: str,
    peers: Sequence[str],
    others: Sequence[str],
    heard: Sequence[tuple[str, datetime | None]],
    queued: int,
    troubled: int,
    next_due: datetime | None,
    database: int | None,
    free: int,
    backup: str | None,
) -> str:
    """Everything on one screen, what is wrong with a mark in front. ``others``: accounts that other processes hold."""
    lines = [f"小红帽 {version}，{_when(clock.now())}"]
    lines.append(f"连着：{'、'.join(peers)}" if peers else "！没有对接程序连着，群里听不到")
    lines += [f"别的程序连着：{'、'.join(others)}"] if others else []
    lines += [f"{kind}：{_ago(last)}" for kind, last in heard[:MOST_GROUPS]]
    mark = "！" if troubled else ""
    lines.append(f"{mark}发件箱：排队 {queued} 条，没送到或不确定的 {troubled} 条")
    lines.append(f"下一件事：{_when(next_due)}" if next_due else "下一件事：没有")
    stored = f"数据库 {size(database)}，" if database is not None else ""
    lines.append(f"{'！' if free < LITTLE_LEFT else ''}{stored}磁盘还剩 {size(free)}")
    lines.append(_last_backup(backup))
    return "\n".join(lines)


def _last_backup(name: str | None) -> str:
    day = day_of(name) if name else None
    if day is None:
        return "！还没有备份，发「备份」做一份"
    late = (clock.local().date() - day).days > 1
    return f"{'！' if late else ''}最近备份：{day.month}月{day.day}日"


def _when(moment: datetime) -> str:
    here = clock.local(moment)
    return f"{here.month}月{here.day}日 {here.hour}:{here.minute:02d}"


def _ago(moment: datetime | None) -> str:
    return f"最近一句 {_when(moment)}" if moment else "启动后还没有人说话"


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
