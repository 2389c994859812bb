"""Sentences with the figures of a stretch: what staff reads in the chat, and what they are told about the files."""

from collections.abc import Mapping
from datetime import datetime

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.points.period import Months

from .facts import Fact, Number, whole
from .figures import Figures

MOST_NAMED = 3
MISSING = "–"
Facts = Mapping[str, Fact]
_COMPARED = ("activities", "times", "hours", "newcomers", "hazards", "needs")


def said(fact: Fact) -> str:
    """「活动 5 场」."""
    return f"{fact.name} {number(fact.value)} {fact.unit}"


def number(value: Number | None) -> str:
    """76.5; a dash where there is none."""
    return MISSING if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def label(period: Months) -> str:
    """2026年11月; up to today where it is not over."""
    today = clock.local()
    return f"{period.label}（截至{today.month}月{today.day}日）" if period.start <= clock.now() < period.end else period.label


def report(community: str, of: Figures, told: Facts, before: Facts) -> str:
    """The main figures, one line for each side of the work."""
    if of.empty:
        return nothing(community, of.period)
    head = [f"{community} {label(of.period)}", _service(told)]
    return "\n".join(filter(None, [*head, *lines(told), compared(of.period, told, before), _unrecorded(of)]))


def lines(told: Facts) -> list[str]:
    """Lake, reports, needs and good deeds, a sentence each where there is something to tell."""
    return [each for each in (_lake(told), _hazards(told), _needs(told), _deeds(told)) if each]


def nothing(community: str, period: Months) -> str:
    """An empty stretch is told as it is."""
    return f"{community} {label(period)}：没有活动，也没有人报事、求助，什么都没有记到。"


def _service(told: Facts) -> str:
    children = f"（另有孩子 {number(told['children'].value)} 人次）" if told["children"].value else ""
    parts = [f"{said(told['activities'])}，{number(told['times'].value)} 人次{children}", said(told["people"])]
    return "，".join([*parts, said(told["hours"]), said(told["points"]), said(told["newcomers"])]) + "。"


def _lake(told: Facts) -> str:
    rides = told["patrols"]
    return f"{said(rides)}，够人数的 {number(told['reached'].value)} 次。" if rides.value else ""


def _hazards(told: Facts) -> str:
    if not told["hazards"].value:
        return ""
    fixed = f"办好 {number(told['hazards_fixed'].value)} 件（按时 {number(told['in_time'].value)} 件）"
    median = told["median"]
    took = [f"办好用时中位数 {number(median.value)} 小时"] if median.value is not None else []
    closed, left = number(told["hazards_closed"].value), number(told["hazards_open"].value)
    return "，".join([said(told["hazards"]), f"结案 {closed} 件", fixed, *took, f"没办完 {left} 件"]) + "。"


def _needs(told: Facts) -> str:
    if not told["needs"].value:
        return ""
    served, left = number(told["needs_served"].value), number(told["needs_open"].value)
    return f"{said(told['needs'])}，办好 {served} 件，没办完 {left} 件。"


def _deeds(told: Facts) -> str:
    parts = [said(told[key]) for key in ("helps", "leaflets") if told[key].value]
    parts += [f"{said(told['copies'])}"] if told["copies"].value else []
    waiting = [f"{said(told['waiting_deeds'])}"] if told["waiting_deeds"].value else []
    return f"{'，'.join([*parts, *waiting])}。" if parts or waiting else ""


def compared(period: Months, told: Facts, before: Facts) -> str:
    """What is more and what is less than in the time before."""
    if not comparable(before):
        return ""
    changes = [f"{told[key].name}{change(told[key], before[key])}" for key in _COMPARED if change(told[key], before[key])]
    return f"比{period.before.label}：{'，'.join(changes) or '一样'}。"


def comparable(before: Facts) -> bool:
    """Whether anything at all was done in the time before."""
    return any(before[key].value for key in _COMPARED)


def difference(now: Fact, before: Fact) -> str:
    """+3, −2, 持平; empty where it cannot be compared."""
    if now.value is None or before.value is None:
        return ""
    by = whole(round(now.value - before.value, 1))
    return "和上期持平" if not by else f"比上期 {'+' if by > 0 else '−'}{number(abs(by))}"


