"""Sentences of 「我去了」, and of the private note that it answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, day, title

if TYPE_CHECKING:
    from .models import Activity
    from .objections import Case

MARKED = {"absent": "记为没到", "excused": "记为请假", "present": "记为到了", None: "不在名单上"}


def absent(name: str, activity: "Activity", *, spoken_for: bool) -> str:
    """The private note: what stands there, that nothing follows from it, and what to do when it is wrong."""
    line = f"我去了 {activity.number}{f' {name}' if spoken_for else ''}"
    return (
        f"{name}：{title(activity)}（{day(activity.starts_at)}）记为没到。不扣分，也不公开。"
        f"其实去了就回「{line}」，7 天内都行，队长会核对。"
    )


def corrected(name: str, activity: "Activity", outcome: str | None) -> str:
    """The note was sent, and the attendance has changed since."""
    if outcome is None:
        return f"{name}：{title(activity)} 的考勤收回重记，刚才说没到的那条先不算。"
    return f"{name}：{title(activity)} 的考勤改了，现在{MARKED[outcome]}。"


def raised(name: str, activity: "Activity", *, in_group: bool) -> str:
    """The objection goes to those who decide. In the group nothing is said of whom or what."""
    if in_group:
        return f"好的，{title(activity)} 这件事我私下请队长核对，结果私聊告诉您。{UNDO}"
    return f"好的，{name} 说去了 {title(activity)}，已请队长核对，结果我私聊告诉您。{UNDO}"


def nobody_to_ask(activity: "Activity", workers: Sequence[str]) -> str:
    """Nobody can be asked in private."""
    return f"{title(activity)} 现在没有能核对的队长，我先记下了，请直接找社工{_named(workers)}。{UNDO}"


def withdrawn(name: str, activity: "Activity") -> str:
    """The person takes it back."""
    return f"撤销了：{name} 对 {title(activity)} 考勤的说法收回。"


def raised_before(name: str, activity: "Activity") -> str:
    """Saying it again changes nothing."""
    return f"{name} 已经说过去了 {title(activity)}，队长还没核对，结果会私聊告诉您。"


def decided_before(name: str, activity: "Activity", workers: Sequence[str]) -> str:
    """It was decided."""
    return f"{title(activity)} 的这件事队长已经核对过了。{name} 还有疑问的话，请找社工{_named(workers)}。"


def not_begun(activity: "Activity") -> str:
    """It has not even begun."""
    return f"{title(activity)} 还没开始。要参加请发「报名 {activity.number}」。"


def too_late(activity: "Activity") -> str:
    """More than seven days after the end."""
    return f"{title(activity)} 结束超过 7 天了，群里改不了了。请找社工说明情况。"


def no_roll_yet(name: str, activity: "Activity") -> str:
    """There is no attendance to object to."""
    return f"{title(activity)} 的考勤还没记，先不用申诉。{name} 不在名单上的话，请队长发「补 {name} {activity.number}」。"


def question(name: str, activity: "Activity", outcome: str | None, number: int) -> str:
    """To each who decides."""
    return (
        f"{name} 说去了{title(activity)}（{day(activity.starts_at)}），考勤里{MARKED[outcome]}。\n"
        f"回 {number} 算到，回 {number + 1} 不算。也可以发「不同意申诉 {activity.number} {name} 原因」。"
    )


def lines(cases: Sequence["Case"]) -> list[str]:
    """What the numbers mean: two lines for each."""
    return [f"{verb} {case.activity.number} {case.member.name}" for case in cases for verb in ("同意申诉", "不同意申诉")]


def still_open(cases: Sequence["Case"]) -> str:
    """What else waits for this leader, with the numbers that answer it now."""
    rows = [
        f"\n还有 {case.member.name} 说去了{title(case.activity)}：回 {1 + 2 * index} 算到，回 {2 + 2 * index} 不算。"
        for index, case in enumerate(cases)
    ]
    return "".join(rows)


def none_open(activity: "Activity", names: Sequence[str]) -> str:
    """No such objection is open."""
    if names:
        return f"{title(activity)} 等核对的有：{'、'.join(names)}。请写名字，例如「同意申诉 {activity.number} {names[0]}」。"
    return f"{title(activity)} 没有等核对的申诉。"


def settled(name: str, activity: "Activity", state: str) -> str:
    """Decided, or taken back, before."""
    what = {"granted": "已经定了：算到", "refused": "已经定了：不算", "withdrawn": "本人已经收回"}[state]
    return f"{name} 对 {title(activity)} 的申诉{what}。"


def not_your_own(activity: "Activity") -> str:
    """Nobody decides about himself."""
    return f"{title(activity)} 里您自己（或您帮报的人）的申诉，要由别的队长或社工来定。"


def decided(name: str, activity: "Activity", *, granted: bool, in_group: bool) -> str:
    """To the leader who decided. In the group without the name and the outcome."""
    if in_group:
        return f"好的，{title(activity)} 的申诉定了，已私聊告诉本人。{UNDO}"
    what = "算到了，时长和积分已入账" if granted else "不算，考勤不变"
    return f"{name} 在 {title(activity)} {what}，已私聊告诉本人。{UNDO}"


def granted_news(name: str, activity: "Activity") -> str:
    """To the person."""
    return (
        f"{name}：队长核对过了，{title(activity)}（{day(activity.starts_at)}）改记为到了，时长和积分已入账。发「积分」可以看。"
    )


def refused_news(name: str, activity: "Activity", reason: str, workers: Sequence[str]) -> str:
    """To the person: kindly, with the reason, and whom to turn to."""
    why = f"，说明是：{reason}" if reason else ""
    return f"{name}：谢谢您说明情况。{title(activity)}（{day(activity.starts_at)}）队长核对后没有改{why}。觉得不对，可以找社工{_named(workers)}再看看。"


def reopened(name: str, activity: "Activity") -> str:
    """A decision was taken back: to the leader and to the person."""
    return f"{name} 对 {title(activity)} 考勤的申诉重新核对，刚才的结果先不算。"


def reopened_in_group(activity: "Activity") -> str:
    """The same, where others read along."""
    return f"{title(activity)} 的申诉重新核对，刚才的结果先不算。"


def not_spoken_for(name: str) -> str:
    """Objecting for somebody else."""
    return f"{name} 不是您帮报的，请本人或帮报的人来说「我去了」。"


def withdrawn_news(name: str, activity: "Activity") -> str:
    """To those who were asked."""
    return f"{name} 收回了对 {title(activity)} 考勤的申诉，不用核对了。"


def _named(workers: Sequence[str]) -> str:
    return f" {'、'.join(workers[:2])}" if workers else ""
