"""What we ask back when a leader's words can be read in more than one way, or in none: one plain sentence each."""

from datetime import date

from plugins.kernel.refusal import Refusal

_WEEKDAYS = "一二三四五六日"


class Unclear(Refusal, ValueError):
    """The words are not clear; ``text`` asks for what is needed. It is a Refusal: whoever lets it pass, answers with it."""


def day(value: date, today: date) -> str:
    """11月28日（周六）, with the year when it is another than today's."""
    year = "" if value.year == today.year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"


def clock(minutes: int) -> str:
    """Minutes after midnight as 9:05; 24:00 and later say 次日."""
    late, minutes = divmod(minutes, 24 * 60)
    return f"{'次日' if late else ''}{minutes // 60}:{minutes % 60:02}"


def past_day(value: date, today: date) -> str:
    """The day has gone by."""
    return f"{day(value, today)}已经过去了，要填哪一天？"


def past_moment(value: date, minutes: int, today: date) -> str:
    """The day is not over, but that time of it is, or both have gone by."""
    return f"{day(value, today)} {clock(minutes)} 已经过去了，要填哪一天、几点？"


def no_such_day(words: str) -> str:
    """The calendar has no such day."""
    return f"日历上没有「{words}」这一天，请再写一次日期，例如「11月28日」。"


def no_such_time(words: str) -> str:
    """The clock has no such time."""
    return f"「{words}」不是钟点，请再写一次时间，例如「9:00-11:00」。"


def weekday_differs(said: int, value: date, other: date, today: date) -> str:
    """A weekday contradicts its date: both readings."""
    return (
        f"{value.month}月{value.day}日不是周{_WEEKDAYS[said]}。是 {day(value, today)}，还是 {day(other, today)}？请只写一个。"
    )


def several_days(days: list[date], today: date) -> str:
    """More than one day is named."""
    return f"看到了不止一天：{'、'.join(day(d, today) for d in days)}。请只写一天。"


def several_days_written(words: str) -> str:
    """A run of days is written."""
    return f"「{words}」不止一天，请一次只写一天，例如「11月28日」。"


def which_of(first: date, second: date, today: date) -> str:
    """Two days fit equally well."""
    return f"是 {day(first, today)}，还是 {day(second, today)}？请写明几月几日。"


def several_times(times: list[str]) -> str:
    """More than one time of day is named."""
    return f"看到了不止一个时间：{'、'.join(times)}。请只写一个，例如「9:00-11:00」。"


def which_half(hour: int, minute: int) -> str:
    """An hour from 1 to 6 without its part of the day."""
    tail = f":{minute:02}" if minute else "点"
    early, late = ("凌晨" if hour < 5 else "早上"), ("下午" if hour < 6 else "晚上")
    return f"「{hour}{tail}」是{early}{hour}{tail}，还是{late}{hour}{tail}？"


def ends_before_start(start: int, end: int) -> str:
    """The end does not come after the start."""
    hint = f"；过了半夜的请写「{clock(start)}到次日{clock(end)}」" if start >= 18 * 60 else ""
    return f"结束 {clock(end)} 不晚于开始 {clock(start)}，请再写一次{hint}。"


def midnight_of_which_day() -> str:
    """24:00 as a beginning."""
    return "从半夜 24:00 开始是哪一天？请写成第二天的「0:00」。"


def day_or_hours(first: int, second: int) -> str:
    """8-10: a date or a stretch of time."""
    return f"「{first}-{second}」是{first}月{second}日，还是{first}点到{second}点？"


def one_moment_only(words: str) -> str:
    """A range where one moment is needed."""
    return f"「{words}」是一段时间，这里只要一个时间，例如「27日18点」。"


def deadline_unread() -> str:
    """A deadline without a readable moment."""
    return "截止时间没看懂，请写成「截止27日18点」。"


def deadline_twice(kind: str) -> str:
    """The same deadline is given twice."""
    return f"{kind}截止写了两次而且不一样，请只写一个。"


def deadline_late(kind: str, closes: str, start: str) -> str:
    """A deadline after the start."""
    return f"{kind}截止（{closes}）不能晚于活动开始（{start}），请再写一次。"


def too_long(what: str, most: int) -> str:
    """A title or place is too long."""
    return f"{what}太长了，请不超过 {most} 个字；各项之间请用空格隔开。"


def bad_limit(count: int, most: int) -> str:
    """A limit or minimum out of range."""
    return f"人数写的是 {count}，请写 1 到 {most} 之间的数。"


def bad_heads(most: int) -> str:
    """Nobody, fewer than nobody, or a crowd on one name."""
    return f"人数没看懂。连您自己一共几位？请写 1 到 {most}，例如「报名 12 3人」。"


def minimum_above_limit(minimum: int, limit: int) -> str:
    """The minimum exceeds the limit."""
    return f"至少 {minimum} 人比上限 {limit} 人还多，请再写一次人数。"


def count_twice(what: str, counts: list[int]) -> str:
    """Two different limits or minimums."""
    return f"{what}写了不止一个：{'、'.join(map(str, counts))}，请只写一个。"


def unknown_team(name: str) -> str:
    """No such team here."""
    return f"没有叫「{name}」的队伍，说「队伍」可以看到所有队名。"


def recurring(words: str) -> str:
    """每周六 where one day is needed."""
    return f"「发布」一次只发一场，「{words}」请写成最近一次的日期，例如「11月28日」。每次都办的，请社工定成定期活动。"
