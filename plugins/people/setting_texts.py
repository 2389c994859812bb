"""Sentences about settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, said

if TYPE_CHECKING:
    from plugins.people.settings import Knob


MOST_CHANGED = 3


def settings_list(values: Mapping[str, int], knobs: Mapping[str, Knob]) -> str:
    """The topics, each with how many settings it has and which of them are no longer as they came; fits one message."""
    if not values:
        return "现在没有可以改的设置。"
    topics: dict[str, list[str]] = {}
    for key in values:
        topics.setdefault(knobs[key].topic, []).append(key)
    lines = [_topic(topic, keys, values, knobs) for topic, keys in topics.items()]
    first = next(iter(topics))
    return "\n".join(["本社区能改的规则：", *lines, f"看一类发「设置 {first}」，里面有每一条的意思和怎么改。"])


def _topic(topic: str, keys: Sequence[str], values: Mapping[str, int], knobs: Mapping[str, Knob]) -> str:
    changed = [f"{key} {values[key]}" for key in keys if values[key] != knobs[key].default]
    more = f"等 {len(changed)} 条" if len(changed) > MOST_CHANGED else ""
    told = f"，改过：{'、'.join(changed[:MOST_CHANGED])}{more}" if changed else ""
    return f"{topic}（{len(keys)} 条{told}）"


def settings_of(topic: str, values: Mapping[str, int], knobs: Mapping[str, Knob]) -> str:
    """The settings of a topic: value, meaning and range of each."""
    shown = [key for key in values if knobs[key].topic == topic]
    lines = [f"{key}：{values[key]}（{knobs[key].low} 到 {knobs[key].high}，{knobs[key].meaning}）" for key in shown]
    return "\n".join([*lines, f"要改就发「设置 {shown[0]} {values[shown[0]]}」，把数字换成您要的。"])


def setting(knob: Knob, value: int) -> str:
    """One setting."""
    was = f"，原来是 {knob.default}" if value != knob.default else ""
    return f"{knob.key}：{value}{was}（{knob.meaning}）。可以设 {knob.low} 到 {knob.high}，例如「设置 {knob.key} {knob.default}」。"


def no_such_setting(word: str, near: str | None) -> str:
    """A setting that does not exist."""
    hint = f"是不是「{near}」？" if near else ""
    return f"没有「{said(word)}」这个设置。{hint}发「设置」看全部。"


def out_of_range(knob: Knob) -> str:
    """No whole number, or too low or high."""
    return f"{knob.key}要设成 {knob.low} 到 {knob.high} 的整数，没有改动。例如「设置 {knob.key} {knob.default}」。"


def set_to(key: str, old: int, new: int) -> str:
    """A setting changed."""
    return f"{key}从 {old} 改成 {new} 了。{UNDO}"


def set_already(key: str, value: int) -> str:
    """The same again."""
    return f"{key}本来就是 {value}，什么也没有改动。"


def set_back(key: str, value: int) -> str:
    """A setting taken back."""
    return f"撤销了：{key}还是 {value}。"
