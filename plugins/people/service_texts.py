"""Sentences of the kinds of service."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .texts import UNDO, said

if TYPE_CHECKING:
    from .models import ServiceKind


def no_such_kind(word: str, kinds: Sequence["ServiceKind"]) -> str:
    """A word for none of them."""
    if not kinds:
        return "本社区没有分服务类别，请去掉“类别”再发一次。"
    return f"没有「{said(word)}」这个类别。有：{'、'.join(each.short for each in kinds)}，例如「类别 12 {kinds[0].short}」。"


def listing(kinds: Sequence["ServiceKind"]) -> str:
    """「类别」."""
    if not kinds:
        return "本社区没有分服务类别。"
    lines = [f"{each.short}：{each.name}" for each in kinds]
    return "\n".join(
        ["服务分这几类：", *lines, f"看榜发「排行榜 {kinds[0].short} 本月」，定活动的类别发「类别 12 {kinds[0].short}」。"]
    )


def of_team(team: str, name: str) -> str:
    """A team's default is set."""
    return f"{team} 的活动以后默认算“{name}”。{UNDO}"


def of_team_before(team: str, name: str) -> str:
    """It was that before."""
    return f"{team} 本来就算“{name}”，没有改动。"


def of_team_back(team: str, name: str | None) -> str:
    """Taken back."""
    return f"撤销了：{team} 照旧{f'算“{name}”' if name else '不分类别'}。"


def only_staff() -> str:
    """A team's default is for staff to set."""
    return "队伍的类别由社工来定；您可以定自己活动的，例如「类别 12 平安」。"
