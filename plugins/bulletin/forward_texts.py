"""Sentences about carrying notices where the bot does not speak."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.people.texts import UNDO, said

from . import texts

if TYPE_CHECKING:
    from .forwarding import Task


def how_to_name() -> str:
    """Who carries where?"""
    return "请写上是谁、转到哪里，例如「转发人 @某人 西区微信群」；不用了发「转发人 取消 西区微信群」。"


def which_place() -> str:
    """No place."""
    return "转到哪里没看懂。请写 2 到 20 个字的地方名，例如「转发人 @某人 西区微信群」。"


def is_already(name: str, place: str) -> str:
    """The same again."""
    return f"{name} 本来就负责转到{place}，什么也没有改动。"


def is_now(name: str, place: str, before: str) -> str:
    """Read back to staff."""
    instead = f"（原来是 {before}）" if before else ""
    return f"以后的公告请 {name} 转到{place}{instead}，每次私聊发文字给他，已告诉本人。{UNDO}"


def is_no_longer(place: str) -> str:
    """Nobody carries there any more."""
    return f"{place} 不再转发了。{UNDO}"


def no_such_place(word: str, there: Sequence[tuple[str, str]]) -> str:
    """A place to which nobody carries."""
    known = f"现在有：{'、'.join(place for place, _ in there)}。" if there else "现在一个转发人也没有。"
    return f"没有人转到「{said(word)}」。{known}"


def listed(there: Sequence[tuple[str, str]]) -> str:
    """「转发人」."""
    if not there:
        return f"还没有转发人。哪里没有小红帽，就请一位邻居转：{how_to_name()}"
    return "\n".join(
        [*(f"· {place}：{name}" for place, name in there), "换人发「转发人 @某人 地方」，不用了发「转发人 取消 地方」。"]
    )


def not_set(place: str) -> str:
    """The appointment taken back."""
    return f"撤销了：{place} 照原来的。"


def goes_on(place: str) -> str:
    """The end taken back."""
    return f"撤销了：{place} 照旧有人转。"


def please(community: str, place: str) -> str:
    """To the person: what he is asked to do from now on."""
    return f"{community}想请您把公告转到{place}：每次我私聊发您文字，您转好回「已转 编号」就行。不方便请跟社工说。"


def no_longer(community: str, place: str) -> str:
    """To the person: it is over."""
    return f"{community}的公告不用您转到{place}了，谢谢您！"


def look_into_private() -> str:
    """To somebody who cannot be reached in private, in the group."""
    return "有一条公告想请您转发，请私聊我发「待你转发」。"


def asked(number: int, bulletin: int, place: str, photos: int) -> str:
    """To the person: this one, please."""
    pictures = "（照片也请一起转）" if photos else ""
    return f"请把公告 {bulletin} 转到{place}，下面一条就是文字，长按复制{pictures}。转好回「已转 {number}」。"


def reminder(number: int, bulletin: int, place: str) -> str:
    """To the person, once."""
    return f"公告 {bulletin} 转到{place}了吗？转好回「已转 {number}」；要文字发「转发版 {bulletin}」。"


def called_off(bulletin: int, place: str, *, done: bool) -> str:
    """The notice was taken back."""
    rest = f"您已经转到{place}，麻烦在那里说一声作废" if done else f"不用转到{place}了；要是已经转了，麻烦在那里说一声作废"
    return f"公告 {bulletin} 发错了，{rest}。"


def nothing_waits() -> str:
    """All carried."""
    return "没有等您转发的公告。"


def waiting(tasks: "Sequence[Task]") -> str:
    """「待你转发」."""
    lines = [
        f"转{each.row.number}｜公告 {each.bulletin.number} → {each.forwarder.place}｜{texts.brief(each.bulletin.words)}"
        for each in tasks
    ]
    first = tasks[0]
    return "\n".join(
        [
            f"等您转发的 {len(tasks)} 条：",
            *lines,
            f"要文字发「转发版 {first.bulletin.number}」，转好发「已转 {first.row.number}」。",
        ]
    )


def told_in_private() -> str:
    """In the group."""
    return "私聊发您了。"


def which_number() -> str:
    """Carried which?"""
    return "转好的是哪条？请写编号，例如「已转 3」；发「待你转发」看编号。"


def no_such_task(number: int) -> str:
    """No task of that number, or somebody else's."""
    return f"没有等您转发的 {number} 号。发「待你转发」看编号。"


def needs_none(number: int, bulletin: int) -> str:
    """Its notice was taken back."""
    return f"转{number} 不用转了：公告 {bulletin} 已经撤回。"


def done_already(number: int, place: str) -> str:
    """The same again."""
    return f"转{number}（{place}）已经记过转好了，什么也没有改动。"


def done(tasks: "Sequence[Task]", left: int) -> str:
    """Thanks."""
    what = "、".join(f"转{each.row.number}（{each.forwarder.place}）" for each in tasks)
    rest = f"还有 {left} 条等您，发「待你转发」看。" if left else ""
    return f"{what} 记下转好了，谢谢您！{rest}{UNDO}"


def not_done(numbers: Sequence[int]) -> str:
    """Taken back."""
    return f"撤销了：{'、'.join(f'转{number}' for number in numbers)} 还算没转。"


def carrier_left(place: str, name: str) -> str:
    """To staff: somebody who carried notices is gone."""
    return f"{name} 退群了，公告没人转到{place}了。请发「转发人 @某人 {place}」换一位。"
