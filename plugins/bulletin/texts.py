"""Sentences of notices: what is shown before, what the groups read, how it stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from plugins.kernel import clock
from plugins.people.models import ChatKind
from plugins.people.texts import UNDO

from .brief import clean
from .dated import plain
from .models import Bulletin, BulletinCopy, CopyState

if TYPE_CHECKING:
    from .drafting import Preview
    from .forwarding import Task

PLATFORMS = {"qq": "QQ", "wechat": "微信"}
_MISSED = {
    CopyState.WAITING: "还没发",
    CopyState.FAILED: "没送到",
    CopyState.UNKNOWN: "不知送到没有",
    CopyState.EXPIRED: "过时没发出",
    CopyState.WITHDRAWN: "没发就收回了",
    CopyState.RECALLING: "正在撤回",
    CopyState.RECALLED: "撤回了",
    CopyState.DISOWNED: "撤不回，补了一句作废",
    CopyState.STANDING: "撤不回，也没能补一句",
}
BRIEF = 24


def say_what() -> str:
    """No words."""
    return "公告写什么？例如「公告 明天停水 8点到12点，请提前接水」，可以附照片。"


def too_long(most: int, now: int) -> str:
    """A whole story."""
    return f"公告有 {now} 字，群里看不下，请压到 {most} 字以内再发。"


def no_such_group(kinds: Sequence[ChatKind]) -> str:
    """The community has no group of that kind."""
    names = "、".join(each.value for each in kinds)
    return f"本社区还没有{names}。在那个群里发「本群用途 {kinds[-1].value}」，或者发「公告 所有群 …」。"


def nothing_to_confirm() -> str:
    """The draft is gone: sent, replaced, or ten minutes old."""
    return "这条公告没有在等确认（可能发过了，或者过了 10 分钟）。发「公告」看发过的；没有就请整条再发一次。"


def moment(at: datetime) -> str:
    """11月26日 7:00."""
    wall = clock.local(at)
    return f"{plain(wall.date())} {wall.hour}:{wall.minute:02}"


def groups(chats: Mapping[ChatKind, Sequence[object]]) -> str:
    """3 个群（志愿者群 2、居民群 1）."""
    total = sum(len(some) for some in chats.values())
    return f"{total} 个群（{'、'.join(f'{kind.value} {len(some)}' for kind, some in chats.items())}）"


def preview(seen: "Preview") -> str:
    """What would go where and when."""
    photos = f"\n（照片 {len(seen.draft.photos)} 张）" if seen.draft.photos else ""
    lines = [f"公告预览：\n{seen.words}{photos}", f"——\n发到 {groups(seen.chats)}，{_when(seen)}。"]
    if seen.silent:
        lines.append(f"其中 {seen.silent} 个群现在没连上，12 小时内连上就发。")
    if seen.forwarders:
        lines.append(f"另请 {len(seen.forwarders)} 位转发：{'、'.join(place for place, _ in seen.forwarders)}。")
    if seen.masked:
        lines.append("里面有私人的手机号或门牌，发出去是打码的；要留电话，请写办公室座机再发一遍。")
    if seen.twin:
        lines.append(f"和公告 {seen.twin.number} 一样，{moment(seen.twin.goes_at)} 发过了。")
    return "\n".join([*lines, "要发回 1，不发回 0。换群写「公告 居民群 …」，马上发写「公告 紧急 …」。"])


def _when(seen: "Preview") -> str:
    if seen.danger:
        return "有危险的事，马上发"
    if seen.goes_at > clock.now():
        return f"现在是安静时间，{moment(seen.goes_at)} 发"
    return "马上发"


def notice(bulletin: Bulletin, community: str) -> str:
    """What a group reads."""
    return f"【{'紧急公告' if bulletin.urgent else '公告'}】{bulletin.words}\n——{community}"


def issued(bulletin: Bulletin, count: int, carried: int) -> str:
    """It is on its way."""
    when = f"{moment(bulletin.goes_at)} 发到" if bulletin.goes_at > clock.now() else "发往"
    asked = f"，请了 {carried} 位转发" if carried else ""
    look = f"送到没有发「公告 {bulletin.number}」；发短信、LED、公告栏的文字发「转发版 {bulletin.number}」。"
    return f"公告 {bulletin.number} {when} {count} 个群{asked}。{UNDO}\n{look}"


def withdrawn(bulletin: Bulletin, unsent: int, under_way: int) -> str:
    """Taken back, as far as it goes."""
    parts = [f"{unsent} 个群还没发，不发了"] * bool(unsent)
    parts += [f"{under_way} 个群已经发出，正在撤回，撤不回的补一句作废，结果私聊告诉您"] * bool(under_way)
    return f"撤销了公告 {bulletin.number}：{'；'.join(parts) or '一个群也没发出去'}。"


def disowned(bulletin: Bulletin, community: str) -> str:
    """In a group in which it could not be taken back."""
    return f"刚才的公告“{brief(bulletin.words)}”发错了，作废，请以后面的为准。\n——{community}"


def taken_back(bulletin: Bulletin, states: Sequence[CopyState]) -> str:
    """To whoever took it back: how it went."""
    return f"公告 {bulletin.number} 的撤回：{_counted(states)}。"


def brief(words: str) -> str:
    """Its beginning, in one line, without courtesy."""
    line = clean(words)
    return line if len(line) <= BRIEF else f"{line[:BRIEF]}…"


def _counted(states: Sequence[CopyState]) -> str:
    missed = Counter(each for each in states if each != CopyState.SENT)
    sent = len(states) - missed.total()
    parts = [f"已发 {sent}/{len(states)} 个群"] if sent or not missed else []
    return "，".join([*parts, *(f"{count} 个群{_MISSED[state]}" for state, count in missed.items())])


def delivered(bulletin: Bulletin, copies: Sequence[BulletinCopy]) -> str:
    """已发 3/3 个群; what waits says when it goes."""
    if bulletin.goes_at > clock.now() and bulletin.withdrawn_at is None:
        return f"{moment(bulletin.goes_at)} 发到 {len(copies)} 个群"
    return _counted([CopyState(each.state) for each in copies])


def nothing_yet(*, staff: bool) -> str:
    """No notice so far."""
    how = "要发请写「公告 明天停水 8点到12点，请提前接水」。" if staff else "社工发了，这里能看到。"
    return f"还没有公告。{how}"


def listed(rows: Sequence[tuple[Bulletin, Sequence[BulletinCopy]]], *, staff: bool) -> str:
    """「公告」: the last ones; staff sees how far they got."""
    lines = []
    for bulletin, copies in rows:
        stands = f"｜{delivered(bulletin, copies)}" if staff else ""
        back = "（已撤回）" if bulletin.withdrawn_at else ""
        lines.append(f"公告 {bulletin.number}{back}｜{moment(bulletin.goes_at)}｜{brief(bulletin.words)}{stands}")
    return "\n".join([*lines, f"看全文发「公告 {rows[0][0].number}」。"])


def whole(bulletin: Bulletin, copies: Sequence[BulletinCopy], tasks: "Sequence[Task]", *, staff: bool, alone: bool) -> str:
    """「公告 5」. Who has not forwarded it yet is named only where nobody reads along (``alone``)."""
    lines = [
        f"公告 {bulletin.number}{'（已撤回）' if bulletin.withdrawn_at else ''}｜{moment(bulletin.goes_at)}",
        bulletin.words,
    ]
    if staff:
        lines.append(f"——\n{delivered(bulletin, copies)}。")
        lines += _carried(tasks, alone=alone)
    return "\n".join(lines)


def _carried(tasks: "Sequence[Task]", *, alone: bool) -> list[str]:
    done = sum(each.row.done_at is not None for each in tasks)
    if not tasks:
        return []
    if not alone:
        return [f"转发 {done}/{len(tasks)} 处，谁转了私聊我看。"]
    return [f"转发 {done}/{len(tasks)} 处：", *map(_task, tasks)]


def _task(task: "Task") -> str:
    how = f"{moment(task.row.done_at)} 已转" if task.row.done_at else "还没转"
    return f"· {task.forwarder.place}（{task.name}）{how}"


def no_such(number: int | None) -> str:
    """No notice of that number here."""
    return "还没有公告。" if number is None else f"没有公告 {number}。发「公告」看最近的。"
