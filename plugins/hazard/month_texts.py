"""Sentences with the figures of 随手报, and what the picture of them shows."""

import re
from collections.abc import Sequence
from typing import Any

from plugins.kernel import clock
from plugins.tickets.life import State

from .month import HOT, Figures, Row

MOST_LATE = 12
MOST_CATEGORIES = 8
MOST_TILES = 24
_HOURS_OF_TWO_DAYS = 48
_BUILDING = re.compile(r"(?P<estate>.*?)(?P<number>\d+)栋")


def figures(of: Figures) -> str:
    """To staff in private."""
    if not of.rows:
        return none_at_all(of)
    late = f"，超时 {len(of.late)}（{'、'.join(row.label for row in of.late[:MOST_LATE])}）" if of.late else "，没有超时的"
    lines = [summary(of), f"还没办完 {len(of.open)}{late}", f"类别：{_counted(of.categories[:MOST_CATEGORIES])}"]
    if of.hours:
        lines.append(f"办好用时（中位数）：{'、'.join(f'{name} {hours(taken)}' for name, taken in of.hours.items())}")
    if of.places:
        lines.append(f"报得多的地方：{_counted(of.places[:HOT])}")
    return "\n".join([*lines, "要表格发「随手报 导出」。"])


def summary(of: Figures) -> str:
    """How many, and what became of them."""
    ended = {
        "办好": of.fixed,
        "没人确认就结案": of.unconfirmed,
        "挂账": of.count(State.SHELVED),
        "不属实": of.count(State.UNFOUNDED),
        "重复": of.count(State.DUPLICATE),
    }
    told = "，".join(f"{what} {count}" for what, count in ended.items() if count)
    return f"随手报 {of.period.label}：共 {len(of.rows)} 件{f'，{told}' if told else ''}。"


def in_group(of: Figures) -> str:
    """To the group of leaders: numbers, no places and no tickets."""
    if not of.rows:
        return none_at_all(of)
    return f"{summary(of)}\n还没办完 {len(of.open)}，超时 {len(of.late)}。类别：{_counted(of.categories[:MOST_CATEGORIES])}"


def none_at_all(of: Figures) -> str:
    """Nothing was reported."""
    return f"随手报 {of.period.label}：还没有人报过。"


def hours(taken: float) -> str:
    """5 小时, 3 天."""
    if taken < 1:
        return "不到 1 小时"
    return f"{taken:.0f} 小时" if taken < _HOURS_OF_TWO_DAYS else f"{taken / 24:.0f} 天"


def _counted(pairs: Sequence[tuple[str, int]]) -> str:
    return "、".join(f"{name} {count}" for name, count in pairs)


def not_here() -> str:
    """In a group of residents or volunteers."""
    return "这些数字请私聊我看，或者在队长群发。"


def which_stretch() -> str:
    """No month that can be read."""
    return "请这样发：「随手报 本月」「随手报 上月」「随手报 今年」。"


def picture(of: Figures, community: str) -> dict[str, Any]:
    """What the template ``hazards`` shows: totals, a tile for each building and other place, bars of the categories."""
    most = max((count for _, count in of.places), default=1)
    tiles = sorted(of.places[:MOST_TILES], key=lambda pair: _in_order(pair[0]))
    top = of.categories[:MOST_CATEGORIES]
    largest = max((count for _, count in top), default=1)
    late = {row.estate + row.core for row in of.late}
    return {
        "title": "随手报",
        "period": of.period.label,
        "community": community,
        "totals": [
            {"name": "报上来", "value": str(len(of.rows))},
            {"name": "办好", "value": str(of.fixed)},
            {"name": "没办完", "value": str(len(of.open))},
            {"name": "超时", "value": str(len(of.late)), "bad": bool(of.late)},
        ],
        "tiles": [
            {"name": name, "value": str(count), "share": count / most, "late": name in late, "building": "栋" in name}
            for name, count in tiles
        ],
        "bars": [
            {
                "name": name,
                "value": str(count),
                "share": count / largest,
                "note": hours(of.hours[name]) if name in of.hours else "",
            }
            for name, count in top
        ],
        "foot": "颜色越深报得越多，深红框是有超时的。办好是报的人或社工确认过的；右边是办好用时的中位数。",
    }


def _in_order(name: str) -> tuple[int, str, int]:
    """Buildings by estate and number, then other places."""
    found = _BUILDING.match(name)
    return (0, found["estate"], int(found["number"])) if found else (1, name, 0)


def weekly(rows: Sequence[Row]) -> str:
    """To staff on Monday: what is late, the longest first."""
    lines = [f"{row.label} {row.category} {row.estate}{row.core or '地点没说'}：过期 {_days(row)}" for row in rows[:MOST_LATE]]
    more = [f"还有 {len(rows) - MOST_LATE} 件，发「随手报 今年」看。"] if len(rows) > MOST_LATE else []
    return "\n".join(
        [f"超时没办完的随手报 {len(rows)} 件：", *lines, *more, "催办、转交或挂账：「转交 编号 谁」「挂账 编号 原因」。"]
    )


def _days(row: Row) -> str:
    assert row.due_at
    late = clock.now() - row.due_at
    return f"{late.days} 天" if late.days else f"{max(1, late.seconds // 3600)} 小时"


def exported(called: str, count: int) -> str:
    """The file is there."""
    return f"随手报 {called} 的 {count} 件都在表里了（没有姓名和门牌）。"


def not_exported(called: str) -> str:
    """This chat takes no file."""
    return f"这里发不了文件，没能导出随手报 {called}。换电脑上的 QQ 私聊我再试。"


def export_in_private() -> str:
    """Files with what people said do not go to a group."""
    return "导出的表请私聊我要：「随手报 导出」。"


def nothing_to_export(called: str) -> str:
    """No rows."""
    return f"随手报 {called} 还没有可导出的。"


def export_by_staff() -> str:
    """Not for everybody."""
    return "随手报由社工来导。自己报过的发「我的上报」。"
