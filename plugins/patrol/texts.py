"""Sentences of the lake patrol."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from plugins.activity.list_texts import call
from plugins.activity.texts import UNDO, day, span, title
from plugins.kernel import clock

if TYPE_CHECKING:
    from plugins.activity.models import Activity
    from plugins.people.models import Team

    from .summary import Summary
    from .tally import Split
    from .year import Day

MOST_LINES = 10
SUMMARY_POSTED = "在群里发了巡湖小结"
LAKE = "湖边"


def parts(split: "Split") -> str:
    """骑行 9 · 党员 6 · 团员 3; those of no team only when there are any."""
    shown = [f"{name} {count}" for name, count in split.teams]
    if split.unassigned or not shown:
        shown.append(f"未分队 {split.unassigned}")
    return " · ".join(shown)


def standing(split: "Split", minimum: int | None) -> str:
    """骑行 9 · 党员 6 · 团员 3 = 18/20 还差 2."""
    if not minimum:
        return f"{parts(split)} = {split.adults}"
    short = minimum - split.adults
    return f"{parts(split)} = {split.adults}/{minimum} {f'还差 {short}' if short > 0 else '够了'}"


def rides_for(team: "Team") -> str:
    """For which team the sign-up counts."""
    return f"\n算在{team.name}。"


def which_team(among: Sequence["Team"]) -> str:
    """The question; the numbers run 「报名 3 骑行」."""
    choices = " ".join(f"{number} {team.name}" for number, team in enumerate(among, 1))
    return f"\n您是哪一队？回数字：{choices}（不回也算报上了）"


def no_patrol() -> str:
    """Nothing planned."""
    return "现在没有排巡湖。要定期巡湖，请社工和管理员商量。"


def coming(activity: "Activity", standing: str, among: Sequence["Team"], mine: str, *, begun: bool) -> str:
    """「巡湖」."""
    lines = [title(activity), f"{span(activity)}，{activity.place}", standing]
    if begun:
        lines.append("已经开始了，请直接到现场。巡完发「巡湖记录 …」。")
    elif not mine:
        team = f" {among[0].short}" if among else ""
        lines.append(f"想来的发「报名 {call(activity)}{team}」，或引用这条回「+1」。")
    return "\n".join([*lines, *([mine] if mine else [])])


def log_empty() -> str:
    """A log without a word or a photo."""
    return "记什么？例如「巡湖记录 28日 东岸漂浮垃圾3袋」，也可以附照片；没事就发「巡湖记录 一切正常」。"


def log_too_long(most: int) -> str:
    """A log of more characters than are stored."""
    return f"太长了，没有记。请写短些，最多 {most} 字，可以分几条发。"


def no_recent_patrol() -> str:
    """No patrol to which the log could belong."""
    return "最近 7 天没有巡湖。要记以前的请写上日期，例如「巡湖记录 8日 一切正常」。"


def no_patrol_on(when: date) -> str:
    """The day said had no patrol."""
    return f"{when.year}年{when.month}月{when.day}日没有巡湖，没有记。请核对日期。"


def not_ridden_yet(when: date) -> str:
    """The day said is still to come."""
    return f"{when.month}月{when.day}日的巡湖还没开始，巡完再记。"


def logged(activity: "Activity", text: str, stored: int, lost: int) -> str:
    """The entry is kept, with or without its photos."""
    photos = f"，照片 {stored} 张" if stored else ""
    missing = f"有 {lost} 张照片没取到，请重发「巡湖记录」带上它。" if lost else ""
    return f"记下了：{day(activity.starts_at)} 巡湖{f'，{text}' if text else ''}{photos}。{missing}{UNDO}"


def log_withdrawn(activity: "Activity") -> str:
    """An entry was taken back."""
    return f"撤销了：{day(activity.starts_at)} 的这条巡湖记录不算。"


def summary(activity: "Activity", found: "Summary", *, again: bool) -> str:
    """What the group reads after attendance."""
    came, least = found.came.adults, activity.minimum or 0
    verdict = f"达到 {least} 人" if came >= least else f"没到 {least} 人，差 {least - came}"
    hours = f"{found.minutes / 60:.1f}".removesuffix(".0")
    lines = [
        f"{'巡湖小结（更正）' if again else '巡湖小结'}：{day(activity.starts_at)}",
        f"来了 {came} 人（{parts(found.came)}）{f'，{verdict}' if least else ''}",
        f"一共服务 {hours} 小时" + (f"，清出垃圾 {found.bags} 袋" if found.bags else ""),
    ]
    lines += [_entry(row.text, name, len(row.photos)) for row, name in found.lines[:MOST_LINES]]
    if len(found.lines) > MOST_LINES:
        lines.append(f"……记录共 {len(found.lines)} 条")
    return "\n".join([*lines, "大家辛苦了！"])


def _entry(text: str, name: str, photos: int) -> str:
    seen = f"（照片 {photos} 张）" if photos else ""
    return f"· {text}{seen}（{name}）"


def no_year(year: int) -> str:
    """No patrol in that year."""
    return f"{year} 年没有巡湖。"


def year_table(year: int, days: Sequence["Day"], least: int) -> str:
    """「巡湖年表」: one line per month, then the sums."""
    lines = [f"{year} 年巡湖"]
    for month, among in groupby(days, key=lambda each: each.day.month):
        lines.append(f"{month}月 " + " · ".join(_cell(each) for each in among))
    return "\n".join([*lines, year_total(days, least)])


def year_total(days: Sequence["Day"], least: int) -> str:
    """How many there are, and how many of them reached the minimum."""
    reached = sum(each.reached for each in days)
    needed = {each.activity.minimum for each in days if each.came is not None and each.activity} or {least}
    goal = f"达到 {needed.pop()} 人的" if len(needed) == 1 else "够人数的"
    return f"{len(days)} 次，{goal} {reached} 次"


def _cell(each: "Day") -> str:
    date_of = f"{each.day.day}日"
    if each.came is not None and each.activity is not None and not each.cancelled:
        return f"{date_of} {each.came}/{each.activity.minimum or 0}{'✓' if each.reached else '✗'}"
    return f"{date_of} {without_count(each)}"


def without_count(each: "Day") -> str:
    """One of which there is no number: called off, still to come, or not recorded."""
    if each.cancelled:
        return "取消"
    coming = each.day >= clock.local().date() and (each.activity is None or each.activity.ends_at > clock.now())
    return "未到" if coming else "未记"


def held_title() -> str:
    """Its chapter in 「我的数据」."""
    return "巡湖记录"


def kept() -> str:
    """How long."""
    return "照片 1 年（可设）；话一直保留，删除后不再有您的名字、号码和照片"


def held(logged: datetime, text: str, photos: int) -> str:
    """An entry of his, for the person himself."""
    at = clock.local(logged)
    seen = f"（照片 {photos} 张）" if photos else ""
    return f"{at.year}年{at.month}月{at.day}日：{' '.join(text.split()) or '照片'}{seen}"
