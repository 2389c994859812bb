"""Sentences of recurring activities: the rule in words, what is read back, what has changed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from .texts import UNDO, WEEKDAYS

if TYPE_CHECKING:
    from .models import Series

_LUNAR_MONTHS = "正二三四五六七八九十冬腊"
_TENS = ("初", "十", "廿", "三")
_ONES = "十一二三四五六七八九"


def day(value: date) -> str:
    """2027年1月15日 周五; the year always, for series are long."""
    return f"{value.year}年{value.month}月{value.day}日 周{WEEKDAYS[value.weekday()]}"


def rule(kept: dict[str, Any]) -> str:
    """每月第二个周日，2026年12月1日起."""
    words = next(_WORDS[kind](kept) for kind in _WORDS if kind in kept)
    start = f"，{day(date.fromisoformat(kept['from']))} 起" if "from" in kept else ""
    end = f"，到 {day(date.fromisoformat(kept['until']))} 为止" if "until" in kept else ""
    return words + start + end


def _weekly(kept: dict[str, Any]) -> str:
    days = "、".join(f"周{WEEKDAYS[each]}" for each in kept["weekdays"])
    every = kept.get("every", 1)
    return f"每{days}" if every == 1 else f"每 {every} 周的{days}"


def _nth(kept: dict[str, Any]) -> str:
    which = "最后一" if kept["nth"] < 0 else f"第 {kept['nth']} "
    return f"每月{which}个周{WEEKDAYS[kept['weekday']]}"


def _lunar(kept: dict[str, Any]) -> str:
    month, number = kept["lunar"]
    return f"农历{_LUNAR_MONTHS[month - 1]}月{lunar_day(number) if number else '最后一天'}"


def lunar_day(number: int) -> str:
    """初八, 初十, 十五, 二十, 廿三, 三十."""
    if number in (20, 30):
        return "二十" if number == 20 else "三十"
    tens = 0 if number <= 10 else number // 10
    return _TENS[tens] + _ONES[number % 10]


_WORDS = {
    "month_days": lambda kept: f"每月 {'、'.join(f'{each}日' for each in kept['month_days'])}",
    "weekdays": _weekly,
    "last_days": lambda kept: f"每月最后 {kept['last_days']} 天",
    "nth": _nth,
    "year_day": lambda kept: f"每年 {kept['year_day'][0]}月{kept['year_day'][1]}日",
    "lunar": _lunar,
}


def name(series: "Series") -> str:
    """系列 3 老人理发."""
    return f"系列 {series.number} {series.title}"


def _head(series: "Series") -> str:
    return f"{name(series)}：{rule(series.rule)} {series.start}–{series.end}，{series.place}"


def _next(days: Sequence[date]) -> str:
    return f"接下来：{'；'.join(day(each) for each in days)}" if days else "接下来没有日子了。"


def declared(series: "Series", days: Sequence[date]) -> str:
    """Read back what was declared: the rule, the next dates."""
    limits = [f"限 {series.capacity} 人"] * bool(series.capacity) + [f"至少 {series.minimum} 人"] * bool(series.minimum)
    lines = [f"定好了，{_head(series)}", *(["，".join(limits)] if limits else []), _next(days)]
    return "\n".join([*lines, "每次提前 3 天在群里通知。写错了？10 分钟内发「撤销」。"])


def listed(rows: Sequence[tuple["Series", Sequence[date]]]) -> str:
    """All that run, each with its next dates and pauses."""
    if not rows:
        return "现在没有系列活动。要定一个，请发「每月 20日 9:00-11:00 老人理发 社区活动室 12人」。"
    return "\n".join(f"{_head(series)}\n  {_next(days)}{_pauses(series)}" for series, days in rows)


def _pauses(series: "Series") -> str:
    pauses = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in series.rule.get("pauses", ())]
    return "".join(f"\n  暂停：{day(first)} 到 {day(last)}" for first, last in pauses)


def skipped(series: "Series", when: date, told: int) -> str:
    """One date is left out."""
    return f"{name(series)}：{day(when)} 不办，别的日子照旧。{_told(told)}{UNDO}"


def moved(series: "Series", ruled: date, held: date, told: int) -> str:
    """One date is held on another day."""
    asked = f"名单上 {told} 人都会收到通知，请他们重新确认。" if told else ""
    return f"{name(series)}：{day(ruled)} 那次移到 {day(held)}，别的日子照旧。{asked}{UNDO}"


def stopped(series: "Series", told: int) -> str:
    """No more of it."""
    return f"{name(series)} 停办了，以后不再安排。{_told(told)}{UNDO}"


def paused(series: "Series", first: date, last: date, told: int) -> str:
    """None in these days."""
    return f"{name(series)}：{day(first)} 到 {day(last)} 暂停。{_told(told)}{UNDO}"


def resumed(series: "Series", days: Sequence[date]) -> str:
    """It goes on."""
    return f"{name(series)} 恢复了。{_next(days)}\n已经通知取消的场次不会自动恢复，要办请单独「发布」。{UNDO}"


def _told(people: int) -> str:
    return f"名单上 {people} 人都会收到取消通知。" if people else ""


def taken_back(series: "Series", days: Sequence[date]) -> str:
    """A change is taken back."""
    return f"撤销了：{name(series)} 照原来的。{_next(days)}"


def withdrawn(series: "Series") -> str:
    """The declaration is taken back."""
    return f"撤销了：{name(series)} 不办了。"


def reason_stopped() -> str:
    """Why an occurrence is called off: its series has ended."""
    return "这个系列停办"


def reason_skipped() -> str:
    """Why an occurrence is called off: this date is left out."""
    return "这次不办"


def reason_paused() -> str:
    """Why an occurrence is called off: the series pauses."""
    return "这段时间暂停"


def no_such_number(number: int) -> str:
    """No such series here."""
    return f"没有系列 {number}。发「系列」看有哪些。"


def not_yours(series: "Series") -> str:
    """Only those who lead it may change it."""
    return f"{name(series)} 只有它的队长、团长和社工能改。"


def ended(series: "Series") -> str:
    """It has been stopped."""
    return f"{name(series)} 已经停办了。要接着办，请发「恢复 系列 {series.number}」。"


def runs_anyway(series: "Series") -> str:
    """Nothing to resume."""
    return f"{name(series)} 没有暂停，照常办。"


def nothing_then(series: "Series", when: date, days: Sequence[date]) -> str:
    """It is not held on that day."""
    return f"{name(series)} 在 {day(when)} 没有安排。{_next(days)}"


def taken_day(series: "Series", when: date) -> str:
    """It is held on that day anyway."""
    return f"{name(series)} 在 {day(when)} 本来就有一次，请换一天。"


def gone_by(when: date) -> str:
    """The day or its hour has passed."""
    return f"{day(when)} 这个时间已经过去了，请写以后的日子。"


def in_pause(series: "Series", when: date) -> str:
    """Moved into a pause."""
    return f"{name(series)} 在 {day(when)} 是暂停的，请换一天。"


def begun(series: "Series", when: date) -> str:
    """That occurrence is going on."""
    return f"{name(series)} 在 {day(when)} 的那次已经开始了，不能再改。"


def cancelled_then(series: "Series", when: date) -> str:
    """That occurrence has been called off before."""
    return f"{name(series)} 在 {day(when)} 的那次已经取消了。"


def days_unread(word: str, number: int) -> str:
    """The dates of a change cannot be read."""
    forms = {
        "跳过": f"跳过 系列 {number} 12月20日",
        "移到": f"移到 系列 {number} 12月20日 12月22日",
        "暂停": f"暂停 系列 {number} 1月15日到2月20日",
    }
    return f"日期没看懂，请写成「{forms[word]}」。"


def rule_unread() -> str:
    """The words of recurrence cannot be read."""
    return "多久一次没看懂，请写成「每月 20日 9:00-11:00 老人理发 社区活动室 12人」，也可以写「每周六」「每月第二个周日」「农历 腊月初八」。"


def no_such_rule(words: str) -> str:
    """The calendar has no such day."""
    return f"日历上没有「{words}」，请再写一次，例如「每月 20日」。"


def over_already() -> str:
    """The series would be over before it begins."""
    return "按这个写法，以后一次也没有。请看看日期对不对。"


def too_long_pause() -> str:
    """A pause the wrong way round, or endless."""
    return "暂停的结束日子要不早于开始，且不超过 1 年。"
