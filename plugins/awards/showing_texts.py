"""Sentences of 公示 and 公布: names and hours only, for everybody; and what staff is told of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.points.board_texts import tenths
from plugins.points.texts import UNDO, name_of

from .models import Assessment
from .texts import honour, last_day

if TYPE_CHECKING:
    from .assessments import Entry


def _names(rows: Sequence["Entry"], hidden: int) -> list[str]:
    lines = [f"· {name_of(each.member.name)}{_hours(each.row.minutes)}" for each in rows]
    return lines + [f"另有 {hidden} 位，按本人意愿不公开姓名。"] * bool(hidden)


def _hours(minutes: int) -> str:
    """Who was added for what stands in no book has none."""
    return f" {tenths(minutes)} 小时" if minutes else ""


def public(community: str, assessment: Assessment, rows: Sequence["Entry"], hidden: int, days: int) -> str:
    """What stands in the group, and what is passed on."""
    return "\n".join(
        [
            f"【公示】{community} {honour(assessment)}",
            *_names(rows, hidden),
            f"公示 {days} 个工作日，到{last_day(assessment)}为止。",
            f"有不同意见，私聊小红帽发「异议 {assessment.number} 您的话」，只有社工看得到。",
        ]
    )


def result(community: str, assessment: Assessment, rows: Sequence["Entry"], hidden: int) -> str:
    """The result in the group, and to be passed on."""
    return "\n".join([f"【结果】{community} {honour(assessment)}", *_names(rows, hidden), "公示期满。谢谢您们！"])


def started(text: str, groups: int, days: int, until: str) -> str:
    """To staff: it is in the groups; the text again, to be passed on where the bot does not reach."""
    where = f"发到 {groups} 个志愿者群了" if groups else "还没有志愿者群，请您转发"
    return f"{where}，公示 {days} 个工作日，到{until}。{UNDO}\n下面这段可以转发：\n{text}"


def published(number: int, text: str, groups: int) -> str:
    """To staff: the result is out."""
    where = f"结果发到 {groups} 个志愿者群了" if groups else "还没有志愿者群，请您转发结果"
    return f"{where}。发证书：「证书 {number}」。{UNDO}\n下面这段可以转发：\n{text}"


def nothing_on_show() -> str:
    """「公示」 while there is none."""
    return "现在没有公示中的名单。"


def nobody_to_show() -> str:
    """Nobody is left whose name may be said."""
    return "名单里没有可以公开的人：都去掉了，或者都不上榜。"


def not_yet(assessment: Assessment) -> str:
    """Too early."""
    return f"公示到{last_day(assessment)}才满，之后再发「公布 {assessment.number}」。"


def has_open(assessment: Assessment, numbers: Sequence[int]) -> str:
    """Objections first."""
    listed = "、".join(map(str, numbers))
    return f"还有异议 {listed} 没答复。先发「异议 {assessment.number} {numbers[0]} 成立 原因」或「异议 {assessment.number} {numbers[0]} 不成立 原因」。"


def taken_back(number: int) -> str:
    """公示 taken back."""
    return f"评比 {number} 的公示收回了，名单还可以改。"


def taken_back_in_group(assessment: Assessment) -> str:
    """The group has read it."""
    return f"刚才{honour(assessment)}的公示收回了，以后再发的为准。"


def result_taken_back(number: int) -> str:
    """公布 taken back."""
    return f"评比 {number} 的结果收回了，还在公示。"


def result_taken_back_in_group(assessment: Assessment) -> str:
    """The group has read it."""
    return f"刚才{honour(assessment)}的结果收回了，以后再发的为准。"


def objected_already() -> str:
    """It cannot be taken back any more."""
    return "已经有人提了异议，公示收不回了。要停下来，发「评比 1 取消」（换成它的编号）。"


def certified_already() -> str:
    """It cannot be taken back any more."""
    return "证书已经发了，结果收不回。发错的证书用「作废 证书 编号 原因」。"


def days_are_over(assessment: Assessment, numbers: Sequence[int]) -> str:
    """To staff, once, when the days are over."""
    head = f"{honour(assessment)}公示期满"
    if numbers:
        return f"{head}，{has_open(assessment, numbers)}"
    return f"{head}，没有未答复的异议。发「公布 {assessment.number}」就把结果发到群里。"
