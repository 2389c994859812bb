"""The private part of a need, for the one person who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.tickets import texts


@dataclass(frozen=True, slots=True)
class Known:
    """What was said."""

    words: str
    name: str
    door: str
    phone: str
    time: str


def details(label: str, number: int, known: Known, said_by: str, until: datetime) -> str:
    """Everything, with the day of its erasure, and how to talk."""
    proxy = f"（{said_by} 代说）" if said_by and said_by != known.name else ""
    facts = [
        f"姓名：{known.name}{proxy}",
        f"住址：{known.door or '没写，请问他'}",
        f"电话：{known.phone or '没写，请从这里回复'}",
    ]
    when = [f"时间：{known.time}"] if known.time else []
    return "\n".join(
        [
            f"{label} 只给您看这一次，别转发：",
            *facts,
            *when,
            f"原话：{known.words}" if known.words else "（原话没有留）",
            f"今天办结的话，{texts.day(until)} 全部删除。",
            f"要说什么，引用这句话回，或发「回复 {number} 您的话」；办完发「办结 {number} 做了什么」。",
        ]
    )


def discreet() -> str:
    """In the group, to somebody whose private chat is closed."""
    return "有一条只能私下说的消息给您，请加我好友，再私聊我发「待办」。"


def looks(label: str, seen: Sequence[tuple[str, datetime, str]], until: datetime | None) -> str:
    """Who was shown it."""
    gone = f"\n资料 {texts.day(until)} 删除。" if until else ""
    if not seen:
        return f"{label} 的姓名、住址、电话还没有人看过。{gone}"
    lines = [f"{name}，{texts.moment(at)}{f'，原因：{why}' if why else ''}" for name, at, why in seen]
    return "\n".join([f"{label} 看过的有 {len(seen)} 次：", *lines]) + gone


def erased(label: str) -> str:
    """Nothing is left to be seen."""
    return f"{label} 的私人资料已经到期删除了。"
