"""Sentences about series: what is asked back, read back, refused and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from plugins.kernel import clock

from ..questions import day
from . import saying
from .lunar import vacation_span
from .rule import MonthDays, Rule, from_row

if TYPE_CHECKING:
    from ..models import Activity, Series


def rule_unread(words: str) -> str:
    """No rule in it."""
    return f"「{words[:20]}」里没看出哪天办。请写成「每月20日」「每周六」「每月最后三天」「每月第二个周日」「农历腊月初八」的样子。"


def words_left(words: str) -> str:
    """Something beside the rule."""
    return f"规则里的「{words[:20]}」没看懂。请写成「每月20日」「每周二、四」「每月最后三天」「从12月1日起」的样子。"


def no_such_date(words: str) -> str:
    """The calendar has none."""
    return f"日历上没有「{words.strip()}」，请再写一次，例如「每月20日」「每年3月5日」。"


def span_unread(words: str) -> str:
    """No stretch of days in it."""
    return f"「{words[:20]}」没看懂。请写成「1月15日到2月28日」或「12月20日」。"


def ends_before_it_begins(first: date, last: date) -> str:
    """The end lies before the beginning."""
    return f"{last.year}年{last.month}月{last.day}日在{first.year}年{first.month}月{first.day}日之前，请再写一次起止日期。"


def never_happens() -> str:
    """No day fits."""
    return "照这样写，一天也排不上。请检查日期和起止时间。"


def every_how_many_weeks(weeks: int) -> str:
    """每隔两周 is said of both."""
    return f"是每{weeks}周一次，还是每{weeks + 1}周一次？请写成「每{weeks}周 周六」。"


def which_calendar(number: int) -> str:
    """每月十五 is said of both calendars."""
    return f"是每月{number}日，还是农历每月的？请写成「每月{number}日」或「农历 每月…」。"


def hours(series: "Series") -> str:
    """8:30–10:30."""
    start, end = (f"{time.fromisoformat(each):%-H:%M}" for each in (series.start, series.end))
    return f"{start}–{'' if series.end > series.start else '次日 '}{end}"


def counts(series: "Series") -> str:
    """早班 8:00–10:00 5 人、午班 10:00–12:00 5 人，限 12 人，至少 5 人; empty when there is nothing of it."""
    parts = [said] if (said := sections(series.sections)) else []
    parts += [f"限 {series.capacity} 人"] if series.capacity else []
    return "，".join([*parts, *([f"至少 {series.minimum} 人"] if series.minimum else [])])


def sections(rows: Sequence[Mapping[str, Any]]) -> str:
    """早班 8:00–10:00 5 人、午班 10:00–12:00 5 人; empty where there are none."""
    return "、".join(map(_section, rows))


def _section(row: Mapping[str, Any]) -> str:
    hours = f" {_clock(row['start'])}–{_clock(row['end'])}" if "start" in row and "end" in row else ""
    limit = f" {row['limit']} 人" if "limit" in row else ""
    least = f"（至少 {row['minimum']} 人）" if row.get("minimum", row.get("limit")) != row.get("limit") else ""
    return f"{row['name']}{hours}{limit}{least}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def opened(series: "Series") -> str:
    """每月8日、28日 巡湖 8:30–10:30，湖边集合点，至少 20 人."""
    said = f"{saying.say(from_row(series.rule))} {series.title} {hours(series)}，{series.place}"
    return "，".join(filter(None, [said, counts(series)]))


def title(series: "Series") -> str:
    """系列 3 老人理发."""
    return f"系列 {series.number} {series.title}"


def leader_left(name: str, series: "Series") -> str:
    """To those who lead it now."""
    return f"{name} 退群了，{title(series)} 以后每次都请您照看。发「系列」看有哪些，不办了发「停办 系列 {series.number}」。"


def led(series: "Series") -> str:
    """What somebody leads, for himself in 「我的数据」."""
    return f"{title(series)}：您负责"


def no_such_series(number: int, there: Sequence[int]) -> str:
    """No series of that number in this community."""
    listed = f"现在有：系列 {'、'.join(map(str, there))}。发「系列」看是哪些。" if there else "现在没有定期活动。"
    return f"没有系列 {number}。{listed}"


def only_its_leader(series: "Series") -> str:
    """Somebody else's series."""
    return f"{title(series)} 要由它的队长或社工来改，请找他们。"


def missing(piece: str) -> str:
    """What the line of a new series still lacks; the answer is appended to it."""
    asks = {
        "title": "活动叫什么名字？请直接回名字，例如：老人理发",
        "time": "几点到几点？请直接回时间，例如：9:00-11:00",
        "place": "在哪里？请直接回地点，例如：社区活动室",
    }
    return asks[piece]


def how_to() -> str:
    """「定期活动」 alone."""
    return "定期活动这样写：每月 20日 9:00-11:00 老人理发 社区活动室 12人\n也可以写「每周六」「每月最后三天」「每两周 周六」「农历 腊月初八」「每年 3月5日」。"


