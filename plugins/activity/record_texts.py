"""Sentences of 记录: what was done to an activity, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from plugins.kernel import clock
from plugins.kernel.masking import mask

from .texts import hour, moment, title

if TYPE_CHECKING:
    from .models import Activity

PROGRAM = "小红帽"
SOMEBODY = "有人"
MOST_NAMES = 8
LONGEST_SHOWN = 60

WORDS: dict[str, str] = {
    "activity.publish": "发布了活动",
    "activity.reschedule": "改了时间",
    "activity.cancel": "取消了活动",
    "activity.close": "改了报名截止",
    "activity.capacity": "改了上限",
    "activity.place": "改了地点",
    "activity.word": "给名单上的人发了一句话",
    "activity.go_ahead": "定了人不够也照常",
    "activity.attendance": "记了考勤",
    "activity.add": "补了{names}",
    "activity.export": "导出了名单",
    "activity.service": "改了服务类别",
    "activity.code": "开了签到码",
    "activity.code_off": "关了签到码",
    "signup.join": "给{whom}报名",
    "signup.company": "改了{whom}的人数或队伍",
    "signup.leave": "给{whom}取消报名",
    "signup.excuse": "给{whom}请假",
    "signup.comes": "说{whom}又能来了",
    "signup.confirm": "说{whom}改期后能来",
    "signup.decline": "说{whom}等几位改期后都不能来",
    "signup.promoted": "让{whom}候补转正",
    "signup.add": "补了{whom}",
    "signup.checkin": "给{whom}签到",
    "seat.join": "给{whom}报了班次",
    "seat.leave": "给{whom}退了班次",
    "seat.move": "给{whom}换了班次",
    "seat.reassign": "给{whom}调了班次",
    "seat.add": "补了{names}",
    "seat.roster": "排班{names}",
    "activity.divide": "分了组",
    "section.capacity": "改了一组的上限",
    "section.cancel": "停了一组",
    "activity.conditions": "改了参加条件",
    "activity.call": "在群里招了人",
    "chain.paste": "粘贴了接龙",
    "chain.row": "按接龙登记了{whom}",
    "objection.raise": "说{whom}去了，请核对考勤",
    "objection.grant": "核对了{whom}的申诉：算到",
    "objection.refuse": "核对了{whom}的申诉：不算",
}
OWN = {
    "signup.join": "报名",
    "signup.company": "改了自己的人数或队伍",
    "signup.leave": "取消报名",
    "signup.excuse": "请假",
    "signup.comes": "又能来了",
    "signup.confirm": "说改期后能来",
    "signup.decline": "说自己和帮报的人改期后都不能来",
    "signup.checkin": "签到",
    "seat.join": "报了班次",
    "seat.leave": "退了班次",
    "seat.move": "换了班次",
    "chain.row": "在接龙里写了自己",
    "objection.raise": "说自己去了，请核对考勤",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One deed: when, by whom, of what kind, for whom; ``own``: the doer did it for himself; ``words``: what he said."""

    at: datetime
    doer: str
    kind: str
    whom: str
    detail: Mapping[str, Any]
    undone: bool
    own: bool
    words: str = ""


def word(kind: str, said: str) -> None:
    """Say deeds of ``kind`` in these words; rooms above name theirs here. A kind worded twice is a mistake."""
    if kind in WORDS:
        raise ValueError(f"the deed {kind} has its words already")
    WORDS[kind] = said


def record(activity: "Activity", lines: Sequence[Line], page: int, pages: int, *, words: bool = False) -> str:
    """「记录 12」: the newest first; with ``words`` what each said, which is for those who lead, in private."""
    head = f"{title(activity)} 的记录" + (f"（第 {page} 页，共 {pages} 页）" if pages > 1 else "")
    more = [f"更早的发「记录 {activity.number} {page + 1}」。"] if page < pages else []
    hint = [] if words or not any(line.words for line in lines) else ["原话请私聊我看。"]
    return mask("\n".join([f"{head}：", *(_line(line, words=words) for line in lines), *more, *hint]))


def _line(line: Line, *, words: bool) -> str:
    wall = clock.local(line.at)
    undone = "（已撤销）" if line.undone else ""
    return f"{wall.month}月{wall.day}日 {hour(line.at)} {line.doer} {_what(line)}{_said(line) if words else ''}{undone}"


def _said(line: Line) -> str:
    words = line.words if len(line.words) <= LONGEST_SHOWN else f"{line.words[:LONGEST_SHOWN]}…"
    return f"「{words}」" if words else ""


def _what(line: Line) -> str:
    if line.own and line.kind in OWN:
        return OWN[line.kind]
    names = line.detail.get("names", [])
    listed = f" {len(names)} 人：{'、'.join(names[:MOST_NAMES])}{'…' if len(names) > MOST_NAMES else ''}"
    said = WORDS.get(line.kind, "做了一处改动").format(whom=f" {line.whom} ", names=listed).strip().replace(" ，", "，")
    return said + _before(line)


def _before(line: Line) -> str:
    """What it was before, where that says more than the words."""
    if line.kind == "activity.reschedule":
        return f"（原 {moment(clock.from_text(line.detail['starts_at']))}）"
    if line.kind == "activity.capacity":
        return f"（原 {line.detail['capacity']} 人）" if line.detail["capacity"] else "（原来不限）"
    return ""


def nothing(activity: "Activity") -> str:
    """Nothing is recorded."""
    return f"{title(activity)} 还没有记录。"


def no_such_page(activity: "Activity", pages: int) -> str:
    """Beyond the last page."""
    return f"{title(activity)} 的记录一共 {pages} 页，请发「记录 {activity.number} {pages}」。"
