"""Sentences of activities: short, warm, the big facts first, digits as digits."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from plugins.kernel import clock

from .day_texts import WEEKDAYS as WEEKDAYS
from .day_texts import between, hour, moment
from .day_texts import day as day
from .eligibility import texts as eligibility_texts
from .sections import texts as section_texts

if TYPE_CHECKING:
    from .models import Activity
    from .signing import Place, Tally

UNDO = "（撤销可收回）"


def span(activity: "Activity") -> str:
    """11月28日 周六 9:00–11:00; with the second day when it runs over midnight."""
    return stretch(activity.starts_at, activity.ends_at)


def stretch(starts_at: datetime, ends_at: datetime) -> str:
    """From then to then."""
    return f"{day(starts_at)} {between(starts_at, ends_at)}"


def title(activity: "Activity") -> str:
    """【12】清洁家园; only the title as long as it has no number."""
    return activity.title if activity.number is None else f"【{activity.number}】{activity.title}"


def numbers(activity: "Activity") -> str:
    """20 人，至少 10 人."""
    parts = []
    if activity.capacity is not None:
        parts.append(f"限 {activity.capacity} 人")
    if activity.minimum:
        parts.append(f"至少 {activity.minimum} 人")
    if activity.sections:
        parts.insert(0, section_texts.numbers(activity.sections))
    if allowed := eligibility_texts.brief(activity.conditions):
        parts.append(allowed)
    return "，".join(parts)


def phase(activity: "Activity") -> str:
    """Why nobody can sign up in time any more; empty while one can. Vacancies are of no use then, and would mislead."""
    now = clock.now()
    if activity.state == "cancelled":
        return "已取消"
    if now >= activity.starts_at:
        return "已结束" if now >= activity.ends_at else "已开始"
    closed = activity.state == "closed" or (activity.signup_closes_at and now >= activity.signup_closes_at)
    return "报名已截止" if closed else ""


def vacancy(activity: "Activity", tally: "Tally") -> str:
    """What is missing or left, in digits; empty when there is nothing to say."""
    if tally.sections:
        return section_texts.vacancies(tally)
    short, stands = tally.short(activity), quorum(activity, tally)
    parts = [stands] if stands else []
    free = tally.free(activity)
    if free is not None and not (short and activity.minimum == activity.capacity):
        parts.append(f"还有 {free} 个名额" if free else "名额已满")
    return "，".join(parts)


def quorum(activity: "Activity", tally: "Tally") -> str:
    """还差 3 人到 10 人, 够 10 人了; empty where no minimum is asked for."""
    if short := tally.short(activity):
        return f"还差 {short} 人" if activity.minimum == activity.capacity else f"还差 {short} 人到 {activity.minimum} 人"
    return f"够 {activity.minimum} 人了" if activity.minimum else ""


def enough(activity: "Activity", tally: "Tally") -> str:
    """还差 3 人, of all its sections together; 够 10 人了; empty where no minimum is asked for."""
    if tally.sections and (short := tally.short(activity)):
        return f"还差 {short} 人"
    return quorum(activity, tally)


def standing(activity: "Activity", tally: "Tally") -> str:
    """已报 7 人，还差 3 人到 10 人."""
    left = vacancy(activity, tally)
    return f"已报 {tally.heads} 人{f'，{left}' if left else ''}"


def no_such_number(number: int) -> str:
    """No activity of that number in this community."""
    return f"没有 {number} 号活动。发「活动」看现在有哪些。"


def nothing_found(words: str) -> str:
    """Nothing open fits the words, which may be a number that no activity can have."""
    if words.isdigit():
        return "没有这个号的活动。发「活动」看现在有哪些。"
    return f"没找到{f'叫「{words[:12]}」的' if words else ''}活动。发「活动」看现在有哪些。"


def nothing_open() -> str:
    """No activity at all."""
    return "现在没有可以报名的活动。有新活动会在群里通知。"


def was_cancelled(activity: "Activity") -> str:
    """The activity has been cancelled."""
    return f"{title(activity)} 已经取消了。发「活动」看别的。"


def is_over(activity: "Activity") -> str:
    """The activity is over."""
    return f"{title(activity)} 已经结束了（{day(activity.starts_at)}）。发「活动」看接下来有哪些。"


def has_begun(activity: "Activity") -> str:
    """The activity has begun."""
    return f"{title(activity)} 已经开始了，请直接到现场找队长登记。"


def no_room_for_company(activity: "Activity", free: int) -> str:
    """More people than places."""
    left = f"只剩 {free} 个名额" if free else "名额已满"
    return f"{title(activity)} {left}，多的人带不上了；原来的报名不变。"


def too_late_for_company(activity: "Activity") -> str:
    """The sign-up is closed; what was said in time stands."""
    return f"{title(activity)} 报名已截止，不能再多带人了；原来的报名不变，少来几位可以。要加人请找队长。"


def which_one(activities: Sequence["Activity"]) -> str:
    """Several may be meant: a numbered list, answered with a number."""
    lines = [f"{index}. {each.title} {moment(each.starts_at)}" for index, each in enumerate(activities, 1)]
    return "您说的是哪一个？回前面的数字就行：\n" + "\n".join(lines)


def joined(name: str, activity: "Activity", place: "Place") -> str:
    """On the list: the place, what is missing or left."""
    heads = place.signup.heads
    company = f"（一共 {heads} 人）" if heads > 1 else ""
    left = vacancy(activity, place.tally)
    what = "改好了" if place.already else "报上了"
    return f"{name} {what}：{title(activity)}，{moment(activity.starts_at)}，第 {place.position} 位{company}{f'，{left}' if left else ''}。{UNDO}"


def waiting(name: str, activity: "Activity", place: "Place") -> str:
    """On the waitlist."""
    why = "队长点头才算数" if place.signup.late else "有人退出就按顺序递补，会告诉您"
    head = "报名已截止" if place.signup.late else "名额已满"
    return f"{name}：{title(activity)} {head}，先排候补第 {place.position} 位，{why}。{UNDO}"


def already(name: str, activity: "Activity", place: "Place", by: str | None) -> str:
    """Joining again changes nothing."""
    where = "候补" if place.signup.state == "waiting" else "名单"
    who = f"（{by} 帮报的）" if by else ""
    return f"{name} 已经在 {title(activity)} 的{where}第 {place.position} 位了{who}，不用再报。"


def overlap(others: Sequence["Activity"]) -> str:
    """Two at the same time."""
    return "\n注意：时间和 " + "、".join(f"{title(each)}（{hour(each.starts_at)}）" for each in others) + " 撞上了。"


def too_late_to_undo(activity: "Activity") -> str:
    """Undoing a sign-up after the cancel deadline."""
    return f"{title(activity)} 的退出时间已过，不能撤销报名了。来不了请发「来不了 {activity.number}」，我转告队长。"


def left(name: str, activity: "Activity", moved: Sequence[str], *, waited: bool) -> str:
    """Off the list, and who moved up."""
    what = "不再候补" if waited else "已退出"
    up = f"，候补的 {'、'.join(moved)} 递补上了" if moved else ""
    return f"{name} {what} {dated(activity)}{up}。{UNDO}"


def dated(activity: "Activity") -> str:
    """【16】合唱排练（11月28日）: one of a series is told by its day."""
    wall = clock.local(activity.starts_at)
    return title(activity) + (f"（{wall.month}月{wall.day}日）" if activity.series_id else "")


def moved_up(names: Sequence[str]) -> str:
    """Who of the waitlist got a place that has become free; empty when nobody did."""
    return f"\n候补的 {'、'.join(names)} 递补上了。" if names else ""


def too_late_to_leave(name: str, activity: "Activity") -> str:
    """After the cancel deadline it is a message to the leader."""
    return f"{name}：{title(activity)} 的退出时间已过，我已转告队长您来不了，记为请假，不算没到。"


def not_on_list(name: str, activity: "Activity") -> str:
    """Nothing to leave."""
    return f"{name} 不在 {title(activity)} 的名单上，不用取消。"


def on_no_list(name: str) -> str:
    """No sign-up to leave."""
    return f"{name} 现在没有报名任何活动。"


def not_yours(name: str) -> str:
    """Only the person, his proxy or the leader takes him off."""
    return f"{name} 不是您帮报的，要退出请本人、帮报的人或队长来说。"


def cannot_come(name: str, activity: "Activity") -> str:
    """To the leader, after the cancel deadline."""
    return f"{name} 来不了 {title(activity)}（{moment(activity.starts_at)}），已记请假，名额没有放出来。"


def promoted(name: str, activity: "Activity", position: int, *, by_proxy: bool) -> str:
    """To a person who moved up, or to who speaks for him: his 取消报名 would take off himself."""
    leave = f"帮 {name} 取消 {activity.number}" if by_proxy else f"取消报名 {activity.number}"
    return (
        f"{name}：{title(activity)} 候补转正了，第 {position} 位。{span(activity)}，{activity.place}。来不了请回「{leave}」。"
    )


def for_whom(names: Sequence[str], *, own: bool) -> str:
    """Before a letter that one person reads for others, too: 您、王奶奶："""
    return f"{'、'.join(['您', *names] if own else names)}："


def back_again(name: str, activity: "Activity", place: int, *, waiting: bool) -> str:
    """A leaving was taken back."""
    where = f"名额已被递补，排回候补第 {place} 位" if waiting else f"回到名单第 {place} 位"
    return f"撤销了：{name} 在 {title(activity)} {where}。"


def company_back(name: str, activity: "Activity", heads: int) -> str:
    """A change of head-count was taken back."""
    return f"撤销了：{name} 在 {title(activity)} 照原来的，一共 {heads} 人。"


def comes_after_all(name: str, activity: "Activity") -> str:
    """An excuse was taken back."""
    return f"{name} 又能来 {title(activity)} 了，请假已撤销。"
