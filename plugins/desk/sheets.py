"""What stands on the sheets of the workbook (台账), as plain rows. Writing them down is ``workbook``'s business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.hazard.month import Row as Hazard
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.patrol import summary
from plugins.people import exports
from plugins.points.rule import HOUR

from .facts import Fact, hours
from .figures import Figures, Sums
from .service_record import Part

Cell = str | int | float | None
NO_TEAM, NO_SERVICE = "未分队", "未分类"
TOGETHER = "合计"
LONGEST_LOG = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """``widths`` of the columns, in characters. ``lead``: lines above the headings."""

    name: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    lead: Sequence[str] = ()


@dataclass(frozen=True)
class Pen:
    """How people are written: masked unless it was said what for. ``order``: each has the same number on every sheet."""

    figures: Figures
    named: bool
    order: Mapping[int, int]

    def name(self, member_id: int) -> str:
        """王** or 王阿姨; an organisation is nobody who could be named."""
        person = self.figures.people[member_id]
        return mask(person.name) if self.named or person.organisation else exports.masked(person.name)

    def platform_number(self, member_id: int) -> str:
        """Whether there is one, or which."""
        code = self.figures.people[member_id].platform_number
        return code if self.named else "有" if code else ""

    def team(self, number: int | None) -> str:
        """The team's name."""
        return next((each.name for each in self.figures.teams if each.id == number), NO_TEAM)

    def service(self, number: int | None) -> str:
        """The kind of service."""
        return next((each.name for each in self.figures.services if each.id == number), NO_SERVICE)


def pen(of: Figures, *, named: bool) -> Pen:
    """Numbers go to people by their hours, the most first."""
    totals = of.by(lambda each: each.member_id)
    ranked = sorted((number for number in totals if number is not None), key=lambda one: (-totals[one].minutes, one))
    new = [each.member_id for each in of.newcomers if each.member_id not in totals]
    return Pen(of, named, {number: place for place, number in enumerate([*ranked, *new], 1)})


def all_of(of: Figures, told: Mapping[str, Fact], before: Mapping[str, Fact], lead: Sequence[str], pen: Pen) -> Sequence[Sheet]:
    """The sheets in the order of the workbook."""
    return (
        _summary(of, told, before, lead, pen),
        _activities(of, pen),
        _people(of, pen),
        _services(of, pen),
        _teams(of, pen),
        _newcomers(of, pen),
        _hazards(of),
        _needs(of),
        _rides(of, pen),
        _deeds(of, pen),
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


def _activities(of: Figures, pen: Pen) -> Sheet:
    sums = of.by(lambda each: each.activity.id if each.activity else None)
    children: dict[int, int] = {}
    kinds: dict[int, int | None] = {}
    for each in of.parts:
        if each.activity:
            children[each.activity.id] = children.get(each.activity.id, 0) + each.children
            kinds.setdefault(each.activity.id, each.service_id)
    rows = []
    for each in of.listed:
        came = sums.get(each.id, Sums(0, 0, 0, 0))
        if not (each.listed or came.times):
            continue
        state = "已记" if each.recorded else "没记" if each.ends_at < clock.now() else "还没完"
        where = (each.title, *_when(each.starts_at), _hour(each.ends_at), each.place, pen.team(each.team_id))
        done = (each.listed, came.times, children.get(each.id, 0), hours(came.minutes), came.points, state)
        rows.append((each.number, *map(_plain, where), pen.service(kinds.get(each.id, each.service_id)), *done))
    total: Sequence[Cell] = (TOGETHER, *("",) * 7, "", of.all.times, of.children)
    columns = (
        "活动号",
        "名称",
        "日期",
        "开始",
        "结束",
        "地点",
        "队伍",
        "类别",
        "报名",
        "到场人次",
        "孩子",
        "时长（小时）",
        "积分",
        "考勤",
    )
    in_them = [each for each in of.parts if each.activity]
    total = (*total, hours(sum(each.minutes for each in in_them)), sum(each.points for each in in_them))
    return Sheet("活动", columns, (8, 24, 12, 8, 8, 20, 16, 16, 8, 10, 8, 12, 8, 8), [*rows, total] if rows else rows)


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
    return name, code, _plain(part.what), _date(at), _exactly(part.minutes), pen.team(part.team_id), pen.order[part.member_id]


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
        (pen.order[each.member_id], pen.name(each.member_id), _date(each.since), "注册" if each.registered else "第一次服务")
        for each in of.newcomers
    ]
    return Sheet("新增志愿者", ("人员序号", "姓名", "日期", "怎么来的"), (10, 14, 12, 14), rows)


def _hazards(of: Figures) -> Sheet:
    columns = ("编号", "类别", "地点", "上报时间", "办好时间", "用时（小时）", "按时", "状态", "结果")
    return Sheet("随手报", columns, (8, 10, 18, 18, 18, 12, 8, 10, 10), [_hazard(each) for each in of.hazards.rows])


def _hazard(row: Hazard) -> Sequence[Cell]:
    done = row.fixed and row.finished_at is not None
    kept = ("是" if row.in_time else "否") if done else ""
    taken = None if row.taken is None else round(row.taken, 1)
    where = mask(f"{row.estate}{row.core}")
    at = _moment(row.finished_at) if row.finished_at else ""
    return row.label, row.category, where, _moment(row.opened_at), at, taken, kept, str(row.state), str(row.verdict or "")


def _needs(of: Figures) -> Sheet:
    rows = [(each.month, each.sort, each.asked, each.served, each.open, each.content) for each in of.needs]
    total = (TOGETHER, "", *(of.needs_of(what) for what in ("asked", "served", "open", "content")))
    columns = ("月份", "种类", "收到", "办好", "没办完", "满意")
    return Sheet("求助", columns, (12, 14, 8, 8, 8, 8), [*rows, total] if rows else rows)


def _rides(of: Figures, pen: Pen) -> Sheet:
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
        rows.append((each.day.day.isoformat(), each.day.came, each.least, reached, *per_team, bags, _plain(log)))
    columns = ("日期", "来了（大人）", "至少", "够人数", *(each.short for each in riding), "垃圾（袋）", "记录")
    return Sheet("巡湖", columns, (12, 12, 8, 8, *(10 for _ in riding), 10, 50), rows)


def _deeds(of: Figures, pen: Pen) -> Sheet:
    earned: dict[str, Part] = {each.cause: each for each in of.parts}
    rows = []
    for each in of.deeds:
        booked = earned.get(each.cause)
        worth = (_exactly(booked.minutes), booked.points) if booked else (0, 0)
        who = (pen.order.get(each.member_id), pen.name(each.member_id))
        rows.append((each.called, each.day.isoformat(), f"随手{each.kind}", *who, each.copies or None, *worth))
    columns = ("编号", "日期", "种类", "人员序号", "姓名", "份数", "时长（小时）", "积分")
    return Sheet("随手助", columns, (8, 12, 10, 10, 14, 8, 12, 8), rows)


def _exactly(minutes: int) -> Cell:
    return round(minutes / HOUR, 2)


def _plain(text: str) -> str:
    return mask(" ".join(text.split()))


def _date(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d}"


def _hour(at: datetime) -> str:
    return f"{clock.local(at):%H:%M}"


def _when(at: datetime) -> tuple[str, str]:
    return _date(at), _hour(at)


def _moment(at: datetime) -> str:
    return f"{_date(at)} {_hour(at)}"
