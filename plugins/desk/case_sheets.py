"""The sheets of what was reported and asked for, of the lake, and of good deeds."""

from collections.abc import Sequence

from plugins.hazard.month import Row as Hazard
from plugins.kernel.masking import mask
from plugins.patrol import summary

from .figures import Figures
from .pen import TOGETHER, Cell, Pen, Sheet, exactly, moment, plain
from .service_record import Part

LONGEST_LOG = 300


def hazards(of: Figures) -> Sheet:
    """What was reported, and what came of it."""
    columns = ("编号", "类别", "地点", "上报时间", "办好时间", "用时（小时）", "按时", "状态", "结果")
    return Sheet("随手报", columns, (8, 10, 18, 18, 18, 12, 8, 10, 10), [_hazard(each) for each in of.hazards.rows])


def _hazard(row: Hazard) -> Sequence[Cell]:
    done = row.fixed and row.finished_at is not None
    kept = ("是" if row.in_time else "否") if done else ""
    taken = None if row.taken is None else round(row.taken, 1)
    where = mask(f"{row.estate}{row.core}")
    at = moment(row.finished_at) if row.finished_at else ""
    return row.label, row.category, where, moment(row.opened_at), at, taken, kept, str(row.state), str(row.verdict or "")


def needs(of: Figures) -> Sheet:
    """Numbers by month and sort."""
    rows = [(each.month, each.sort, each.asked, each.served, each.open, each.content) for each in of.needs]
    total = (TOGETHER, "", *(of.needs_of(what) for what in ("asked", "served", "open", "content")))
    columns = ("月份", "种类", "收到", "办好", "没办完", "满意")
    return Sheet("求助", columns, (12, 14, 8, 8, 8, 8), [*rows, total] if rows else rows)


def rides(of: Figures, pen: Pen) -> Sheet:
    """Each patrol: who came for which team, what was seen."""
    riding = [each for each in of.teams if each.patrols]
    heads: dict[tuple[int, int | None], int] = {}
    for part in of.parts:
        if part.activity:
            key = (part.activity.id, part.team_id)
            heads[key] = heads.get(key, 0) + part.heads
    rows = []
    for each in of.rides:
        per_team = [heads.get((each.activity_id, team.id), 0) for team in riding]
        log = mask("；".join(one.text for one in each.log if one.text))[:LONGEST_LOG]
        bags = summary.bags([one.text for one in each.log])
        reached = "是" if each.day.reached else "否"
        rows.append((each.day.day.isoformat(), each.day.came, each.least, reached, *per_team, bags, plain(log)))
    columns = ("日期", "来了（大人）", "至少", "够人数", *(each.short for each in riding), "垃圾（袋）", "记录")
    return Sheet("巡湖", columns, (12, 12, 8, 8, *(10 for _ in riding), 10, 50), rows)


def deeds(of: Figures, pen: Pen) -> Sheet:
    """随手助, 随手派: who and when, never what for whom."""
    earned: dict[str, Part] = {each.cause: each for each in of.parts}
    rows = []
    for each in of.deeds:
        booked = earned.get(each.cause)
        worth = (exactly(booked.minutes), booked.points) if booked else (0, 0)
        who = (pen.order.get(each.member_id), pen.name(each.member_id))
        rows.append((each.called, each.day.isoformat(), f"随手{each.kind}", *who, each.copies or None, *worth))
    columns = ("编号", "日期", "种类", "人员序号", "姓名", "份数", "时长（小时）", "积分")
    return Sheet("随手助", columns, (8, 12, 10, 10, 14, 8, 12, 8), rows)
