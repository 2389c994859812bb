"""Sentences of 签到."""

from datetime import datetime
from typing import TYPE_CHECKING

from .sections.texts import called
from .texts import UNDO, day, hour, moment, title

if TYPE_CHECKING:
    from .models import Activity
    from .sections.models import Section


def signed_in(name: str, activity: "Activity", section: "Section | None", place: int, *, walk_in: bool) -> str:
    """Somebody is there."""
    where = f"{title(activity)} {section.name}" if section else title(activity)
    if walk_in:
        return f"{name} 现场签到：{where}，第 {place} 个签到，原来不在名单上，等队长确认。{UNDO}"
    return f"{name} 签到了：{where}，第 {place} 个签到，等队长记考勤。{UNDO}"


def signed_in_before(name: str, activity: "Activity", section: "Section | None", place: int) -> str:
    """Signing in again changes nothing."""
    where = f"{title(activity)} {section.name}" if section else title(activity)
    return f"{name} 已经签到过了：{where}，第 {place} 个签到。"


def signed_out(name: str, activity: "Activity") -> str:
    """A sign-in was taken back."""
    return f"撤销了：{name} 在 {title(activity)} 的签到。"


def too_early(activity: "Activity", opens: datetime) -> str:
    """Before the window."""
    return f"{title(activity)} 还不能签到，{moment(opens)} 开始签到。"


def too_late(activity: "Activity") -> str:
    """After the window."""
    number = activity.number
    return f"{title(activity)}（{day(activity.starts_at)}）的签到已经结束。去了的话请队长发「补 名字 {number}」；考勤记错了就发「我去了 {number}」。"


def too_early_for_shift(activity: "Activity", section: "Section", opens: datetime) -> str:
    """Before the window of his own shift."""
    return f"您在 {title(activity)} 的 {called(section)}，还不能签到，{moment(opens)} 开始签到。"


def too_late_for_shift(activity: "Activity", section: "Section") -> str:
    """After the window of his own shift."""
    number = activity.number
    return f"{title(activity)} 的 {called(section)} 签到已经结束。去了的话，考勤记错了就发「我去了 {number}」；来别的班帮忙就找现场队长。"


def nothing_running() -> str:
    """「签到」 while nothing can be signed in to."""
    return "现在没有可以签到的活动，快开始的时候再来签。发「活动」看什么时候开始。"


def code_needed(activity: "Activity") -> str:
    """A code word was set and not said."""
    return f"{title(activity)} 签到要报现场的签到码：请发「签到 {activity.number} 签到码」，码问现场的队长。"


def wrong(activity: "Activity", left: int) -> str:
    """A wrong code word."""
    return f"签到码不对，没有签上，还能试 {left} 次：请再看一眼，发「签到 {activity.number} 签到码」。"


def paused(activity: "Activity", until: datetime) -> str:
    """Too many wrong ones."""
    return f"{title(activity)} 的签到码错了 5 次，{hour(until)} 以后再试，或请队长帮您签。"


def see_the_leader(name: str, activity: "Activity") -> str:
    """Not on the list, and nobody vouches."""
    number = activity.number
    return f"{name} 不在 {title(activity)} 的名单上。人到现场了就找队长：请他发「补 {name} {number}」，或问他要签到码再发「签到 {number} 签到码」。"


def full_until_it_begins(activity: "Activity") -> str:
    """Walking in before the start, where every place is promised."""
    return f"{title(activity)} 名额已满，{hour(activity.starts_at)} 开始以后可以再来现场签到。"


def roll_is_called(activity: "Activity") -> str:
    """A code word is of no use any more."""
    return f"{title(activity)} 的考勤已经记过了，不用签到码了。漏了谁，发「补 名字 {activity.number}」再记考勤。"


def after_the_roll(name: str, activity: "Activity", outcome: str | None) -> str:
    """The roll has been called already."""
    if outcome == "present":
        return f"{name} 在 {title(activity)} 已经记为到了，不用再签。"
    return f"{title(activity)} 的考勤已经记过了。去了而没记上的话，请发「我去了 {activity.number}」，队长会核对。"


def called_meanwhile(activity: "Activity") -> str:
    """Undoing after the roll."""
    return f"{title(activity)} 的考勤已经记了，签到撤销不了；记错了请找队长改。"


def not_yours_to_sign(name: str) -> str:
    """Only the person, whoever speaks for him, the leader, or somebody with the code word."""
    return f"{name} 不是您帮报的，请本人或队长来签；您就在现场的话，带上签到码也行。"


def several_called(name: str) -> str:
    """Two of that name on the list."""
    return f"名单上不止一位 {name}，请本人自己签到，或请队长在考勤时写序号。"


def code_set(activity: "Activity", code: str, opens: datetime, closes: datetime) -> str:
    """The code word, to the leader in private."""
    number = activity.number
    return (
        f"{title(activity)} 的签到码：{code}\n"
        f"{moment(opens)}–{hour(closes)} 有效。现场念给大家，签到发「签到 {number} {code}」（私聊我发，码就不会在群里传开）；不用了发「签到码 {number} 关」。"
    )


def code_sent(activity: "Activity") -> str:
    """In the group the code word itself is not said."""
    return f"{title(activity)} 签到要报签到码了，码已私聊发给您。没收到就私聊我发「签到码 {activity.number}」。{UNDO}"


def code_off(activity: "Activity") -> str:
    """No code word is needed."""
    return f"{title(activity)} 不用签到码了，名单上的人直接「签到 {activity.number}」。{UNDO}"


def code_off_before(activity: "Activity") -> str:
    """There was none."""
    return f"{title(activity)} 本来就没有签到码。"


def code_back(activity: "Activity") -> str:
    """A change of the code word was taken back."""
    what = "照原来的签到码签到" if activity.checkin_code else "不用签到码"
    return f"撤销了：{title(activity)} {what}。"


def by_checkin_hint(activity: "Activity", signed: int) -> str:
    """Beside the nag; empty when nobody has signed in."""
    return f"已有 {signed} 人签到，按签到记就发「考勤 {activity.number} 按签到」。" if signed else ""


def nobody_signed_in(activity: "Activity") -> str:
    """「按签到」 where nobody did."""
    return f"{title(activity)} 还没有人签到，考勤没有记。请发「考勤 {activity.number} 都到了，除了3」这样的。"