def change(now: Fact, before: Fact) -> str:
    """多 3 场, 少 2; empty where it is the same or cannot be compared."""
    if now.value is None or before.value is None or now.value == before.value:
        return ""
    difference = whole(round(abs(now.value - before.value), 1))
    return f"{'多' if now.value > before.value else '少'} {number(difference)} {now.unit}"


def _unrecorded(of: Figures) -> str:
    """Whoever reads the figures must know what is not in them yet."""
    if not of.unrecorded:
        return ""
    named = "、".join(f"{_day(each.starts_at)}{mask(each.title)}" for each in of.unrecorded[:MOST_NAMED])
    more = "等" if len(of.unrecorded) > MOST_NAMED else ""
    return f"还有 {len(of.unrecorded)} 场没记考勤（{named}{more}），没有算进去。"


def _day(moment: datetime) -> str:
    here = clock.local(moment)
    return f"{here.month}月{here.day}日"


def page_made() -> str:
    """Behind the figures, where the page went along."""
    return "两页 A4 在上面的文件里，可以直接打印。要明细发「导出 台账」。"


def no_page() -> str:
    """This chat takes no file, or it could not be drawn."""
    return "这里发不了文件，先看数字；换电脑上的 QQ 私聊我，能拿到两页 A4。"


def page_name(community: str, period: Months) -> str:
    """The file's name."""
    return f"{community}-{period.label}-报告.pdf"


def book_name(community: str, period: Months) -> str:
    """The file's name."""
    return f"{community}-{period.label}-台账.xlsx"


def exported(of: Figures, told: Facts, purpose: str) -> str:
    """The workbook is there; how to have the names in it, or that it is written down who has them."""
    done = f"{said(told['activities'])}，{number(told['times'].value)} 人次，服务 {number(told['hours'].value)} 小时"
    what = "没有记到什么，是一份空表" if of.empty else done
    hidden = f"姓名已遮住，要全名请写用途：「导出 台账 {of.period.label} 用途 上报街道」。"
    open_ = f"有全名，用途“{purpose}”已记下，本人发「谁看过我的」能看到。请妥善保管。"
    return "\n".join([f"{label(of.period)}的台账：{what}。", open_ if purpose else hidden, *filter(None, [_unrecorded(of)])])


def not_exported(told_in_chat: str) -> str:
    """This chat takes no file: the figures at least."""
    return f"{told_in_chat}\n这里发不了文件，表格没能给您；换电脑上的 QQ 私聊我再试。"


def seen(period: Months, purpose: str) -> str:
    """What a person reads in 「谁看过我的」."""
    return f"导出台账 {period.label}（有姓名），用途：{purpose}"


def aside(what: str) -> str:
    """Asked in a group."""
    return f"{what}私聊发您了。"


def by_staff(what: str) -> str:
    """Not for everybody."""
    return f"{what}由社工来出。自己的时长和积分发「积分」。"


def which_period(word: str) -> str:
    """No time that exists."""
    return f"没看懂是哪段时间。请这样发：「{word} 11月」「{word} 第四季度」「{word} 上半年」「{word} 2026年」。"


def not_yet(period: Months) -> str:
    """Still to come."""
    return f"{period.label}还没到，到时候再来看。"


def lead(community: str, of: Figures, purpose: str) -> list[str]:
    """The lines above the first sheet."""
    here = clock.local()
    whose = f"用途：{purpose}，内有姓名，请妥善保管" if purpose else "姓名已遮住（写明用途才有全名）"
    made = f"{here.year}年{here.month}月{here.day}日 {here:%H:%M} 生成"
    return [f"{community} 志愿服务台账 {label(of.period)}", f"{made}；{whose}", *filter(None, [_unrecorded(of)])]


def foot(of: Figures) -> list[str]:
    """What whoever reads the page should know about its figures."""
    here = clock.local()
    counted = (
        "活动是有人到场的；人次是到场的大人，带来的也算；时长、积分以账本为准；随手报办好是报的人或社工确认过的；求助只有数。"
    )
    half = "这段时间还没过完，和上一期比只作参考。" if of.period.start <= clock.now() < of.period.end else ""
    return [
        *filter(None, [_unrecorded(of)]),
        f"{half}{counted}",
        f"{here.year}年{here.month}月{here.day}日 由小红帽生成　　制表：　　　　　　　审核：",
    ]
