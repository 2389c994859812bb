"""Sentences of booked services."""

from collections.abc import Sequence
from datetime import datetime

from plugins.activity.models import Activity
from plugins.activity.texts import day, hour, title
from plugins.kernel.masking import mask
from plugins.people.models import Member
from plugins.points.texts import name_of

from .models import Booking, BookingPlan, BookingState, Source

UNDO = "（撤销可收回）"
MOST_TIMES = 4
_HELD = {BookingState.BOOKED: "约好", BookingState.WAITING: "候补", BookingState.CANCELLED: "取消了"}


def not_bookable(activity: Activity) -> str:
    """It is an ordinary activity, or bookings were ended."""
    return f"{title(activity)} 不用预约。能预约的发「预约」看。"


def was_cancelled(activity: Activity) -> str:
    """Called off."""
    return f"{title(activity)} 已经取消了。能预约的发「预约」看。"


def is_over(activity: Activity) -> str:
    """Too late."""
    return f"{title(activity)} 已经结束了。能预约的发「预约」看。"


def nothing_bookable() -> str:
    """Nothing at all."""
    return "眼下没有能预约的服务。发「活动」看看别的。"


def no_such_service(words: str) -> str:
    """Nothing of that name, or not on that day."""
    named = f"「{mask(words)[:12]}」" if words else "这一天"
    return f"没找到{named}能预约的。发「预约」看有哪些、哪一天。"


def service_line(activity: Activity, free: int) -> str:
    """One service with its vacancies."""
    left = f"还能约 {free} 位" if free else "已约满，可排候补"
    return f"{title(activity)}｜{day(activity.starts_at)} {hour(activity.starts_at)}–{hour(activity.ends_at)}｜{mask(activity.place)}｜{left}"


def services(lines: Sequence[str], example: int | None) -> str:
    """All that can be booked."""
    return "\n".join([*lines, f"预约请发「预约 {example}」，帮家里老人发「代 王奶奶 预约 {example}」。"])


def booked(member: Member, activity: Activity, at: datetime, others: Sequence[datetime]) -> str:
    """A slot was given."""
    name = name_of(member.name)
    said = f"{name} 约好了：{title(activity)}，{day(at)} {hour(at)}，{mask(activity.place)}。{UNDO}"
    times = "、".join(hour(each) for each in others[:MOST_TIMES])
    return f"{said}\n要换时间发「改约 {hour(others[0])}」，还空着：{times}。" if others else said


def waits(member: Member, activity: Activity, place: int) -> str:
    """All slots are taken."""
    return f"{name_of(member.name)}：{title(activity)} {day(activity.starts_at)} 约满了，先排候补第 {place} 位，有人退就按顺序给您，会告诉您。{UNDO}"


def booked_already(member: Member, activity: Activity, at: datetime) -> str:
    """Nothing changes."""
    return f"{name_of(member.name)} 已经约在 {day(at)} {hour(at)} 了（{title(activity)}）。要换时间发「改约」加几点，不来发「取消预约」。"


def waits_already(member: Member, activity: Activity, place: int) -> str:
    """Nothing changes."""
    return f"{name_of(member.name)} 已在 {title(activity)} 的候补第 {place} 位，轮到了会告诉您。"


def moved(member: Member, activity: Activity, at: datetime) -> str:
    """Another time."""
    return f"{name_of(member.name)} 改约到 {day(at)} {hour(at)}（{title(activity)}）。{UNDO}"


def which_time() -> str:
    """改约 without a time."""
    return "改到几点？例如「改约 10:00」「改约 理发 20日 10:00」。"


def cancelled(member: Member, activity: Activity, moved_up: Sequence[str]) -> str:
    """Given up."""
    return f"{name_of(member.name)} 不约了（{title(activity)} {day(activity.starts_at)}）。{next_ones(moved_up)}{UNDO}"


def next_ones(names: Sequence[str]) -> str:
    """Who moved up from the waitlist."""
    return f"候补的 {'、'.join(map(name_of, names))} 约上了。" if names else ""


def has_none(name: str) -> str:
    """Nothing of his to change or to give up."""
    return f"{name}没有预约。" + "能预约的发「预约」看。"


def which_one() -> str:
    """Several of his own; a list of lines follows."""
    return "您有几个预约，是哪一个？回数字。"


def own_line(row: Booking, member: Member, activity: Activity, at: datetime | None, place: int) -> str:
    """One of his bookings."""
    when = f"{day(at)} {hour(at)}" if at else f"{day(activity.starts_at)} 候补第 {place} 位"
    return f"{title(activity)}｜{name_of(member.name)}｜{when}｜{mask(activity.place)}"


def own(lines: Sequence[str]) -> str:
    """All his bookings, in private."""
    return "\n".join([f"预约 {len(lines)} 个：", *lines, "要换时间发「改约」加几点，不来发「取消预约」。"])


def slot_is_yours(member: Member, activity: Activity, at: datetime) -> str:
    """To somebody who moved up."""
    return f"{name_of(member.name)} 轮到了：{title(activity)}，{day(at)} {hour(at)}，{mask(activity.place)}。来不了请发「取消预约 {activity.number}」。"


