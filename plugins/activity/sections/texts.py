"""Sentences about sections: which there are, which is meant, who has a seat where."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.kernel import clock

from ..day_texts import between, day, hour

if TYPE_CHECKING:
    from ..counting import SectionTally, Tally
    from ..models import Activity
    from ..wish import Place, Seated
    from .models import Section

UNDO = "（撤销可收回）"


def title(activity: "Activity") -> str:
    """【12】广场日."""
    return activity.title if activity.number is None else f"【{activity.number}】{activity.title}"


def noun(sections: Sequence["Section"]) -> str:
    """What people call one of them: 班, 队, or 组."""
    if sections and all(each.starts_at for each in sections):
        return "班"
    return "队" if sections and all(each.team_id for each in sections) else "组"


def called(section: "Section") -> str:
    """早班 8:00–10:00."""
    if section.starts_at and section.ends_at:
        return f"{section.name} {between(section.starts_at, section.ends_at)}"
    return section.name


def numbers(sections: Sequence["Section"]) -> str:
    """早班 8:00–10:00 5 人、午班 10:00–12:00 5 人（至少 3 人）."""
    parts = []
    for each in sections:
        limit = f" {each.capacity} 人" if each.capacity is not None else ""
        least = f"（至少 {each.minimum} 人）" if each.minimum and each.minimum != each.capacity else ""
        parts.append(f"{called(each)}{limit}{least}{'（不办了）' if each.called_off else ''}")
    return "、".join(parts)


def starts(activity: "Activity") -> str:
    """早班 8:00、午班 10:00 开始; empty where the sections have no times of their own."""
    timed = [f"{each.name} {hour(each.starts_at)}" for each in activity.sections if each.starts_at and not each.called_off]
    return f"{'、'.join(timed)} 开始" if timed else ""


def vacancies(tally: "Tally") -> str:
    """早班 3/5 还差 1 · 午班 5/5 满."""
    return " · ".join(f"{each.section.name} {_count(each)}" for each in tally.sections)


def _count(each: "SectionTally") -> str:
    limit = f"/{each.section.capacity}" if each.section.capacity is not None else " 人"
    state = f" 还差 {each.short}" if each.short else " 满" if each.free == 0 else ""
    waiting = f" 候补 {each.waiting}" if each.waiting else ""
    return f"{each.heads}{limit}{state}{waiting}"


def room(each: "SectionTally") -> str:
    """How much room a section has; empty when it has no limit."""
    if each.free is None:
        return f"还差 {each.short} 人" if each.short else ""
    return f"还有 {each.free} 个名额" if each.free else "已满，可排候补"


def which_section(activity: "Activity") -> str:
    """Nothing says which section is meant, and nothing waits for the answer."""
    names = "、".join(each.name for each in activity.sections if not each.called_off)
    example = next((each.name for each in activity.sections if not each.called_off), "")
    word = noun(activity.sections)
    return f"{title(activity)} 分{word}报名：{names}。请写上哪一{word}，例如「报名 {activity.number} {example}」。"


def ask_which(activity: "Activity", name: str, among: Sequence["SectionTally"]) -> str:
    """The sections to choose from, answered with a number."""
    word = noun([each.section for each in among])
    lines = ["，".join(filter(None, [f"{index}. {called(each.section)}", room(each)])) for index, each in enumerate(among, 1)]
    head = f"{name} 报 {title(activity)} 的哪一{word}？回前面的数字就行："
    return "\n".join([head, *lines])


def nothing_left(activity: "Activity") -> str:
    """No section can be joined any more."""
    return f"{title(activity)} 的{noun(activity.sections)}都已经开始或不办了，请直接到现场找队长。"


def no_such_section(activity: "Activity", said: str) -> str:
    """A section that is not there."""
    names = "、".join(each.name for each in activity.sections)
    return f"{title(activity)} 没有「{said[:12]}」，有的是：{names}。"


def has_no_sections(activity: "Activity") -> str:
    """An activity that is not divided."""
    return f"{title(activity)} 没有分组。要分组请发「分组 {activity.number} 早班 8-10点 5人, 午班 10-12点 5人」。"


def called_off_before(activity: "Activity", section: "Section") -> str:
    """A section that does not take place."""
    return f"{title(activity)} 的 {section.name} 不办了，请报别的{noun(activity.sections)}。"


def at_the_same_time(activity: "Activity", section: "Section", others: Sequence["Section"]) -> str:
    """Nobody can be in two sections at once."""
    names = "、".join(each.name for each in others)
    return f"{title(activity)} 的 {names} 和 {section.name} 撞时间，不能都报，请选一个。"


def swap(name: str, activity: "Activity", section: "Section", others: Sequence["Section"]) -> str:
    """Offer to change over."""
    names = "、".join(each.name for each in others)
    return f"{name} 已经在 {title(activity)} 的 {names} 了，和 {called(section)} 撞时间。要换到 {section.name} 吗？要换回 1，不换就不用管。"


def no_room_to_swap(name: str, section: "Section", others: Sequence["Section"]) -> str:
    """The other section is full: what he has is kept."""
    names = "、".join(each.name for each in others)
    return f"{section.name} 名额已满，没有换，{name} 还在 {names}。"


def no_room_for_company(activity: "Activity", section: "Section", free: int) -> str:
    """More people than places in a section."""
    left = f"只剩 {free} 个名额" if free else "名额已满"
    return f"{title(activity)} {section.name} {left}，多的人带不上了；原来的报名不变。"


def joined(name: str, activity: "Activity", place: "Place") -> str:
    """What became of a sign-up, in one line for one section, in more for several."""
    if len(place.seats) != 1:
        lines = [_seat(place, each, "", "") for each in place.seats]
        return "\n".join([f"{name}：{title(activity)}，{day(activity.starts_at)}", *lines]) + UNDO
    (seat,) = place.seats
    if seat.waits:
        return f"{name}：{_seat(place, seat, title(activity), '')}，会告诉您。{_instead(place)}{UNDO}"
    return f"{name} {_seat(place, seat, title(activity), day(activity.starts_at))}。{UNDO}"


def _seat(place: "Place", seat: "Seated", what: str, when: str) -> str:
    which = " ".join(filter(None, [what, called(seat.section)]))
    if seat.waits:
        late = place.signup.late
        head, then = ("报名已截止", "队长点头才算数") if late else ("名额已满", "有人退出就按顺序递补")
        return f"{which} {head}，先排候补第 {seat.position} 位，{then}"
    company = f"（一共 {place.signup.heads} 人）" if place.signup.heads > 1 else ""
    head = "报上了" if seat.new else "改好了" if place.changed else "已经报了"
    left = room(place.tally.of(seat.section))
    left = "已满" if left.startswith("已满") else left
    return f"{head}：{'，'.join(filter(None, [which, when, f'第 {seat.position} 位{company}', left]))}"


def _instead(place: "Place") -> str:
    """Where there is still room, for who only waits."""
    free = [f"{each.section.name}还有 {each.free} 个名额" for each in place.tally.sections if each.free]
    return f"{'，'.join(free[:3])}。" if free else ""


def already(name: str, activity: "Activity", seats: Sequence["Seated"], by: str | None, more: Sequence["Section"]) -> str:
    """Joining again changes nothing; which others he could still take."""
    places = "、".join(f"{each.section.name}{'候补' * each.waits}第 {each.position} 位" for each in seats)
    who = f"（{by} 帮报的）" if by else ""
    further = f"还想加一{noun(activity.sections)}，发「报名 {activity.number} {more[0].name}」。" if more else ""
    return f"{name} 已经在 {title(activity)} 的 {places} 了{who}，不用再报。{further}"


def swapped(name: str, activity: "Activity", before: Sequence["Section"], section: "Section", position: int) -> str:
    """Changed over to another section."""
    names = "、".join(each.name for each in before)
    return f"{name} 换好了：{title(activity)} 从 {names} 换到 {called(section)}，第 {position} 位。{UNDO}"


def left(name: str, activity: "Activity", given_up: Sequence["Section"], moved: Sequence[str]) -> str:
    """Off these sections, and who moved up."""
    up = f"，候补的 {'、'.join(moved)} 递补上了" if moved else ""
    when = f"{clock.local(activity.starts_at):%-m月%-d日} " if activity.series_id else ""
    return f"{name} 已退出 {title(activity)} {when}的 {'、'.join(each.name for each in given_up)}{up}。{UNDO}"


def which_to_leave(name: str, activity: "Activity", held: Sequence["Section"]) -> str:
    """He has several seats."""
    lines = [f"{index}. {called(each)}" for index, each in enumerate(held, 1)]
    return "\n".join([f"{name} 在 {title(activity)} 报了 {len(held)} 个，退哪个？回数字：", *lines, f"{len(held) + 1}. 都退"])


def not_in_it(name: str, activity: "Activity", section: "Section") -> str:
    """No seat there."""
    return f"{name} 没有报 {title(activity)} 的 {section.name}，不用取消。"


def back_again(name: str, activity: "Activity", seats: Sequence["Seated"]) -> str:
    """A leaving was taken back."""
    places = "、".join(f"{each.section.name}{'候补' * each.waits}第 {each.position} 位" for each in seats)
    return f"撤销了：{name} 回到 {title(activity)} 的 {places}。"


def promoted(name: str, activity: "Activity", places: Sequence["Seated"], leave: str) -> str:
    """To a person who moved up in a section, or to who speaks for him."""
    return f"{name}：{title(activity)} 候补转正了，{day(activity.starts_at)}，现在是 {my_places(places)}，{activity.place}。来不了请回「{leave}」。"


def my_places(places: Sequence["Seated"]) -> str:
    """早班 8:00–10:00 第 1 位、午班 10:00–12:00 候补第 2 位; empty without any."""
    return "、".join(f"{called(each.section)} {'候补' * each.waits}第 {each.position} 位" for each in places)


def cannot_come(name: str, activity: "Activity", sections: Sequence["Section"]) -> str:
    """To the leader, after the cancel deadline."""
    names = "、".join(called(each) for each in sections)
    return f"{name} 来不了 {title(activity)} 的 {names}（{day(activity.starts_at)}），已记请假，名额没有放出来。"


def comes_after_all(name: str, activity: "Activity", sections: Sequence["Section"]) -> str:
    """An excuse was taken back."""
    return f"{name} 又能来 {title(activity)} 的 {'、'.join(each.name for each in sections)} 了，请假已撤销。"


def excused(name: str, activity: "Activity", sections: Sequence["Section"]) -> str:
    """After the cancel deadline it is a message to the leader."""
    names = "、".join(each.name for each in sections)
    return f"{name}：{title(activity)} {names} 的退出时间已过，我已转告队长您来不了，记为请假，不算没到。{UNDO}"
