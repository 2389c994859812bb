"""Sentences about what people can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import said

if TYPE_CHECKING:
    from .talents import Talent


def not_understood() -> str:
    """No skill, too many, or with numbers in it."""
    return "特长没看懂。请回数字（可以几个，例如「1 5」），或者直接写会什么，例如「水电维修 理发」。"


def in_private() -> str:
    """Asked in front of all."""
    return "谁会什么请私聊我问，例如私聊发「谁会 修电器」。"


def found(asked: str, people: Sequence[tuple[Talent, Sequence[str]]], number: int) -> str:
    """Who can do it."""
    if not people:
        return f"还没有人登记会「{said(asked)}」。换个说法试试，发「谁会」看人才库有哪些；也可以请大家「注册」时写上特长。"
    lines = [_line(talent, able) for talent, able in people]
    more = [f"……一共 {number} 位。"] if number > len(people) else []
    return "\n".join(
        [f"会「{said(asked)}」的有 {number} 位：", *lines, *more, "都愿意被找到；电话不在这里给，请在群里 @ 本人。"]
    )


def _line(talent: Talent, able: Sequence[str]) -> str:
    return "｜".join(part for part in (talent.name, talent.place, "、".join(able), "、".join(talent.free)) if part)


def overview(people: int, counts: Sequence[tuple[str, int]], others: int) -> str:
    """The register in a few lines."""
    if not people:
        return "人才库还是空的。请大家私聊我发「注册」，写上特长，并同意被找到。"
    some = [f"{name} {number} 人" for name, number in counts if number] + [f"其他 {others} 人"] * bool(others)
    return f"人才库 {people} 人愿意被找到：{'、'.join(some)}。找人发「谁会 修电器」，看一类发「谁会 维修手艺」。"