def reminder(member: Member, activity: Activity, at: datetime) -> str:
    """The evening before."""
    return f"{name_of(member.name)} 明天 {hour(at)} 预约了{activity.title}，{mask(activity.place)}。来不了请发「取消预约 {activity.number}」。"


def called_off(member: Member, activity: Activity) -> str:
    """The activity was cancelled."""
    why = f"（{mask(activity.reason)}）" if activity.reason else ""
    return f"{name_of(member.name)} 预约的 {title(activity)} {day(activity.starts_at)} 取消了{why}，对不住。别的发「预约」看。"


def on_again(member: Member, activity: Activity, at: datetime | None) -> str:
    """The cancelling was taken back."""
    when = f"{day(at)} {hour(at)}" if at else day(activity.starts_at)
    return f"{name_of(member.name)} 预约的 {title(activity)} 照常：{when}，{mask(activity.place)}。"


def time_changed(member: Member, activity: Activity, at: datetime | None) -> str:
    """The activity has another time or place; without a slot any more he waits."""
    if at is None:
        return (
            f"{title(activity)} 改了时间，{name_of(member.name)} 的那一段没有了，先排候补，轮到了告诉您。想换一天发「预约」看。"
        )
    now = f"{day(at)} {hour(at)}，{mask(activity.place)}"
    return f"{title(activity)} 改了：{name_of(member.name)} 的预约现在是 {now}。来不了请发「取消预约 {activity.number}」。"


def opened(activity: Activity, plan: BookingPlan, count: int, *, series: bool) -> str:
    """Bookings are open."""
    often = "这个系列以后每次都" if series else ""
    return (
        f"{title(activity)} {often}可以预约了：每 {plan.minutes} 分钟一段，每段 {plan.chairs} 位，{day(activity.starts_at)} 共 {count} 位。{UNDO}\n"
        f"居民发「预约 {activity.number}」，您发「预约表 {activity.number}」看名单。"
    )


def plan_unread() -> str:
    """The numbers make no sense."""
    return "要写几分钟一段、几个位子，例如「开放预约 12 15分钟 2个位子」（5 到 240 分钟，1 到 50 个位子）。"


def too_short(activity: Activity) -> str:
    """Not one slot fits."""
    return f"{title(activity)} 的时间还不够一段，请写短一点的段，例如「开放预约 {activity.number} 15分钟 2个位子」。"


def plan_too_small(activity: Activity) -> str:
    """Somebody has a slot that would not exist any more, or more would sit than there are chairs."""
    return f"{title(activity)} 已有人约了，这样改会挤掉人。可以加位子，不能改段长、减位子。"


def ended(activity: Activity, people: int) -> str:
    """No new bookings."""
    kept = f"已约的 {people} 位照旧，要他们不来请用「取消活动 {activity.number} 原因」。" if people else ""
    return f"{title(activity)} 不再接受预约。{kept}{UNDO}"


def plan_back(activity: Activity) -> str:
    """The leader took it back."""
    return f"{title(activity)} 的预约改回原来的样子了。"


def undone(member: Member, activity: Activity, at: datetime | None) -> str:
    """The person's own change taken back."""
    if at is None:
        return f"收回了：{name_of(member.name)} 在 {title(activity)} 没有预约的时间。"
    return f"收回了：{name_of(member.name)} 还是 {day(at)} {hour(at)}（{title(activity)}）。"


def slot_gone(activity: Activity) -> str:
    """Taking it back is not possible."""
    return f"原来的时间已经给了别人，收不回了。{title(activity)} 还空着的发「预约 {activity.number}」看。"


def sheet_in_private() -> str:
    """Names are not read out in a group."""
    return "预约表有名字，请私聊我发，例如「预约表 12」。"


def sheet(activity: Activity, rows: Sequence[tuple[str, Sequence[str]]], waiting: Sequence[str]) -> str:
    """The day's sheet as text."""
    lines = [f"{title(activity)} 预约表", f"{day(activity.starts_at)}，{mask(activity.place)}"]
    lines += [f"{time} {'、'.join(names)}" for time, names in rows if names]
    lines += ["还没有人预约。"] * (not any(names for _, names in rows))
    lines += [f"候补：{'、'.join(waiting)}"] * bool(waiting)
    lines.append(f"打印发「预约表 {activity.number} A4」，有人上门发「代 王奶奶 到访预约 {activity.number}」。")
    return "\n".join(lines)


def person(member: Member, source: Source) -> str:
    """A name on the sheet, with how the wish came where that was not by chat."""
    return name_of(member.name) + ("" if source == Source.CHAT else f"（{source}）")


def not_yours(name: str) -> str:
    """Somebody else's booking."""
    return f"{name} 的预约请本人、帮他约的人或队长来改。"


def visits_by_leader() -> str:
    """Only whoever runs the service can let somebody in at the door."""
    return "到访登记请负责这次服务的队长或社工来发；您帮人约请发「代 王奶奶 预约 12」。"


def held(row: Booking, member: Member, activity: Activity, at: datetime | None) -> str:
    """One booking, for the person himself in 「我的数据」."""
    when = f"{day(at)} {hour(at)}" if at else day(activity.starts_at)
    return f"{when} {activity.title}：{name_of(member.name)} {_HELD[BookingState(row.state)]}（{Source(row.source).value}）"
