"""Sentences about days: what is on in a stretch of them, what I am on, calendars and posters."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from plugins.kernel import clock
from plugins.points.texts import hours

from .list_texts import call
from .sections import texts as section_texts
from .texts import WEEKDAYS, day, enough, hour, moment, title

if TYPE_CHECKING:
    from .engagements import Engagement
    from .models import Activity
    from .stretch import Stretch

OUTCOMES = {"present": "到", "excused": "请假", "absent": "没到"}
MOST_LINES = 15


def days_of(stretch: "Stretch") -> str:
    """周末（11月28日 周六–29日 周日）; a month speaks for itself."""
    first, last = stretch.first, stretch.last
    if first.day == 1 and (last - first).days > 26:
        return stretch.label
    if first == last:
        return f"{stretch.label}（{_date(first)}）"
    return f"{stretch.label}（{first.month}月{first.day}日–{last.month}月{last.day}日）"


def _date(when: date) -> str:
    return f"{when.month}月{when.day}日 周{WEEKDAYS[when.weekday()]}"


def on_in(stretch: "Stretch", count: int) -> str:
    """The head of a list."""
    return f"{days_of(stretch)}有 {count} 个活动："


def not_listed(count: int) -> str:
    """What the list had no room for; empty when all is there."""
    return f"还有 {count} 个没有列出，可以按「活动 明天」「活动 本周」分着看。" if count > 0 else ""


def nothing_on(stretch: "Stretch", following: "Activity | None") -> str:
    """No activity then; the next one that comes instead."""
    head = f"{days_of(stretch)}没有可以报名的活动。"
    if following is None:
        return f"{head}有新活动会在群里通知。"
    return f"{head}最近的一个是 {title(following)}，{moment(following.starts_at)}，报名发「报名 {call(following)}」。"


def my_activities(name: str, rows: Sequence["Engagement"]) -> str:
    """「我的活动」: one line per activity, everybody whom the speaker answers for."""
    groups = [list(group) for _, group in groupby(rows, key=lambda each: each.activity.id)]
    lines = [f"{_place_line(group[0].activity)}｜{'，'.join(map(_standing, group))}{_quorum(group[0])}" for group in groups]
    going = [group for group in groups if group[0].activity.state != "cancelled"]
    hint = f"来不了发「取消报名 {going[0][0].activity.number}」；放进手机日历，私聊我发「日历」。" if going else ""
    return "\n".join(filter(None, [f"{name} 报了 {len(groups)} 个活动：", *lines, hint]))


def _place_line(activity: "Activity") -> str:
    return f"{title(activity)}｜{moment(activity.starts_at)}｜{activity.place}"


def _quorum(engagement: "Engagement") -> str:
    """｜还差 3 人到 10 人; nothing where no minimum is asked for, or it does not take place."""
    activity, tally = engagement.activity, engagement.tally
    stands = enough(activity, tally) if tally and activity.state != "cancelled" else ""
    return f"｜{stands}" if stands else ""


def _standing(engagement: "Engagement") -> str:
    """第 3 位; 王奶奶 候补第 2 位."""
    activity, who = engagement.activity, "" if engagement.own else f"{engagement.member.name} "
    if activity.state == "cancelled":
        return f"{who}已取消，不用来"
    place = section_texts.my_places(engagement.seats) or f"{'候补' * engagement.waits}第 {engagement.position} 位"
    moved = activity.revision and engagement.signup.confirmed is None
    return f"{who}{place}" + (f"（改期了，能来请发「能来 {activity.number}」）" if moved else "")


def on_none(name: str) -> str:
    """Nothing ahead."""
    return f"{name} 现在没有报名活动。发「活动」看能参加什么；以前的发「我的活动 以前」。"


def past_activities(name: str, rows: Sequence["Engagement"], total: int) -> str:
    """「我的活动 以前」, newest first."""
    lines = [f"{title(each.activity)}｜{day(each.activity.starts_at)}｜{_outcome(each)}" for each in rows]
    more = f"更早的还有 {total - len(rows)} 次。" if total > len(rows) else ""
    wrong = "哪次记得不对，请跟队长说。"
    return "\n".join(filter(None, [f"{name} 以前报过 {total} 次：", *lines, more, wrong]))


def _outcome(engagement: "Engagement") -> str:
    who = "" if engagement.own else f"{engagement.member.name} "
    outcome, minutes = engagement.signup.outcome, engagement.signup.minutes
    if outcome is None:
        return f"{who}考勤还没记"
    served = f" {hours(minutes)}" if outcome == "present" and minutes else ""
    return f"{who}{OUTCOMES[outcome]}{served}"


def none_past(name: str) -> str:
    """Nothing behind."""
    return f"{name} 还没有参加过活动。发「活动」看能参加什么。"


def past_in_private() -> str:
    """Outcomes are nobody else's business."""
    return "以前的活动有到没到的记录，请私聊我发「我的活动 以前」。"


