"""Sentences about offices: given, taken, and told to those who hold them."""

from collections.abc import Sequence

from plugins.inbox.speaker import RoleKind

from .texts import UNDO, said


def office(kind: str, of: str) -> str:
    """What an office is called."""
    return f"{of} {kind}" if of else kind


def which_office() -> str:
    """No office word, or an unknown one."""
    kinds = "、".join(RoleKind)
    return f"职务没看懂。可以任命：{kinds}。例如「任命 @某人 社工」「任命 @某人 环境保护 队长」「任命 @某人 3栋 楼长」。"


def of_which_team(kind: str) -> str:
    """A leader of which team?"""
    return f"是哪支队伍的{kind}？请写上队名，例如「任命 @某人 环境保护 {kind}」；看队名发「队伍」。"


def of_which_place(kind: str) -> str:
    """A keeper of which place?"""
    return f"是哪里的{kind}？请写上地方，例如「任命 @某人 3栋 {kind}」。"


def no_such_place() -> str:
    """No place, or as far as a door."""
    return "地方没看懂。请写到小区、楼栋或单元（20 个字以内，不要门牌号），例如「任命 @某人 3栋2单元 单元长」。"


def no_such_team(word: str, near: str | None) -> str:
    """A team that does not exist."""
    hint = f"是不是「{near}」？" if near else ""
    return f"没有「{said(word)}」这支队伍。{hint}发「队伍」看全部。"


def which_person(name: str, found: int) -> str:
    """Nobody named, nobody known, or several of that name."""
    if not name:
        return "是谁？请 @ 他，或者写上名字，例如「任命 王阿姨 环境保护 队长」。"
    if found:
        return f"有 {found} 位叫「{said(name)}」，分不清是哪一位。请在群里 @ 他再发一次。"
    return f"还不认识「{said(name)}」。请在群里 @ 他再发一次。"


def one_at_a_time() -> str:
    """Several were @-ed."""
    return "一次请只 @ 一个人。"


def holds_already(name: str, called: str) -> str:
    """The same again."""
    return f"{name} 已经是{called}了，什么也没有改动。"


def holds_not(name: str, held: Sequence[str]) -> str:
    """The office to be taken is not held."""
    now = f"现在的职务是：{'、'.join(held)}" if held else "现在没有职务"
    return f"{name} 没有可免的这个职务（{now}），什么也没有改动。"


def appointed(name: str, called: str) -> str:
    """Somebody holds an office now."""
    return f"{name} 现在是{called}了，我会通知本人。{UNDO}"


def dismissed(name: str, called: Sequence[str]) -> str:
    """Somebody holds an office no more."""
    return f"{name} 不再担任{'、'.join(called)}。{UNDO}"


def appointment_undone(name: str, called: str) -> str:
    """An appointment taken back."""
    return f"撤销了：{name} 不再是{called}。"


def dismissal_undone(name: str, called: Sequence[str]) -> str:
    """A dismissal taken back."""
    return f"撤销了：{name} 还是{'、'.join(called)}。"


def you_are(community: str, called: str) -> str:
    """To the appointed."""
    return f"{community}请您担任{called}，谢谢您！发「帮助」看您现在能做什么。"


def you_are_no_longer(community: str, called: Sequence[str]) -> str:
    """To the dismissed."""
    return f"{community}的{'、'.join(called)}不再由您担任，谢谢您的付出！"


def to(name: str, text: str) -> str:
    """A letter begins with the name."""
    return f"{name}，您好！{text}"
