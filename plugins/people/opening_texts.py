"""Sentences about opening a community and its groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, said

if TYPE_CHECKING:
    from plugins.people.opening import Opened
    from plugins.people.settings import Knob


def no_community_name() -> str:
    """No name, an endless one, or one of signs."""
    return "社区名没看懂。请写 2 到 20 个字，例如「开通 恋湖社区」。"


def no_such_preset(name: str, there: Sequence[str]) -> str:
    """A preset that does not exist."""
    return f"没有「{said(name)}」这个模板，现有：{'、'.join(there)}。例如「开通 {there[0]}社区 模板 {there[0]}」。"


def preset_broken(file: str, where: str, what: str) -> str:
    """A preset that cannot be used; for those who write it."""
    return f"模板文件 {file} 有错：{where}{' ' if where else ''}{what}。请先改好文件。"


def setting_wrong(value: int, knob: Knob | None) -> str:
    """A setting in a preset that nobody declared, or out of its range."""
    return f"要在 {knob.low} 到 {knob.high} 之间，写的是 {value}" if knob else "没有这个设置项，是不是写错了"


def already_open(community: str) -> str:
    """The same again."""
    return f"本群已经开通了{community}，什么也没有改动。"


def bound_elsewhere(community: str) -> str:
    """The group belongs to another community."""
    return f"本群属于{community}，一个群只能属于一个社区，所以没有改动。"


def open_in_another_group(community: str) -> str:
    """The community is there, this group is not in it."""
    return f"{community}已经在别的群开通了。想让本群也加入，请发「加入社区 {community}」。"


def opened(result: Opened) -> str:
    """What has been set up."""
    patrols = [plan for plan in result.preset.teams if plan.patrols]
    teams = f"{len(result.preset.teams) - len(patrols)} 支服务队"
    if patrols:
        teams += f"＋{len(patrols)} 支巡湖队伍（{'、'.join(plan.said for plan in patrols)}）"
    rules = "、".join(f"{key} {value}" for key, value in result.preset.settings.items())
    lines = [teams, *result.phrases, *([rules] if rules else ())]
    listed = "\n".join(f"· {line}" for line in lines)
    return (
        f"{result.name}开通了（模板：{result.preset.name}），本群是志愿者群。已备好：\n{listed}\n"
        f"接下来：「任命 @某人 社工」「任命 @某人 {result.preset.teams[0].name} 队长」；看队伍发「队伍」，看规则发「设置」。"
    )


def no_such_community(name: str, there: Sequence[str]) -> str:
    """A community that nobody opened."""
    listed = f"已开通的有：{'、'.join(there)}。" if there else "还没有开通过社区，请管理员先发「开通 社区名」。"
    return f"没有「{said(name)}」这个社区。{listed}"


def not_staff_of(community: str) -> str:
    """A 社工 of another community."""
    return f"要由{community}的社工或管理员来发，才能让本群加入{community}。"


def new_voice() -> str:
    """Another account of the bot speaks in this group from now on."""
    return f"好，以后这个群由我这个号来说话，排着队的也由我发。{UNDO}"


def voice_back() -> str:
    """The account that spoke before speaks again."""
    return "撤销了：这个群还是由原来那个号说话。"


def joined(community: str) -> str:
    """The group is bound."""
    return f"本群加入了{community}，是志愿者群。改用途发「本群用途 队长群」。{UNDO}"


def joined_already(community: str, kind: str) -> str:
    """The same again."""
    return f"本群已经在{community}里了，用途是{kind}，什么也没有改动。"


def left(community: str) -> str:
    """Joining taken back."""
    return f"撤销了：本群不再属于{community}。"


def group_in_use() -> str:
    """Joining cannot be taken back: something stands in the group's name."""
    return "本群里已经办过事了，撤销不了加入。"


def which_purpose() -> str:
    """No known purpose."""
    return "群的用途有三种：志愿者群、队长群、居民群。例如「本群用途 队长群」。"


def purpose(kind: str) -> str:
    """What the group is for now."""
    return f"本群现在是{kind}了。{UNDO}"


def purpose_already(kind: str) -> str:
    """The same again."""
    return f"本群本来就是{kind}，什么也没有改动。"


def purpose_back(kind: str) -> str:
    """The purpose taken back."""
    return f"撤销了：本群还是{kind}。"
