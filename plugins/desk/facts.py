"""The figures that are told, each under its name and unit: one list, from which chat, workbook and page take what they show."""

from dataclasses import dataclass

from plugins.deeds.models import DeedKind
from plugins.points.rule import HOUR

from .figures import Figures

Number = int | float


@dataclass(frozen=True, slots=True)
class Fact:
    """``key``: how the house calls it. ``value`` is ``None`` where there is nothing to tell (no report was done: no median)."""

    key: str
    name: str
    value: Number | None
    unit: str
    note: str = ""


def hours(minutes: int) -> Number:
    """Minutes as hours with at most one digit behind the point; a whole number is one."""
    return whole(round(minutes / HOUR, 1))


def whole(number: float) -> Number:
    """2.0 is written 2."""
    return int(number) if number == int(number) else number


def of(figures: Figures) -> dict[str, Fact]:
    """All of them by key, in the order in which they are read."""
    found = (*_of_service(figures), *_of_lake(figures), *_of_hazards(figures), *_of_needs(figures), *_of_deeds(figures))
    return {each.key: each for each in found}


def _of_service(of: Figures) -> tuple[Fact, ...]:
    together = of.all
    return (
        Fact("activities", "活动", len(of.held), "场", "有人到场的；取消的不算"),
        Fact("times", "参加人次", together.times, "人次", "大人，带来的也算；孩子另算"),
        Fact("people", "服务的人", of.servers, "人", "同一个人只算一次"),
        Fact("children", "带来的孩子", of.children, "人次"),
        Fact("hours", "服务时长", hours(together.minutes), "小时", "以账本为准"),
        Fact("points", "积分", together.points, "分", "以账本为准，冲正的已扣除"),
        Fact("newcomers", "新增志愿者", len(of.newcomers), "人", "注册，或第一次有服务时长"),
        Fact("called_off", "取消的活动", of.called_off, "场"),
        Fact("unrecorded", "还没记考勤", len(of.unrecorded), "场", "补记以后数字会变"),
    )


def _of_lake(of: Figures) -> tuple[Fact, ...]:
    return (
        Fact("patrols", "巡湖", len(of.rides), "次"),
        Fact("reached", "巡湖够人数", of.reached, "次"),
    )


def _of_hazards(of: Figures) -> tuple[Fact, ...]:
    median = of.hazards.median_hours
    return (
        Fact("hazards", "随手报", len(of.hazards.rows), "件", "这段时间报上来的"),
        Fact("hazards_closed", "随手报结案", of.hazards_closed, "件", "含不属实、重复"),
        Fact("hazards_fixed", "随手报办好", of.hazards.fixed, "件", "报的人或社工确认过"),
        Fact("in_time", "其中按时", of.in_time, "件"),
        Fact("median", "办好用时中位数", None if median is None else whole(round(median, 1)), "小时"),
        Fact("hazards_open", "随手报没办完", len(of.hazards.open), "件"),
    )


def _of_needs(of: Figures) -> tuple[Fact, ...]:
    return (
        Fact("needs", "求助", of.needs_of("asked"), "件", "只有数，没有人"),
        Fact("needs_served", "求助办好", of.needs_of("served"), "件"),
        Fact("needs_open", "求助没办完", of.needs_of("open"), "件"),
        Fact("content", "求助满意", of.needs_of("content"), "件"),
    )


def _of_deeds(of: Figures) -> tuple[Fact, ...]:
    return (
        Fact("helps", "随手助", len(of.deeds_of(DeedKind.HELP)), "次", "核对通过的"),
        Fact("leaflets", "随手派", len(of.deeds_of(DeedKind.LEAFLETS)), "次", "核对通过的"),
        Fact("copies", "派发", of.copies, "份"),
        Fact("waiting_deeds", "等核对", of.waiting_deeds, "条"),
    )