def exists(series: "Series") -> str:
    """The very same series stands already."""
    return f"{title(series)} 已经有了，没有再建一个。要改发「改系列 {series.number} …」。"


def set_up(series: "Series", coming: Sequence[date], today: date, allowed: str) -> str:
    """Read back what was set up; ``allowed``: who may come, where not everybody may."""
    rule = from_row(series.rule)
    facts = "，".join(filter(None, [series.place, counts(series), allowed, _closing(series)]))
    lines = [f"定好了：{title(series)}", f"{saying.say(rule, today)} {hours(series)}", facts]
    lines.append(f"接下来：{'、'.join(day(each, today) for each in coming)}。每次提前 3 天通知，撤销可收回。")
    return "\n".join([*lines, *_hints(rule, coming, today)])


def _closing(series: "Series") -> str:
    parts = []
    for minutes, what in ((series.signup_closes, "报名"), (series.cancel_closes, "退出")):
        if minutes is not None:
            parts.append(f"{what}每次{_before(series, minutes)}截止")
    return "，".join(parts)


def _before(series: "Series", minutes: int) -> str:
    """前一天 18:00."""
    start = time.fromisoformat(series.start)
    days, left = divmod(start.hour * 60 + start.minute - minutes, 24 * 60)
    return f"{('当天', '前一天', '前两天')[-days] if days > -3 else f'前 {-days} 天'} {left // 60}:{left % 60:02}"


def _hints(rule: Rule, coming: Sequence[date], today: date) -> list[str]:
    hints = []
    if rule.vacations:
        spans = [next(s for y in (0, 1) if (s := vacation_span(each, today.year + y))[1] >= today) for each in rule.vacations]
        said = "、".join(
            f"{each.value} {saying.say_span(*span, today)}" for each, span in zip(rule.vacations, spans, strict=True)
        )
        hints.append(f"假期按 {said} 算；不一样就用「暂停 系列 号 1月15日到2月28日」。")
    if any(isinstance(each, MonthDays) and max(each.days) > 28 for each in rule.on):
        hints.append("没有这一天的月份就不办。")
    return hints


def listing(rows: Sequence[tuple["Series", date | None]], today: date) -> str:
    """「系列」: what recurs, with its next day."""
    lines = []
    for series, following in rows:
        when = f"下次 {day(following, today)}" if following else "后面没有了"
        lines.append(f"{title(series)}｜{saying.say(from_row(series.rule), today)} {hours(series)}｜{series.place}｜{when}")
    first = rows[0][0].number
    return "\n".join([*lines, f"看一个发「系列 {first}」，每次都来发「整期都来 系列 {first}」。"])


def none_running() -> str:
    """Nothing recurs here."""
    return "现在没有定期活动。社工可以这样建一个：每月 20日 9:00-11:00 老人理发 社区活动室 12人"


@dataclass(frozen=True, slots=True)
class Line:
    """One coming occurrence in a detail: its day by the rule, and the activity once it is made."""

    day: date
    activity: "Activity | None" = None
    heads: int = 0


def detail(series: "Series", lines: Sequence[Line], standing: int, today: date, allowed: str, *, leads: bool) -> str:
    """「系列 3」."""
    facts = "，".join(filter(None, [series.place, counts(series), allowed, _closing(series)]))
    said = [title(series), f"{saying.say(from_row(series.rule), today)} {hours(series)}", facts]
    if series.ended_at is not None:
        said.append("已经停办。")
    said += ["接下来：", *(_line(each, today) for each in lines)] if lines else []
    said += [f"{standing} 人整期都来"] if standing else []
    number = series.number
    said += [f"每次都来发「整期都来 系列 {number}」。"] if series.ended_at is None else []
    if leads and series.ended_at is None and lines:
        one = f"{lines[0].day.month}月{lines[0].day.day}日"
        said.append(f"您可以：跳过 系列 {number} {one}｜移到 系列 {number} {one} 到 …｜改系列 {number} …｜停办 系列 {number}")
    return "\n".join(said)


def _line(line: Line, today: date) -> str:
    if line.activity is None:
        return f"· {day(line.day, today)}"
    wall = clock.local(line.activity.starts_at)
    moved = f"，{line.day.month}月{line.day.day}日改来的" if wall.date() != line.day else ""
    number = f"【{line.activity.number}】" if line.activity.number else ""
    if line.activity.state == "cancelled":
        return f"· {number}{day(wall.date(), today)} 不办"
    return f"· {number}{day(wall.date(), today)} {wall:%-H:%M}，已报 {line.heads} 人{moved}"


def withdrawn(series: "Series") -> str:
    """The setting up taken back."""
    return f"撤销了：{title(series)} 不办了。"


def people_are_on_it(series: "Series", people: int) -> str:
    """Too late to take the setting up back."""
    return f"{title(series)} 已经有 {people} 人次报名，不能撤销。不再办了发「停办 系列 {series.number}」。"
