"""Sentences of the ready texts."""

from datetime import date
from typing import TYPE_CHECKING

from plugins.activity.texts import day, hour, moment, numbers, span, title
from plugins.kernel import clock
from plugins.kernel.masking import mask

from .dated import plain

if TYPE_CHECKING:
    from plugins.activity.models import Activity

    from .versions import Versions


def bulletin(number: int) -> str:
    """What it is called."""
    return f"公告 {number}"


def mass(words: str, community: str, on: date | None) -> str:
    """To be sent to many: complete, plain."""
    return f"{words}\n{community}{f' {plain(on)}' if on else ''}"


def activity(what: "Activity", leader: str) -> str:
    """An activity, for those who are in none of our groups."""
    lines = [f"志愿活动：{mask(what.title)}", f"时间：{span(what)}", f"地点：{mask(what.place)}"]
    lines += [f"人数：{limits}"] if (limits := numbers(what)) else []
    lines += [f"报名截止：{moment(what.signup_closes_at)}"] if what.signup_closes_at else []
    lines += [f"队长：{mask(leader)}"] if leader else []
    return "\n".join([*lines, "想参加请到社区报名，或告诉您认识的志愿者。"])


def hours(what: "Activity") -> str:
    """11月28日周六9:00-11:00, as short as it goes."""
    start, end = clock.local(what.starts_at), clock.local(what.ends_at)
    until = "" if start.date() == end.date() else plain(end.date())
    return f"{day(what.starts_at).replace(' ', '')}{hour(what.starts_at)}-{until}{hour(what.ends_at)}"


def all_of(made: "Versions") -> str:
    """The three forms, one under the other."""
    lost = f"\n（40 字放不下：{'、'.join(made.sign.lost)}）" if made.sign.lost else ""
    return (
        f"{made.name} 的转发版\n【群发】\n{made.mass}\n"
        f"【LED，{len(made.sign.text)} 字】\n{made.sign.text}{lost}\n【公告栏】上面的文件就是 A4，打印就能贴。"
    )


def without_page(made: "Versions") -> str:
    """The same where no file can go."""
    return all_of(made).rpartition("\n")[0] + "\n【公告栏】这里发不了文件，请抄写上面的群发文字。"


def was_cancelled(what: "Activity") -> str:
    """Nobody should be told to come."""
    return f"{title(what)} 已经取消，没有转发版。"


def which_activity() -> str:
    """No number."""
    return "哪个活动？请写编号，例如「转发版 活动 12」；编号发「活动」看。"
