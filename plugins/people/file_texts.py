"""Sentences of one's file: what stands in it, and how each piece is changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .dates import spelt
from .texts import UNDO, said

AGES = {18: "已满 18 周岁", 14: "满 14、未满 18 周岁", 0: "未满 14 周岁"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands in a person's file, as words; empty where nothing is known."""

    name: str
    rows: Sequence[tuple[str, str]]
    teams: Sequence[str] = ()
    offices: Sequence[str] = ()
    children: Sequence[str] = ()
    spoken_for: Sequence[str] = ()
    agreed: Sequence[tuple[date, str]] = field(default=())
    registered: date | None = None


def sheet(of: Sheet) -> str:
    """The file of the speaker, and how to change it."""
    known = [f"{name}：{value}" for name, value in of.rows if value]
    missing = [name for name, value in of.rows if not value]
    lines = [f"{of.name}的档案{f'（{spelt(of.registered)} 注册）' if of.registered else '（还没有注册，发「注册」）'}", *known]
    for name, some in (("队伍", of.teams), ("职务", of.offices), ("监护的孩子", of.children), ("代报的人", of.spoken_for)):
        lines += [f"{name}：{'、'.join(some)}"] if some else []
    lines += [f"{day.month}月{day.day}日 您同意了：{wording}" for day, wording in of.agreed]
    if missing:
        lines.append(f"没填的：{'、'.join(missing)}")
    return "\n".join([*lines, "要改发「改档案 楼栋 5栋」这样，前面写哪一项，后面写新的；删掉一项发「改档案 电话 没有」。"])


def plain(of: Sheet) -> list[str]:
    """The whole file, a line for each piece."""
    lines = [f"名字：{of.name}", *(f"{name}：{value}" for name, value in of.rows if value)]
    for name, some in (("队伍", of.teams), ("职务", of.offices), ("监护的孩子", of.children), ("代报的人", of.spoken_for)):
        lines += [f"{name}：{'、'.join(some)}"] if some else []
    lines += [f"{spelt(of.registered)} 注册"] if of.registered else []
    return [*lines, *(f"{spelt(day)} 您同意了：{wording}" for day, wording in of.agreed)]


def staffs(of: Sheet) -> str:
    """The file of somebody, to staff."""
    known = [f"{name}：{value}" for name, value in of.rows if value]
    for name, some in (("队伍", of.teams), ("职务", of.offices), ("监护的孩子", of.children)):
        known += [f"{name}：{'、'.join(some)}"] if some else []
    return "\n".join([f"{of.name}的档案", *(known or ["还没有填什么。"])])


def party(which: str | None, kind: str | None, rider: bool) -> str:  # noqa: FBT001 - a row's three columns
    """在职党员、新业态新就业."""
    return "、".join([f"{kind or ''}{which}"] * bool(which) + ["新业态新就业"] * rider)


def skills(names: Sequence[str], *, found: bool) -> str:
    """What somebody can do, and whether leaders see it."""
    return f"{'、'.join(names)}（{'队长找得到您' if found else '只有社工看得到'}）" if names else ""


def insured(day: date | None, today: date) -> str:
    """The last day, and whether it has passed."""
    return f"到 {spelt(day)}{'（已过期）' if day < today else ''}" if day else ""


def changed(called: str) -> str:
    """A piece changed."""
    return f"您的{called}改好了。发「我的档案」看全部。{UNDO}"


def which_piece(names: Sequence[str]) -> str:
    """No piece named."""
    return f"请写改哪一项、改成什么，例如「改档案 楼栋 5栋」。能改的有：{'、'.join(names)}。"


def to_what(called: str) -> str:
    """A piece, and nothing behind it."""
    return f"{called}改成什么？例如「改档案 {called} {_EXAMPLES.get(called, '……')}」；删掉就发「改档案 {called} 没有」。"


_EXAMPLES = {
    "名字": "陈志远",
    "楼栋": "5栋",
    "特长": "加 理发",
    "空闲": "周末",
    "政治面貌": "退休党员",
    "单位": "供电公司",
    "年龄": "满18",
    "保险": "2027年3月1日",
    "电话": "13800138000",
    "省平台编号": "HB20260001",
    "推荐人": "王阿姨",
    "被找到": "可以",
}


def no_referrer(name: str, found: int) -> str:
    """Nobody known by the name, or several."""
    if found:
        return f"有 {found} 位叫「{said(name)}」，分不清是哪一位，没有改动。"
    return f"还不认识「{said(name)}」，没有改动。推荐人要是本社区的志愿者，请写他在群里的名字。"


def found_or_not() -> str:
    """Neither yes nor no."""
    return "队长找人时可以看到您的名字、楼栋和特长吗？发「改档案 被找到 可以」或「改档案 被找到 不要」。"
