"""Sentences about applying a preset again."""

from collections.abc import Sequence

from .texts import UNDO

MOST = 20


def without_preset() -> str:
    """The community was opened before there were any."""
    return "本社区开通时没有用模板，没有可更新的。看有哪些发「模板」。"


def service(name: str) -> str:
    """A kind of service."""
    return f"服务类别：{name}"


def team(called: str) -> str:
    """A team."""
    return f"队伍：{called}"


def place(name: str) -> str:
    """A place."""
    return f"地方：{name}"


def series(said: str) -> str:
    """A recurring activity."""
    return f"固定活动：{said}"


def setting(key: str, value: int) -> str:
    """A setting."""
    return f"规则：{key} {value}"


def category(name: str) -> str:
    """A category of reports."""
    return f"随手报类别：{name}"


def team_changed(name: str) -> str:
    """It was renamed, merged or closed."""
    return f"{name}（改过名、并了或停了）"


def name_taken(name: str) -> str:
    """Another team is called so."""
    return f"{name}（叫法和别的队重了）"


def series_stopped(title: str) -> str:
    """It was stopped or called otherwise."""
    return f"{title}（停办了或改过名）"


def series_otherwise(title: str) -> str:
    """Its days, hours or place are others here."""
    return f"{title}（日子、时间或地点照您的）"


def set_otherwise(key: str, now: int, planned: int) -> str:
    """A setting that is another here."""
    return f"{key} {now}（模板写的 {planned}）"


def category_otherwise(name: str) -> str:
    """A category that was changed."""
    return f"随手报类别 {name}"


def _listed(lines: Sequence[str]) -> str:
    more = [f"· …… 共 {len(lines)} 项"] if len(lines) > MOST else []
    return "\n".join([*(f"· {line}" for line in lines[:MOST]), *more])


def _kept(kept: Sequence[str]) -> str:
    return f"\n您改过的照旧，不动：{'、'.join(kept)}。" if kept else ""


def preview(preset: str, new: Sequence[str], kept: Sequence[str]) -> str:
    """What would come, what stays."""
    return f"模板 {preset} 里有、本社区还没有的：\n{_listed(new)}{_kept(kept)}\n要添上回 1，不添回 0。"


def nothing_new(preset: str, kept: Sequence[str]) -> str:
    """The same again."""
    return f"模板 {preset} 里的本社区都有了，什么也没有改动。{_kept(kept)}"


def renewed(preset: str, new: Sequence[str]) -> str:
    """It has come."""
    return f"照模板 {preset} 添上了 {len(new)} 项：\n{_listed(new)}\n{UNDO.strip('（）')}。"


def as_before(count: int) -> str:
    """Taken back."""
    return f"撤销了：刚才照模板添上的 {count} 项都收回了。"
