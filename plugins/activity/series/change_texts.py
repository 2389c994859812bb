"""Sentences about changes of a series."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..questions import day
from ..texts import UNDO, moment
from . import saying
from .rule import from_row
from .texts import counts, hours, title

if TYPE_CHECKING:
    from ..models import Activity, Series


def which_series(word: str) -> str:
    """No series is named."""
    return f"要改哪一个？请带上系列号，例如「{word} 系列 3」。发「系列」看号码。"


def not_a_day_of_it(series: "Series", said: date, coming: Sequence[date], today: date) -> str:
    """The day is none of its days."""
    listed = "、".join(day(each, today) for each in coming)
    return f"{title(series)} {day(said, today)}本来就不办。" + (f"接下来是 {listed}。" if listed else "后面没有了。")


def there_is_one_already(series: "Series", said: date, today: date) -> str:
    """The day to which one is to be moved has one."""
    return f"{title(series)} {day(said, today)}本来就有一次，请换一天；这次不办就发「跳过」。"


def which_day(series: "Series", days: Sequence[date], today: date) -> str:
    """A day is to be chosen."""
    listed = "\n".join(f"{number}. {day(each, today)}" for number, each in enumerate(days, 1))
    return f"{title(series)} 跳过哪一次？回数字：\n{listed}"


def people_are_on_it(series: "Series", activity: "Activity", people: int) -> str:
    """Asked before a day with people on its list is skipped."""
    return f"{title(series)} {moment(activity.starts_at)} 有 {people} 人报了名。不办了、通知他们，回 1；照办回 0。"


def skipped(series: "Series", said: date, told: int, today: date) -> str:
    """One day is skipped."""
    people = f"，已通知 {told} 人" if told else ""
    return f"{title(series)} {day(said, today)}不办了{people}，其余照旧。{UNDO}"


def skipped_already(series: "Series", said: date, today: date) -> str:
    """The same again."""
    return f"{title(series)} {day(said, today)}已经定了不办，没有改动。想照办发「恢复 系列 {series.number}」。"


def move_anew(why: str, series: "Series") -> str:
    """The days cannot be read."""
    return f"{why}请这样发：移到 系列 {series.number} 12月20日 到 12月21日"


def how_to_move(series: "Series") -> str:
    """No two days are said."""
    return move_anew("从哪天改到哪天？", series)


def moved(series: "Series", before: str, activity: "Activity", asked: int) -> str:
    """One day is moved."""
    people = f"，已请 {asked} 人重新确认" if asked else ""
    return f"{title(series)} 这一次从 {before} 改到 {moment(activity.starts_at)}{people}，其余照旧。{UNDO}"


def moved_back(series: "Series", activity: "Activity") -> str:
    """A move taken back."""
    return f"撤销了：{title(series)} 这一次还是 {moment(activity.starts_at)}。"


def same_time(series: "Series") -> str:
    """Moved to where it is."""
    return f"{title(series)} 这一次本来就是这个时间，没有改动。"


def from_when_to_when(series: "Series") -> str:
    """No stretch of days is said."""
    return f"{title(series)} 从哪天停到哪天？请直接回，例如：1月15日到2月28日。以后都不办了，发「停办 系列 {series.number}」。"


def paused(series: "Series", span: str, kept: str) -> str:
    """Days on which it pauses."""
    return f"{title(series)} {span}停办，过后照旧。{kept}{UNDO}"


def paused_already(series: "Series", span: str) -> str:
    """The same again."""
    return f"{title(series)} {span}已经定了停，没有改动。"


def pause_news(series: "Series", span: str) -> str:
    """To those who come to all."""
    return f"{title(series)} {span}停办，过后照旧，您的整期报名还在。"


def stopped(series: "Series", kept: str) -> str:
    """It ends."""
    return f"{title(series)} 停办了，以后不再安排。{kept}{UNDO}"


def stopped_already(series: "Series") -> str:
    """It had ended."""
    return f"{title(series)} 已经停办了。想再办发「恢复 系列 {series.number}」。"


def stop_news(series: "Series") -> str:
    """To those who come to all."""
    return f"{title(series)} 停办了，以后不再安排。谢谢您一直来。"


def kept(days: Sequence[str]) -> str:
    """Occurrences with people on them go on unless the leader says otherwise."""
    return f"\n{'、'.join(days)}已有人报名，先照办；要取消并通知他们，回 1。\n" if days else ""


def cleared(series: "Series", days: Sequence[str], told: int) -> str:
    """What was kept is called off."""
    return f"{title(series)} {'、'.join(days)}也取消了，已通知 {told} 人。{UNDO}"


def nothing_to_clear(series: "Series") -> str:
    """Nothing was kept."""
    return f"{title(series)} 没有要取消的了。"


def back_on(series: "Series", days: Sequence[str]) -> str:
    """What was called off goes on."""
    return f"撤销了：{title(series)} {'、'.join(days)}照办。"


def resumed(series: "Series", coming: Sequence[date], today: date) -> str:
    """It goes on."""
    listed = "、".join(day(each, today) for each in coming)
    return f"{title(series)} 照常办了。接下来：{listed or '后面没有了'}。{UNDO}"


def resume_news(series: "Series", coming: Sequence[date], today: date) -> str:
    """To those who come to all."""
    return f"{title(series)} 又照常办了，您的整期报名还在。接下来：{'、'.join(day(each, today) for each in coming)}。"


def nothing_to_resume(series: "Series") -> str:
    """It goes on as it is."""
    return f"{title(series)} 没有停，照常在办。"


def undone(series: "Series", today: date) -> str:
    """A change of the rule taken back."""
    return f"撤销了：{title(series)} 还是{saying.say(from_row(series.rule), today)}。"


def how_to_alter(series: "Series") -> str:
    """Nothing to change is said."""
    word = f"改系列 {series.number}"
    return f"要改什么？例如：{word} 10:00-12:00｜{word} 地点：活动室｜{word} 15人｜{word} 每周日"


def minimum_is_a_setting(series: "Series") -> str:
    """The minimum of its kind is a setting of the community."""
    return f"{title(series)} 的最少人数是社区的设置，请发「设置」去改。"


def altered(series: "Series", asked: int, kept_days: str, today: date) -> str:
    """From now on it is different."""
    facts = "，".join(filter(None, [series.place, counts(series)]))
    people = f"已请 {asked} 人次重新确认。" if asked else ""
    rule = f"{saying.say(from_row(series.rule), today)} {hours(series)}，{facts}"
    return "\n".join(filter(None, [f"改好了，以后都这样：{title(series)}", rule, f"{people}{kept_days.strip()}", UNDO]))


def altered_to_the_same(series: "Series") -> str:
    """Nothing differs."""
    return f"{title(series)} 本来就是这样，没有改动。"


def parts_apart(series: "Series") -> str:
    """Sections and conditions have words of their own."""
    n = series.number
    return f"分组和条件请单独发：「分组 系列 {n} 早班 8-10点 5人, 午班 10-12点 5人」「条件 系列 {n} 限党员」；其余的再发「改系列 {n} …」。"
