"""Sentences about settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .texts import UNDO, said

if TYPE_CHECKING:
    from plugins.people.settings import Knob


def settings_list(values: Mapping[str, int], knobs: Mapping[str, Knob]) -> str:
    """All settings with their meaning and value."""
    if not values:
        return "现在没有可以改的设置。"
    lines = [f"{key}：{value}（{knobs[key].meaning}）" for key, value in values.items()]
    first = next(iter(values))
    return "\n".join([*lines, f"要改就发「设置 {first} {values[first]}」，把数字换成您要的。"])


def setting(knob: Knob, value: int) -> str:
    """One setting."""
    return f"{knob.key}：{value}（{knob.meaning}）。可以设 {knob.low} 到 {knob.high}，例如「设置 {knob.key} {knob.default}」。"


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
