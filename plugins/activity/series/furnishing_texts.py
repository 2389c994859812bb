"""Sentences about what every occurrence of a series begins with: its sections, and who may come."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import hours, sections, title

if TYPE_CHECKING:
    from ..models import Series


def divided(series: "Series", changed: int, kept: Sequence[str]) -> str:
    """Every occurrence has these sections from now on."""
    rest = f"{'、'.join(kept)} 已有人报名、分不清算哪一组，照旧。" if kept else ""
    done = f"排好的 {changed} 次都分好了。" if changed else ""
    return f"{title(series)} 以后每次都分：{sections(series.sections)}。{done}{rest}（撤销可收回）"


def divided_like_that(series: "Series") -> str:
    """The same again."""
    return f"{title(series)} 本来就这样分：{sections(series.sections)}，没有改动。"


def division_unread(series: "Series") -> str:
    """No section could be read."""
    return f"分组没看懂。请这样写：分组 系列 {series.number} 早班 8-10点 5人, 午班 10-12点 5人"


def outside(series: "Series") -> str:
    """A shift that does not lie within the hours of the series."""
    return f"{title(series)} 是 {hours(series)}，各班的时间要在这里面，请再写一次。"


def divided_back(series: "Series", kept: Sequence[str]) -> str:
    """That was taken back."""
    rest = f"{'、'.join(kept)} 已有人选了组，照旧。" if kept else ""
    return f"撤销了：{title(series)} {f'照原来的分：{sections(series.sections)}' if series.sections else '不分组'}。{rest}"


def shown(series: "Series", allowed: str) -> str:
    """「条件 系列 3」."""
    change = f"改就发「条件 系列 {series.number} 限党员」，不限发「条件 系列 {series.number} 不限」。"
    return f"{title(series)} 每次的参加条件：{allowed or '不限，谁都可以报'}。{change}"


def restricted(series: "Series", allowed: str, kept: Sequence[str], lacking: str) -> str:
    """Who may come from now on; ``lacking``: who is on a list already and does not meet it."""
    rest = f"{'、'.join(kept)} 另外定过条件，照旧。" if kept else ""
    return f"{title(series)} 以后每次：{allowed or '不限，谁都可以报'}。{rest}（撤销可收回）{lacking}"


def on_it_all_the_same(names: Sequence[str]) -> str:
    """Who is on a list already and does not meet the new condition, to the leader alone."""
    return f"\n名单上 {'、'.join(names[:8])}{f' 等 {len(names)} 人' if len(names) > 8 else ''} 对不上，先留着，去留由您定。"


def restricted_like_that(series: "Series", allowed: str) -> str:
    """The same again."""
    return f"{title(series)} 本来就是：{allowed or '不限'}，没有改动。"


def restricted_back(series: "Series", allowed: str) -> str:
    """That was taken back."""
    return f"撤销了：{title(series)} 每次的参加条件照旧：{allowed or '不限'}。"


def every_time(what: str) -> str:
    """After one occurrence was changed by somebody who leads the series."""
    return f"\n以后每次都这样{what}？要就回 1。"
