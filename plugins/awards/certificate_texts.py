"""Sentences about certificates: to those who get one, to staff, and to whoever asks whether one is genuine."""

import re
from collections.abc import Sequence
from datetime import timedelta

from plugins.kernel import clock
from plugins.points.board_texts import tenths
from plugins.points.texts import UNDO, name_of

from .models import Assessment, Certificate, CertificateKind
from .texts import honour, spelt

_CAUSES = {"good_deed": "随手助、随手派", "signup": "志愿活动"}
_STARS = 2
MOST_LISTED = 4


def other(cause: str) -> str:
    """What was done where no activity says it."""
    return _CAUSES.get(cause.partition(":")[0], "邻里互助")


def formal(honour_text: str) -> str:
    """As it stands on paper: 第四季度 for 第4季度."""
    return re.sub(r"第([1-4])季度", lambda found: f"第{'一二三四'[int(found[1]) - 1]}季度", honour_text)


def what(row: Certificate) -> str:
    """What it certifies, in a few words."""
    return row.honour if row.kind == CertificateKind.HONOUR and row.honour else f"{row.since.year}年志愿服务证明"


def masked(name: str | None) -> str:
    """As strangers may read it: 王**."""
    if not name:
        return "（本人已删除资料）"
    return name[0] + "*" * max(1, min(len(name) - 1, _STARS))


def period(row: Certificate) -> str:
    """2026年1月1日至11月25日."""
    return spelt(row.since, row.until)


def no_hours(name: str, label: str) -> str:
    """Nothing in the books."""
    return f"{name_of(name)}，{label}账上还没有服务时长，开不了证书。发「活动」看看能参加什么。"


def real_name(name: str) -> str:
    """A certificate carries the name of the person, not of the account."""
    return f"证书上要写真名，现在记的是“{name_of(name)}”。私聊我发「注册」登记一次（一分钟），再发「我的证书」就有了。"


def not_yours() -> str:
    """Somebody else's."""
    return "只能开自己的，或者您代报的家人的证书。"


def own(row: Certificate, *, fresh: bool, others: Sequence[Certificate]) -> str:
    """To the person, with the page."""
    head = "开好了" if fresh else "以前开过，内容没变，还是这一张"
    lines = [
        f"{head}：{what(row)}，编号 {row.called}。",
        f"{name_of(row.name or '')}，{period(row)}，{tenths(row.minutes)} 小时。核验码 {row.code}。{UNDO if fresh else ''}",
    ]
    if others:
        listed = "、".join(f"{each.called} {what(each)}" for each in others[:MOST_LISTED])
        lines.append(f"您还有：{listed}，发「我的证书 {others[0].called}」。")
    return "\n".join(lines)


def without_page(row: Certificate) -> str:
    """The same where no file can be sent or printed."""
    return (
        f"{what(row)}\n编号 {row.called}，{row.issuer} {_day(row)} 开具\n"
        f"{name_of(row.name or '')}，{period(row)}，志愿服务 {tenths(row.minutes)} 小时，{row.times} 次：{row.content}\n"
        f"核验码 {row.code}，对小红帽发「核验 {row.code}」。PDF 这里发不了，请社工打印。"
    )


def _day(row: Certificate) -> str:
    day = clock.local(row.issued_at)
    return f"{day.year}年{day.month}月{day.day}日"


def without_pages(assessment: Assessment, rows: Sequence[Certificate]) -> str:
    """To staff where no file can be printed."""
    lines = [f"{each.called} {name_of(each.name or '')} 核验码 {each.code}" for each in rows]
    return "\n".join([f"{honour(assessment)}的证书，PDF 这里发不了：", *lines])


def issued(assessment: Assessment, rows: Sequence[Certificate], fresh: int, nameless: Sequence[str]) -> str:
    """To staff, with all pages in one file."""
    lines = [f"{honour(assessment)}的证书 {len(rows)} 张，每页一张，都在上面的文件里。"] * bool(rows)
    lines += [f"新开 {fresh} 张，私下告诉本人了。{UNDO}"] * bool(fresh)
    lines += ["都是以前开过的，没有新开。"] * (bool(rows) and not fresh)
    names = "、".join(map(name_of, nameless))
    again = f"请本人私聊我发「注册」后再发「证书 {assessment.number}」；这些就是真名的话发「证书 {assessment.number} 全部」。"
    lines += [f"还没开的：{names}（没登记过真名）。{again}"] * bool(nameless)
    return "\n".join(lines)


