"""Sentences for those who lead: refusals, read-backs, reminders, nags."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .checkin_texts import by_checkin_hint
from .sections import texts as section_texts
from .texts import UNDO, day, hour, moment, span, title

if TYPE_CHECKING:
    from .attendance import Booked
    from .models import Activity
    from .sections.models import Section
    from .signing import Tally


def starts_in_past() -> str:
    """A start that is over."""
    return "这个时间已经过了，请写一个以后的时间，例如「11月28日 9:00-11:00」。"


def too_far_ahead() -> str:
    """More than a year ahead."""
    return "这个日期离现在一年多，太远了，请检查年份。"


def only_its_leader(activity: "Activity") -> str:
    """Somebody else's activity."""
    return f"{title(activity)} 要由发布的人、它的队长或社工来改，请找他们。"


def capacity_below_list(activity: "Activity", heads: int) -> str:
    """A limit below those on the list."""
    return f"{title(activity)} 已经报了 {heads} 人，上限不能低于 {heads}。"


def capacity_below_minimum(activity: "Activity") -> str:
    """A limit below the minimum."""
    return f"{title(activity)} 至少要 {activity.minimum} 人，上限不能更低。"


def capacity_unread() -> str:
    """No number for the limit."""
    return "上限改成多少？请这样发：上限 12 30（12 是活动号，30 是人数，1 到 5000）。"


def capacity_set(activity: "Activity", moved: Sequence[str]) -> str:
    """The limit is changed, and who moved up."""
    up = f"，候补的 {'、'.join(moved)} 递补上了" if moved else ""
    return f"{title(activity)} 上限改为 {activity.capacity} 人{up}。{UNDO}"


def capacity_same(activity: "Activity") -> str:
    """The limit is what it was."""
    return f"{title(activity)} 上限本来就是 {activity.capacity} 人，没有改动。"


def closed(activity: "Activity", tally: "Tally") -> str:
    """The sign-up is closed."""
    return f"{title(activity)} 报名已截止，共 {tally.heads} 人。之后来报的先排候补，您可以用「补 名字 {activity.number}」加人。{UNDO}"


def closed_already(activity: "Activity") -> str:
    """Closed before."""
    return f"{title(activity)} 的报名之前就截止了。"


def deadline_set(activity: "Activity") -> str:
    """Another sign-up deadline."""
    assert activity.signup_closes_at is not None
    return f"{title(activity)} 报名截止改到 {moment(activity.signup_closes_at)}。{UNDO}"


def deadline_same(activity: "Activity") -> str:
    """The deadline is what it was."""
    assert activity.signup_closes_at is not None
    return f"{title(activity)} 报名截止本来就是 {moment(activity.signup_closes_at)}，没有改动。"


def deadline_after_start(activity: "Activity") -> str:
    """A deadline after the start."""
    return f"截止时间要在活动开始（{moment(activity.starts_at)}）之前，也不能已经过去。"


def cancelled(activity: "Activity", told: int) -> str:
    """Called off."""
    reason = f"（{activity.reason}）" if activity.reason else ""
    return f"{title(activity)} 已取消{reason}，正在通知名单上的 {told} 人。{UNDO}"


def cancelled_news(activity: "Activity") -> str:
    """To everybody on the list."""
    reason = f"，原因：{activity.reason}" if activity.reason else ""
    return f"取消通知：{title(activity)}（{moment(activity.starts_at)}）取消了{reason}。不用去了，抱歉。"


def uncancelled_news(activity: "Activity") -> str:
    """The calling-off was a slip."""
    return f"更正：{title(activity)} 照常：{span(activity)}，{activity.place}。"


def rescheduled(activity: "Activity", before: str, told: int) -> str:
    """Moved."""
    return f"{title(activity)} 改好了：原 {before}，现 {span(activity)}，{activity.place}。正在请名单上的 {told} 人重新确认。{UNDO}"


def moved_back(activity: "Activity", told: int) -> str:
    """「撤销」 of a change of time."""
    ask = f"正在请名单上的 {told} 人重新确认" if told else "改期通知还没发出去，已收回"
    return f"撤销了：{title(activity)} 还是 {span(activity)}，{ask}。"


def when_unread(activity: "Activity") -> str:
    """「改期」 without a time."""
    return f"改到什么时候？请这样发：改期 {activity.number} 29日8点"


def reschedule_anew(why: str, activity: "Activity") -> str:
    """The new time can be read in two ways, or in none: nothing waits for an answer, so the whole line is wanted."""
    return f"{why}改好后请整条再发一次，例如「改期 {activity.number} 29日8点」。"


def same_time(activity: "Activity") -> str:
    """Moved to where it is."""
    return f"{title(activity)} 本来就是 {span(activity)}，没有改动。"


def too_late_for_truth(activity: "Activity") -> str:
    """More than seven days after the end."""
    return f"{title(activity)} 结束超过 7 天了，不能再补。要改请社工用「加分」或「冲正」，并写明原因。"


