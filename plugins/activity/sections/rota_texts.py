"""Sentences of 排班, 调, 招人, and of 补 where there are sections."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..day_texts import day
from .texts import UNDO, called, noun, title

if TYPE_CHECKING:
    from ..adding import Added
    from ..counting import SectionTally
    from ..models import Activity
    from ..wish import Seated
    from .models import Section


def which_section(activity: "Activity", names: Sequence[str]) -> str:
    """Nothing says into which section."""
    example = next((each.name for each in activity.sections if not each.called_off), "早班")
    word = noun(activity.sections)
    return f"{'、'.join(names[:5])} 放到哪一{word}？请写上{word}名，例如「补 {activity.number} {example} {names[0] if names else '王姐'}」。"


def called_off(activity: "Activity", section: "Section") -> str:
    """A section that does not take place."""
    return f"{title(activity)} 的 {section.name} 不办了，加不了人。"


def busy(name: str, activity: "Activity", section: "Section", others: Sequence["Section"]) -> str:
    """He is elsewhere at that time."""
    names = "、".join(each.name for each in others)
    return f"{name} 已经在 {names} 了，和 {section.name} 撞时间。要换请发「调 {name} 到 {section.name} {activity.number}」。"


def full(activity: "Activity", section: "Section", free: int, heads: int) -> str:
    """No room to add."""
    left = f"只剩 {free} 个名额，要加 {heads} 人" if free else "名额已满"
    more = (section.capacity or 0) + heads - free
    return f"{title(activity)} {section.name} {left}。先发「上限 {activity.number} {section.name} {more}」加名额。"


def added(activity: "Activity", done: Sequence[tuple["Section", "Added"]], unread: Sequence[str]) -> str:
    """Who is in which section now."""
    parts = []
    for section, each in done:
        mark = "（补录）" if each.late else ""
        said = [f"补进 {'、'.join(each.new)}{mark}"] if each.new else []
        said += [f"{'、'.join(each.marked)} 补记到场{mark}"] if each.marked else []
        said += [f"{'、'.join(each.unchanged)} 本来就在"] if each.unchanged else []
        parts.append(f"{section.name} {'，'.join(said)}")
    undo = UNDO if any(each.was for _, each in done) else ""
    tail = f"\n没看懂、没补：{'、'.join(f'「{each[:12]}」' for each in unread[:5])}。" if unread else ""
    return f"{title(activity)} {'；'.join(parts)}。{undo}{tail}"


def rostered(activity: "Activity", done: Sequence[tuple["Section", "Added"]], gaps: Sequence["SectionTally"]) -> str:
    """The rota as it stands: who is new, who was there, how many places are empty."""
    lines = []
    for section, each in done:
        said = [f"排上 {'、'.join(each.new)}"] if each.new else []
        said += [f"{'、'.join(each.unchanged)} 本来就在"] if each.unchanged else []
        lines.append(f"{called(section)}：{'，'.join(said)}")
    undo = UNDO if any(each.was for _, each in done) else ""
    ask = "要在群里招人回 1。" if activity.called_at is None else ""
    empty = f"空缺：{vacant(gaps)}。{ask}" if gaps else "都排满了。"
    return "\n".join([f"{title(activity)} 排好了，正在通知本人。{undo}", *lines, empty])


def vacant(gaps: Sequence["SectionTally"]) -> str:
    """早班 2 人、午班 1 人."""
    return "、".join(f"{each.section.name} {each.free} 人" for each in gaps)


def you_are_on(name: str, activity: "Activity", section: "Section", leave: str) -> str:
    """To a person on the rota."""
    return f"{name}：队长给您排了 {title(activity)} {called(section)}，{day(activity.starts_at)}，{activity.place}。来不了请回「{leave}」。"


def you_are_off(activity: "Activity") -> str:
    """The rota was taken back."""
    return f"更正：{title(activity)}（{day(activity.starts_at)}）刚才的排班撤回了，先不用来。"


def rota_unread() -> str:
    """「排班」 without a section or names."""
    return "请写活动号、班次和名字，例如「排班 12 早班 王姐 赵叔」；几个班一起排就接着写「午班 李师傅」。"


def taken_back(activity: "Activity", names: Sequence[str]) -> str:
    """Put on by word, taken back."""
    return f"撤销了：{title(activity)} 刚才加的 {'、'.join(names)} 照原来的。"


def call(activity: "Activity", gaps: Sequence["SectionTally"], standing: str) -> str:
    """To the groups, once: which places are empty."""
    if not gaps:
        return f"招人：{title(activity)}，{day(activity.starts_at)}，{activity.place}\n{standing}\n能来的请发「报名 {activity.number}」。"
    lines = [f"{called(each.section)} 还空 {each.free} 个" for each in gaps]
    head = f"招人：{title(activity)}，{day(activity.starts_at)}，{activity.place}"
    return "\n".join([head, *lines, f"能来的请发「报名 {activity.number} {gaps[0].section.name}」。"])


def calling(activity: "Activity") -> str:
    """The call goes out."""
    return f"{title(activity)} 招人的通知发到志愿者群了，只发这一次。看谁来了发「名单 {activity.number}」。"


def call_stands() -> str:
    """「撤销」 after 「招人」."""
    return "刚才的「招人」已经发到群里了，收不回来。名额要改请发「上限 活动号 人数」。"


def called_before(activity: "Activity") -> str:
    """One call is enough."""
    return f"{title(activity)} 已经在群里招过一次人了，不再重复发。"


def closed_to_callers(activity: "Activity") -> str:
    """Whoever came would only wait."""
    return f"{title(activity)} 报名已截止，招来的人只能候补。先发「截止 {activity.number} 时间」重新开放，再招人。"


def nothing_vacant(activity: "Activity") -> str:
    """No place is empty."""
    return f"{title(activity)} 没有空缺，不用招人。"


def moved(name: str, activity: "Activity", before: Sequence["Section"], section: "Section", position: int) -> str:
    """The leader has moved somebody."""
    names = "、".join(each.name for each in before)
    return f"{name} 从 {names} 调到 {title(activity)} {called(section)} 了，第 {position} 位，正在告诉本人。{UNDO}"


def you_were_moved(name: str, activity: "Activity", places: Sequence["Seated"], leave: str) -> str:
    """To the person who was moved, or moved back."""
    where = "、".join(f"{called(each.section)}{' 候补' * each.waits}" for each in places)
    return f"{name}：队长调了班，您在 {title(activity)} 的班次现在是 {where}，{day(activity.starts_at)}，{activity.place}。来不了请回「{leave}」。"


def from_which(name: str, activity: "Activity", held: Sequence["Section"], section: "Section") -> str:
    """Somebody with several seats is to be moved."""
    names = "、".join(each.name for each in held)
    return f"{name} 在 {names} 都有，从哪个调？例如「调 {name} 从 {held[0].name} 到 {section.name} {activity.number}」。"


def there_already(name: str, section: "Section") -> str:
    """Moved to where he is."""
    return f"{name} 本来就在 {section.name}，没有改动。"


def not_on_list(name: str, activity: "Activity", section: "Section") -> str:
    """Whom to move is not there."""
    return f"{name} 不在 {title(activity)} 的名单上。要加进来发「补 {activity.number} {section.name} {name}」。"


def several_called(name: str) -> str:
    """Two of one name on the list."""
    return f"名单上有好几位 {name}，请让本人发「报名」换班，或先在名字后加楼号。"


def move_unread() -> str:
    """「调」 that cannot be read."""
    return "请写把谁调到哪一班，例如「调 王姐 到 午班 12」（12 是活动号）。"