def not_published(assessment: Assessment) -> str:
    """Too early."""
    return f"评比 {assessment.number} 还没公布，公布之后才发证书。"


def nobody() -> str:
    """Nobody is left on the list."""
    return "名单上没有人了，没有证书可发。"


def congratulation(row: Certificate) -> str:
    """To the person, in private."""
    return f"{name_of(row.name or '')}，祝贺您：{what(row)}！证书编号 {row.called}，发「我的证书 {row.called}」就能看、能打印。"


def no_such(called: str) -> str:
    """No certificate of that number here."""
    return f"没有编号 {called} 的证书。"


def which() -> str:
    """「作废」 without a number or a reason."""
    return "作废哪一张、为什么？例如「作废 证书 3 名字写错了」；往年的写全编号：「作废 证书 2025-0003 名字写错了」。"


def void_already(row: Certificate) -> str:
    """Nothing to change."""
    return f"证书 {row.called} 早就作废了（{row.reason or '没写原因'}）。"


def voided(row: Certificate) -> str:
    """To staff."""
    return f"证书 {row.called}（{name_of(row.name or '')}，{what(row)}）作废了，核验会说作废。时长记错的先「冲正」，不然本人还能再开。{UNDO}"


def voided_to_owner(row: Certificate) -> str:
    """To the person, in private."""
    return f"您的证书 {row.called}（{what(row)}）作废了：{row.reason}。有疑问请跟社工说。"


def valid_again(row: Certificate) -> str:
    """The voiding taken back, to staff and to the person."""
    return f"证书 {row.called}（{what(row)}）又有效了。"


def replaced(new: Certificate) -> str:
    """Why an older one is void."""
    return f"换发了新的 {new.called}"


def issued_by_mistake() -> str:
    """Why it is void."""
    return "开出后收回"


def taken_back(rows: Sequence[Certificate]) -> str:
    """撤销 of issuing."""
    return f"证书 {'、'.join(each.called for each in rows)} 收回了，核验会说作废。"


def verified(row: Certificate) -> str:
    """A genuine one, to anybody."""
    if row.withdrawn_at is not None:
        why = f"（{row.reason}）" if row.reason else ""
        return f"这张证书已作废{why}。\n编号 {row.called}，{row.issuer} {_day(row)} 开具。"
    return (
        f"证书有效。编号 {row.called}：{what(row)}\n"
        f"{masked(row.name)}，{period(row)}，志愿服务 {tenths(row.minutes)} 小时\n{row.issuer} {_day(row)} 开具。"
    )


def how_to_verify() -> str:
    """「核验」 without a code, or with one of the wrong length."""
    return "核验码是证书左下角的 6 个字符，例如「核验 K7M2QX」。"


def not_found(left: int, pause: timedelta) -> str:
    """No such certificate."""
    if not left:
        return f"查不到这个核验码。试错太多次了，请过 {_minutes(pause)} 分钟再试。"
    return f"查不到这个核验码，请对着证书再看一遍（码里没有 0、O、1、I、L、5、S、8、B、Z）。还能试 {left} 次。"


def paused(left: timedelta) -> str:
    """Too many wrong ones."""
    return f"试错太多次了，请过 {_minutes(left)} 分钟再试。"


def _minutes(span: timedelta) -> int:
    return max(1, -(-int(span.total_seconds()) // 60))


def held(row: Certificate) -> str:
    """One of them in 「我的数据」."""
    void = f"，已作废（{row.reason}）" if row.withdrawn_at is not None else ""
    return f"证书 {row.called} {what(row)}：{name_of(row.name or '')}，{period(row)}，{tenths(row.minutes)} 小时，{row.content}{void}"
