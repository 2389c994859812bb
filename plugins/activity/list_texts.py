"""Sentences that list: what is open, who is on it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.kernel import clock

from .eligibility import texts as eligibility_texts
from .texts import moment, numbers, phase, span, title, vacancy

if TYPE_CHECKING:
    from plugins.people.models import Member

    from .models import Activity, SignUp
    from .signing import Tally


def listing(rows: Sequence[tuple["Activity", "Tally"]]) -> str:
    """「活动」: what is open, with vacancies."""
    lines = []
    for activity, tally in rows:
        state = phase(activity) or vacancy(activity, tally) or f"已报 {tally.heads} 人"
        allowed = eligibility_texts.brief(activity.conditions)
        parts = (title(activity), moment(activity.starts_at), activity.place, allowed, state)
        lines.append("｜".join(filter(None, parts)))
    example = call(next((each for each, _ in rows if each.number is not None), rows[0][0]))
    return "\n".join([*lines, f"报名请发「报名 {example}」，看详情发「活动 {example}」。"])


def call(activity: "Activity") -> str:
    """How to speak of it in a command: by its number, else by day and title (28日巡湖)."""
    if activity.number is not None:
        return str(activity.number)
    wall = clock.local(activity.starts_at)
    return f"{wall.month}月{wall.day}日{activity.title}"


def detail(activity: "Activity", tally: "Tally", leader: str, mine: str) -> str:
    """「活动 12」."""
    lines = [title(activity), span(activity), activity.place]
    if activity.state == "cancelled":
        lines.append(f"已取消{f'：{activity.reason}' if activity.reason else ''}")
        return "\n".join(lines)
    if limits := numbers(activity):
        lines.append(limits)
    stand = f"已报 {tally.heads} 人" + (f"，候补 {tally.waiting} 人" if tally.waiting else "")
    lines.append("，".join(part for part in (stand, phase(activity) or vacancy(activity, tally)) if part))
    if activity.goes_ahead_at:
        lines.append("队长定了：人不够也照常")
    if activity.signup_closes_at:
        lines.append(f"报名截止 {moment(activity.signup_closes_at)}")
    if leader:
        lines.append(f"队长 {leader}")
    return "\n".join([*lines, *([mine] if mine else [])])


def name_with_company(signup: "SignUp", member: "Member") -> str:
    """王阿姨（+1 大人 +1 孩子）."""
    parts = [f"+{signup.guests}"] if signup.guests else []
    parts += [f"+{signup.children}孩"] if signup.children else []
    return member.name + (f"（{' '.join(parts)}）" if parts else "")


def roster(
    activity: "Activity",
    joined: Sequence[tuple["SignUp", "Member"]],
    waiting: Sequence[tuple["SignUp", "Member"]],
    tally: "Tally",
    *,
    leads: bool = False,
    outcomes: bool = False,
) -> str:
    """「名单 12」: those who take part, then, apart, those who wait. Who has signed in is marked for who ``leads`` it.

    What became of each (``outcomes``) is for the leader in private: nobody is shown as missing in front of all.
    """
    head = f"{title(activity)}｜{moment(activity.starts_at)}｜{tally.heads} 人"
    if left_over := phase(activity) or vacancy(activity, tally):
        head += f"，{left_over}"
    marks = {"present": " 到", "excused": " 请假", "absent": " 没到"}
    lines = [
        f"{index}. {name_with_company(row, who)}{marks.get(row.outcome or '', '') if outcomes else ''}{_signed(row) if leads else ''}{_answered(activity, row)}"
        for index, (row, who) in enumerate(joined, 1)
    ]
    lines += ["还没有人报名。"] if not joined else []
    if waiting:
        lines += ["候补（还不算报上）："] + [
            f"候补{index}. {name_with_company(row, who)}" for index, (row, who) in enumerate(waiting, 1)
        ]
    return "\n".join([head, *lines])


def _signed(row: "SignUp") -> str:
    """Before the roll; afterwards its outcome says more."""
    if row.outcome or not row.checked_in_at:
        return ""
    return " 已签到（现场）" if row.late else " 已签到"


def _answered(activity: "Activity", row: "SignUp") -> str:
    return "" if not activity.revision or row.confirmed else "（改期未回）"


def my_place(position: int, *, waiting: bool) -> str:
    """Where the speaker stands."""
    return f"您在候补第 {position} 位" if waiting else f"您已报名，第 {position} 位"
