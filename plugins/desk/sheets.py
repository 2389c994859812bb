"""What stands on the sheets of the workbook (台账), as plain rows. Writing them down is ``workbook``'s business."""

from collections.abc import Mapping, Sequence

from plugins.kernel import clock

from . import case_sheets
from .facts import Fact, hours
from .figures import Figures, Sums
from .pen import TOGETHER, Cell, Pen, Sheet, date, exactly, hour, plain, when
from .service_record import Held, Part


def all_of(of: Figures, told: Mapping[str, Fact], before: Mapping[str, Fact], lead: Sequence[str], pen: Pen) -> Sequence[Sheet]:
    """The sheets in the order of the workbook."""
    return (
        _summary(of, told, before, lead, pen),
        _activities(of, pen),
        _people(of, pen),
        _services(of, pen),
        _teams(of, pen),
        _newcomers(of, pen),
        case_sheets.hazards(of),
        case_sheets.needs(of),
        case_sheets.rides(of, pen),
        case_sheets.deeds(of, pen),
    )


def _summary(of: Figures, told: Mapping[str, Fact], before: Mapping[str, Fact], lead: Sequence[str], pen: Pen) -> Sheet:
    rows: list[Sequence[Cell]] = [
        (each.name, each.value, each.unit, before[each.key].value, each.note) for each in told.values()
    ]
    kinds = of.by(lambda each: each.service_id)
    if set(kinds) - {None}:
        rows += [(), ("按服务类别", "时长（小时）", "", "积分", "人次")]
        rows += [(pen.service(one), hours(sums.minutes), "小时", sums.points, sums.times) for one, sums in _ordered(of, kinds)]
    return Sheet("汇总", ("项目", of.period.label, "单位", of.period.before.label, "说明"), (16, 14, 8, 14, 34), rows, lead)


def _ordered(of: Figures, kinds: Mapping[int | None, Sums]) -> list[tuple[int | None, Sums]]:
    places = {each.id: place for place, each in enumerate(of.services)}
    return sorted(kinds.items(), key=lambda pair: places.get(pair[0] or 0, len(places)))


HELD = (
    ("活动号", 8), ("名称", 24), ("日期", 12), ("开始", 8), ("结束", 8), ("地点", 20), ("队伍", 16), ("类别", 16), ("报名", 8),
    ("到场人次", 10), ("孩子", 8), ("时长（小时）", 12), ("积分", 8), ("考勤", 8),
)  # fmt: skip


def _activities(of: Figures, pen: Pen) -> Sheet:
    """Those that people came to, or had signed up for."""
    columns, widths = zip(*HELD, strict=True)
    came: dict[int, list[Part]] = {}
    for each in of.parts:
        if each.activity:
            came.setdefault(each.activity.id, []).append(each)
    rows = [_activity(each, came.get(each.id, ()), pen) for each in of.listed if each.listed or each.id in came]
    there = [each for some in came.values() for each in some]
    total = (TOGETHER, *("",) * 8, *_done(there), "")
    return Sheet("活动", columns, widths, [*rows, total] if rows else rows)


def _activity(held: Held, there: Sequence[Part], pen: Pen) -> Sequence[Cell]:
    state = "已记" if held.recorded else "没记" if held.ends_at < clock.now() else "还没完"
    where = (held.title, *when(held.starts_at), hour(held.ends_at), held.place, pen.team(held.team_id))
    service = next((each.service_id for each in there), held.service_id)
    return held.number, *map(plain, where), pen.service(service), held.listed, *_done(there), state


def _done(there: Sequence[Part]) -> Sequence[Cell]:
    adults, children = sum(each.heads for each in there), sum(each.children for each in there)
    return adults, children, hours(sum(each.minutes for each in there)), sum(each.points for each in there)


def _people(of: Figures, pen: Pen) -> Sheet:
    sums = of.by(lambda each: each.member_id)
    times: dict[int, int] = {}
    for each in of.parts:
        times[each.member_id] = times.get(each.member_id, 0) + bool(each.heads)
    rows: list[Sequence[Cell]] = []
    for number, place in pen.order.items():
        if number in sums:
            own = sums[number]
            alone = times[number]
            figures = (alone, own.times - alone, own.times, hours(own.minutes), own.points)
            rows.append((place, pen.name(number), pen.platform_number(number), *figures))
    columns = ("序号", "姓名", "省平台编号", "参加次数", "同来的大人", "人次", "时长（小时）", "积分")
    total = (TOGETHER, "", "", sum(times.values()), of.all.times - sum(times.values()), of.all.times, hours(of.all.minutes))
    return Sheet("人员", columns, (6, 14, 18, 10, 12, 8, 12, 8), [*rows, (*total, of.all.points)] if rows else rows)


def _services(of: Figures, pen: Pen) -> Sheet:
    """A line for each service, as the provincial platform takes them."""
    rows = [_service(each, pen) for each in of.parts if each.minutes or each.heads]
    columns = ("姓名", "省平台编号", "活动名称", "服务日期", "服务时长（小时）", "队伍", "人员序号")
    return Sheet("服务记录", columns, (14, 18, 26, 12, 16, 18, 10), rows)


def _service(part: Part, pen: Pen) -> Sequence[Cell]:
    at = part.activity.starts_at if part.activity else part.at
    name, code = pen.name(part.member_id), pen.platform_number(part.member_id)
    return name, code, plain(part.what), date(at), exactly(part.minutes), pen.team(part.team_id), pen.order[part.member_id]


def _teams(of: Figures, pen: Pen) -> Sheet:
    sums = of.by(lambda each: each.team_id)
    shown = [each.id for each in of.teams if each.id in sums or each.closed_at is None]
    nothing = Sums(0, 0, 0, 0)
    rows = [_sums(pen.team(one), sums.get(one, nothing)) for one in [*shown, *([None] if None in sums else [])]]
    total = (TOGETHER, len(of.held), of.all.times, hours(of.all.minutes), of.all.points)
    return Sheet("队伍", ("队伍", "活动场次", "人次", "时长（小时）", "积分"), (20, 10, 8, 12, 8), [*rows, total])


def _sums(name: str, sums: Sums) -> Sequence[Cell]:
    return name, sums.activities, sums.times, hours(sums.minutes), sums.points


def _newcomers(of: Figures, pen: Pen) -> Sheet:
    rows = [
        (pen.order[each.member_id], pen.name(each.member_id), date(each.since), "注册" if each.registered else "第一次服务")
        for each in of.newcomers
    ]
    return Sheet("新增志愿者", ("人员序号", "姓名", "日期", "怎么来的"), (10, 14, 12, 14), rows)
