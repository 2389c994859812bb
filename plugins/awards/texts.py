"""Sentences about assessments: what staff reads in private, and what everybody reads in the group."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from plugins.kernel import clock
from plugins.people.texts import said
from plugins.points.board_texts import tenths
from plugins.points.texts import UNDO, name_of

from .models import Assessment, AssessmentState, Rhythm

if TYPE_CHECKING:
    from .assessments import Entry

HONOURS = {Rhythm.QUARTER: "优秀志愿者", Rhythm.HALF: "优秀志愿者", Rhythm.YEAR: "年度优秀志愿者"}
STATES = {
    AssessmentState.DRAFT: "名单还没公示",
    AssessmentState.SHOWN: "公示中",
    AssessmentState.PUBLISHED: "已公布",
    AssessmentState.WITHDRAWN: "已取消",
}


def honour(assessment: Assessment) -> str:
    """What it is that is awarded: 2026年第三季度优秀志愿者."""
    return f"{assessment.label}{HONOURS[Rhythm(assessment.rhythm)]}"


def day(moment: datetime) -> str:
    """12月2日."""
    here = clock.local(moment)
    return f"{here.month}月{here.day}日"


def last_day(assessment: Assessment) -> str:
    """The last day on which objections are taken."""
    assert assessment.closes_at
    return day(assessment.closes_at - timedelta(seconds=1))


def how() -> str:
    """No assessment yet, or words that name no period."""
    return "评哪一段？例如「评比 季度」「评比 半年」「评比 年终」，也可以写明：「评比 第三季度」「评比 2026年上半年」。"


def not_begun(label: str) -> str:
    """It lies ahead."""
    return f"{label}还没开始，到时候再评。"


def nobody(label: str) -> str:
    """No hours in the period."""
    return f"{label}账上还没有服务时长，评不了。考勤、核对之后再发。"


def no_such(number: int) -> str:
    """No assessment of that number here."""
    return f"没有评比 {number}。发「评比」看有哪些。"


def how_many(most: int) -> str:
    """A number of ranks that makes no sense."""
    return f"名次写 1 到 {most} 之间的数，例如「评比 季度 前20」。"


def wrong_state(assessment: Assessment) -> str:
    """What was asked for is not possible as it stands."""
    number = assessment.number
    instead = {
        AssessmentState.DRAFT: f"先发「公示 {number}」。",
        AssessmentState.SHOWN: f"要加人或重来，先发「评比 {number} 取消」。",
        AssessmentState.PUBLISHED: "名单不再改了。",
        AssessmentState.WITHDRAWN: "要再评，重新发「评比 季度」。",
    }[AssessmentState(assessment.state)]
    return f"评比 {number} {STATES[AssessmentState(assessment.state)]}，{instead}"


def discreet(see: str) -> str:
    """In the group, to somebody whose private chat is closed."""
    return f"有一条只能私下说的消息给您，请加我好友，再私聊我发「{see}」看。"


def in_private() -> str:
    """Said in front of all."""
    return "这件事请私聊我说，名单和名字先不在群里提。"


def overview(rows: Sequence[Assessment]) -> str:
    """「评比」 alone."""
    if not rows:
        return f"还没有评比。{how()}"
    return "\n".join([*(f"{row.number}. {row.label}{_stands(row)}" for row in rows), "看一个发「评比 1」这样的编号。"])


def _stands(row: Assessment) -> str:
    until = f"，到{last_day(row)}" if row.state == AssessmentState.SHOWN else ""
    return f"（{STATES[AssessmentState(row.state)]}{until}）"


def shortlist(assessment: Assessment, rows: Sequence["Entry"], note: str = "") -> str:
    """The list with its evidence, for staff in private."""
    until = "" if assessment.ends_at <= assessment.made_at else f"，账算到{day(assessment.made_at)}"
    lines = [f"评比 {assessment.number}：{assessment.label} 前 {assessment.top} 名{until}{_stands(assessment)}"]
    lines += [_line(each, rows) for each in rows if each.stands]
    gone = [
        f"{each.row.place} {name_of(each.member.name)}（{said(each.row.reason or '')}）" for each in rows if _taken_off(each)
    ]
    lines += [f"去掉的：{'、'.join(gone)}"] * bool(gone)
    return "\n".join(filter(None, [*lines, _next_step(assessment, rows), note]))


def _taken_off(each: "Entry") -> bool:
    return each.row.removed_at is not None and each.member.gone_at is None


def _line(each: "Entry", rows: Sequence["Entry"]) -> str:
    row = each.row
    shared = row.rank is not None and sum(other.row.rank == row.rank for other in rows) > 1
    tie = f"，并列第 {row.rank}" if shared else ""
    added = f"，加上的：{said(row.reason)}" if row.rank is None and row.reason else ""
    hidden = "，不上榜" if not each.member.on_boards else ""
    return f"{row.place}. {name_of(each.member.name)} {evidence(row.minutes, row.times, row.signed_up, row.came)}{tie}{added}{hidden}"


def evidence(minutes: int, times: int, signed_up: int, came: int) -> str:
    """What the books and the attendance say of one person."""
    kept = f"，报名 {signed_up} 到 {came}" + (f"、没到 {signed_up - came}" if signed_up > came else "") if signed_up else ""
    return f"{tenths(minutes)} 小时，{times} 次{kept}" if minutes else f"账上没有时长{kept}"


def _next_step(assessment: Assessment, rows: Sequence["Entry"]) -> str:
    number = assessment.number
    if assessment.state == AssessmentState.PUBLISHED:
        return f"发证书：「证书 {number}」。"
    if assessment.state == AssessmentState.SHOWN:
        return f"公示到{last_day(assessment)}，满了发「公布 {number}」。"
    if assessment.state == AssessmentState.WITHDRAWN:
        return ""
    hidden = [each for each in rows if each.stands and not each.member.on_boards]
    ask = "不上榜的，公示不写名字；本人愿意公开，请他自己发「上榜」。\n" if hidden else ""
    return f"{ask}改名单：「评比 {number} 去掉 3 原因」「评比 {number} 加上 名字 原因」；好了发「公示 {number}」。"


def made_before(assessment: Assessment) -> str:
    """The same period was asked for again."""
    return f"这一段评过了，就是评比 {assessment.number}。要按今天的账重排，先发「评比 {assessment.number} 取消」。"


def undo() -> str:
    """How to take back what was just done."""
    return UNDO


def no_such_place(assessment: Assessment, place: int) -> str:
    """No such number in the list."""
    return f"评比 {assessment.number} 里没有 {place} 号。发「评比 {assessment.number}」看名单。"


def removed_already(each: "Entry") -> str:
    """Nothing to change."""
    return f"{name_of(each.member.name)}已经去掉了（{said(each.row.reason or '')}）。"


def listed_already(each: "Entry") -> str:
    """Nothing to change."""
    return f"{name_of(each.member.name)}本来就在名单里，是 {each.row.place} 号。"


def has_not_served(name: str, label: str) -> str:
    """Who was only served, or did nothing, is not assessed."""
    return f"{label}账上没有{name_of(name)}的服务记录，他也没有职务，不能加。记漏了先补考勤再加。"


def why(assessment: Assessment) -> str:
    """A change without a reason, or without a number or a name."""
    number = assessment.number
    return f"要写原因，以后查得到：「评比 {number} 去掉 3 本人不愿意」「评比 {number} 加上 王姐 全年带队」。"


def removed(assessment: Assessment, gone: Sequence["Entry"], left: int) -> str:
    """Fewer."""
    names = "、".join(f"{each.row.place} 号{name_of(each.member.name)}" for each in gone)
    return f"评比 {assessment.number} 去掉了 {names}（{said(gone[0].row.reason or '')}），还有 {left} 人。{UNDO}"


def added(assessment: Assessment, each: "Entry", count: int) -> str:
    """One more."""
    facts = evidence(each.row.minutes, each.row.times, each.row.signed_up, each.row.came)
    return f"评比 {assessment.number} 加上了 {each.row.place} 号{name_of(each.member.name)}：{facts}（{said(each.row.reason or '')}），共 {count} 人。{UNDO}"


def back_on(back: Sequence["Entry"]) -> str:
    """Removal taken back."""
    return f"{'、'.join(name_of(each.member.name) for each in back)}又在名单里了。"


def off_again(each: "Entry") -> str:
    """Addition taken back."""
    return f"{name_of(each.member.name)}不在名单里了。"


def unmade(number: int) -> str:
    """The making taken back."""
    return f"评比 {number} 不算了，名单删掉了。"


def cancelled(assessment: Assessment, *, told: bool) -> str:
    """Staff has called it off."""
    return f"评比 {assessment.number} 取消了{'，群里也说了' if told else ''}。{UNDO}"


def cancelled_in_group(assessment: Assessment) -> str:
    """The public list no longer counts."""
    return f"{honour(assessment)}的公示停了，前面的名单不作数，以后再公示。"


def goes_on(assessment: Assessment) -> str:
    """The cancelling taken back."""
    return f"评比 {assessment.number} 又算数了（{STATES[AssessmentState(assessment.state)]}）。"


def goes_on_in_group(assessment: Assessment) -> str:
    """The public list counts again."""
    return f"{honour(assessment)}的公示照旧，到{last_day(assessment)}，前面的名单有效。"


def spelt(since: date, until: date) -> str:
    """2026年1月1日至2026年11月25日, the year once where it is the same."""
    end = f"{until.month}月{until.day}日" if since.year == until.year else f"{until.year}年{until.month}月{until.day}日"
    return f"{since.year}年{since.month}月{since.day}日至{end}"