def calendar_in_private() -> str:
    """Whose calendar is meant in a group."""
    return "您自己的日历请私聊我发「日历」；社区的请发「日历 社区」。"


def calendar_is_empty(label: str) -> str:
    """No file without anything in it."""
    return f"{label}还没有活动，先不发日历文件。发「活动」看能参加什么。"


def calendar_sent(label: str, count: int) -> str:
    """What the file holds and what to do with it."""
    return f"{label}在上面的文件里，{count} 个活动：点开文件，选「日历」就加进手机了。活动有变动，再发一次会自动改过来。"


def calendar_as_text(activities: Sequence["Activity"]) -> str:
    """Where no file can go: the dates."""
    return "\n".join(["这边发不了文件，日期如下：", *dates(activities)])


def dates(activities: Sequence["Activity"], stands: Mapping[int, str] | None = None) -> list[str]:
    """12月5日 周六 9:00–11:00 【12】清洁家园 亲水平台, one line each; at most fifteen."""
    lines = [f"{_when(each)} {title(each)} {each.place}{_state(each, stands or {})}" for each in activities]
    left = len(lines) - MOST_LINES
    return lines if left <= 0 else [*lines[:MOST_LINES], f"还有 {left} 个，发「活动」看全部。"]


def _state(activity: "Activity", stands: Mapping[int, str]) -> str:
    if activity.state == "cancelled":
        return "（已取消）"
    return f"，{stands[activity.id]}" if activity.id in stands else ""


def _when(activity: "Activity") -> str:
    start, end = clock.local(activity.starts_at), clock.local(activity.ends_at)
    return moment(activity.starts_at) + (f"–{hour(activity.ends_at)}" if start.date() == end.date() else "")


def month_listed(community: str, month: "Stretch", activities: Sequence["Activity"], stands: Mapping[int, str]) -> str:
    """「月历」 as text, and how to print it; ``stands``: how many are missing, by the id of the activity."""
    if not activities:
        return f"{community} {month.label}还没有活动。"
    how = f"要贴公告栏，发「月历 {month.first.month}月 A4」。"
    return "\n".join([f"{community} {month.label}，{len(activities)} 个活动：", *dates(activities, stands), how])


def printed(what: str, paper: str) -> str:
    """A page went out as PDF."""
    return f"{what}在上面的文件里，用 {paper} 纸打印，“实际大小”就好。"


def not_printed(text: str) -> str:
    """Where no PDF can be made or sent."""
    return f"这边发不了文件，内容如下：\n{text}"


def poster_hint(activity: "Activity") -> str:
    """How to get the poster on paper."""
    return f"要打印，发「海报 {activity.number} A4」。"


def which_month() -> str:
    """Words that name no month."""
    return "要看哪个月？例如「月历 12月」，打印发「月历 12月 A4」或「月历 12月 A3」。"
