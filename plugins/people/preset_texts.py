"""Sentences about presets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.people.preset import Preset, SeriesPlan, TeamPlan


def presets(there: Sequence[Preset]) -> str:
    """「模板」: one line each."""
    lines = [f"· {each.name}：{len(each.teams)} 支队伍，{len(each.series)} 项固定活动" for each in there]
    return "\n".join(
        ["社区模板有：", *lines, f"看一个发「模板 {there[0].name}」，开通发「开通 某某社区 模板 {there[0].name}」。"]
    )


def preset(plan: Preset) -> str:
    """「模板 观象台」: what it sets up."""
    lines = [f"模板 {plan.name}", f"队伍 {len(plan.teams)} 支：{'、'.join(map(team, plan.teams))}"]
    lines += (
        ["固定活动：", *(f"· {series(each)}" for each in plan.series)]
        if plan.series
        else ["没有固定活动，开通后用「定期活动」定。"]
    )
    lines += [f"地方：{'、'.join(plan.places)}"] if plan.places else []
    lines += [f"规则：{'、'.join(f'{key} {value}' for key, value in plan.settings.items())}"] if plan.settings else []
    return "\n".join([*lines, f"开通发「开通 某某社区 模板 {plan.name}」，之后都能改。"])


def team(plan: TeamPlan) -> str:
    """为老服务岗（红手环）."""
    return f"{plan.name}（{plan.emblem}）" if plan.emblem else plan.name


def series(plan: SeriesPlan) -> str:
    """每月20日 老人理发 9:00–11:00，社区活动室."""
    least = f"，至少 {plan.minimum} 人" if plan.minimum else ""
    start, end = (f"{each.hour}:{each.minute:02}" for each in (plan.start, plan.end))
    return f"{plan.when} {plan.title} {start}–{end}，{plan.place}{least}"
