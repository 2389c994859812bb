"""Sentences of a publication: what is asked for, what is read back, what the groups read."""

from typing import TYPE_CHECKING

from plugins.kernel import clock

from .texts import moment, numbers, span, title

if TYPE_CHECKING:
    from .models import Activity


def published(activity: "Activity", kind: str = "") -> str:
    """Read back what was published; ``kind``: the kind of service that was said."""
    lines = [f"发布好了：{title(activity)}", span(activity), activity.place]
    if limits := numbers(activity):
        lines.append(limits)
    if activity.signup_closes_at:
        lines.append(f"报名截止 {moment(activity.signup_closes_at)}")
    if activity.cancel_closes_at:
        lines.append(f"退出截止 {moment(activity.cancel_closes_at)}")
    lines += [f"类别 {kind}"] * bool(kind)
    return "\n".join([*lines, "写错了？10 分钟内发「撤销」。"])


def announcement(activity: "Activity", leader: str) -> str:
    """The notice in the groups."""
    lines = [title(activity), f"时间：{span(activity)}", f"地点：{activity.place}"]
    if limits := numbers(activity):
        lines.append(f"人数：{limits}")
    if activity.signup_closes_at:
        lines.append(f"截止：{moment(activity.signup_closes_at)}")
    if leader:
        lines.append(f"队长：{leader}")
    return "\n".join([*lines, _invitation(activity)])


def over(activity: "Activity") -> str:
    """Why nobody is invited any more."""
    return "已经开始了" if activity.starts_at <= clock.now() else "报名已截止"


def _invitation(activity: "Activity") -> str:
    """Nobody is invited to what has begun or takes nobody any more."""
    if not invites(activity):
        return f"{over(activity)}。"
    return f"想来的请发「报名 {activity.number}」，或引用这条回「+1」。"


def invites(activity: "Activity") -> bool:
    """Whether one may still sign up now."""
    now = clock.now()
    closed = activity.signup_closes_at is not None and activity.signup_closes_at <= now
    return activity.state == "open" and activity.starts_at > now and not closed


def missing(piece: str) -> str:
    """What 「发布」 still lacks; the answer is appended to the line."""
    asks = {
        "title": "活动叫什么名字？请直接回名字，例如：清洁家园",
        "day": "哪一天？请直接回日期，例如：11月28日",
        "time": "几点到几点？请直接回时间，例如：9:00-11:00",
        "place": "在哪里集合？请直接回地点，例如：亲水平台",
    }
    return asks[piece]


def write_it_anew(why: str) -> str:
    """Something in 「发布」 can be read in two ways, or in none: nothing waits for an answer, so the whole line is wanted."""
    return f"{why}改好后请把「发布」整条再发一次。"


def published_already(activity: "Activity") -> str:
    """The very same activity stands already."""
    return f"{title(activity)} {moment(activity.starts_at)} 已经发布过了，没有再发一遍。真要再办一场，请换个名字。"