def not_begun(activity: "Activity") -> str:
    """Attendance before the start."""
    return f"{title(activity)} 还没开始（{moment(activity.starts_at)}），开始以后再记考勤。"


def nobody_on_list(activity: "Activity") -> str:
    """An empty list."""
    return f"{title(activity)} 名单上没有人。谁来了就先补上，例如「补 王姐 {activity.number}」。"


def roll_not_understood() -> str:
    """The roll is not clear."""
    return (
        "考勤没看懂，没有记。请这样发：「考勤 12 都到了，除了3和7」或「考勤 12 到 1 2 5 请假 3」，数字是「名单 12」里的序号。"
    )


def roll_number_unknown(number: int, most: int) -> str:
    """A number outside the list."""
    return f"名单上只有 {most} 人，没有 {number} 号，考勤没有记。请对照「名单」再发一次。"


def roll_twice(number: int) -> str:
    """Two outcomes for one."""
    return f"{number} 号说了两种结果，考勤没有记。请再发一次。"


def booked(activity: "Activity", done: "Booked", *, named: bool) -> str:
    """Attendance is in the books. Who was missing is never said in a group: there only how many (``named`` is off)."""
    missing = [
        f"{word} {len(names)}" + (f"（{'、'.join(names)}）" if named else "")
        for word, names in (("请假", done.excused), ("没到", done.absent))
        if names
    ]
    each = f"每人 {_earned(done)}，已入账" if done.present else "没有人入账"
    if done.apart and done.present:
        each = f"按各自的班次算时长，最多 {hours(done.minutes)}、{done.points} 分，已入账"
    return f"{title(activity)} 考勤记好了：到 {done.present}{'，' if missing else ''}{'，'.join(missing)}。{each}。{UNDO}"


def _earned(done: "Booked") -> str:
    """The same for all, or from the least to the most."""
    if done.least == done.minutes:
        return f"{hours(done.minutes)}，{done.points} 分"
    return f"{hours(done.least).removesuffix(' 小时')} 到 {hours(done.minutes)}，最多 {done.points} 分"


def booked_before(activity: "Activity") -> str:
    """The same roll again."""
    return f"{title(activity)} 的考勤之前就是这样记的，没有改动。"


def hours(minutes: int) -> str:
    """2 小时, 1.5 小时."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " 小时"


def nag(activity: "Activity", tally: "Tally", signed: int) -> str:
    """At +20 h; ``signed``: how many have signed in."""
    number = activity.number
    which = f"{title(activity)}（{day(activity.starts_at)}，{tally.rows} 人）"
    return f"{which}的考勤还没记，大家等着入账。一句话就行：「考勤 {number} 都到了」或「考勤 {number} 都到了，除了3」。{by_checkin_hint(activity, signed)}"


def escalation(activity: "Activity", leader: str, tally: "Tally") -> str:
    """At +24 h, to the deputies."""
    who = f"（队长 {leader}）" if leader else ""
    waiting = f"{tally.rows} 人没入账"
    return f"{title(activity)} 结束一天了还没记考勤{who}，{waiting}。您可以代记：「考勤 {activity.number} 都到了」。"


def eve(activity: "Activity", standing: str) -> str:
    """The evening before."""
    return f"明天的活动：{title(activity)}：{span(activity)}，{activity.place}。{standing}。来不了请发「取消报名 {activity.number}」。"


def soon(activity: "Activity") -> str:
    """Ninety minutes before."""
    starts = section_texts.starts(activity) or f"{hour(activity.starts_at)} 开始"
    return f"今天的活动：{title(activity)} {starts}，在 {activity.place} 集合。路上慢点。"


def shift_soon(activity: "Activity", section: "Section") -> str:
    """Ninety minutes before a shift that begins later."""
    return f"今天的活动：{title(activity)} 的{section_texts.called(section)}，在 {activity.place} 集合。路上慢点。"


def withdrawn(activity: "Activity") -> str:
    """「撤销」 of a publication."""
    return f"{title(activity)} 收回了，当作没发过。"


def too_late_to_withdraw(activity: "Activity", people: int) -> str:
    """People have signed up meanwhile."""
    return f"{title(activity)} 已有 {people} 人报名，不能悄悄收回。要停办请发「取消活动 {activity.number} 原因」。"


def undone(what: str) -> str:
    """A change was taken back."""
    return f"撤销了：{what}。"


def roll_of(activity: "Activity") -> str:
    """What was taken back."""
    return f"{title(activity)} 的考勤，已入账的同时冲回"


def which_number(word: str) -> str:
    """A change without the activity's number."""
    return f"请写上活动号，例如「{word} 12 …」，或引用那条活动通知再发。"


def what_to_export(examples: Sequence[str]) -> str:
    """「导出」 and nothing that can be had."""
    return f"导出什么？现在能发：{'、'.join(f'「{each}」' for each in examples)}。"
