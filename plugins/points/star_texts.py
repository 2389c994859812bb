"""Sentences and pictures' data of the stars: one's own card, and who has how many."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from plugins.cards.card import Card
from plugins.kernel import clock

from .board_texts import tenths
from .rule import HOUR, Tariff
from .star import LEVELS, Holder, Star
from .statement import Balance, Entry
from .texts import hours, name_of, rule_line, star_line

MOST_DRAWN = 30


def savings(community: str, name: str, balance: Balance, star: Star, rule: Tariff, entries: Sequence[Entry]) -> Card:
    """The savings card, for its owner alone."""
    return Card(
        "savings",
        {
            "title": name_of(name),
            "community": community,
            "level": star.level,
            "star": star_line(star),
            "share": _way(balance.minutes, star),
            "points": str(balance.points),
            "hours": tenths(balance.minutes),
            "entries": [_entry(each) for each in entries],
            "foot": f"{rule_line(rule)}。发「明细」看每一笔。",
        },
    )


def _way(minutes: int, star: Star) -> float | None:
    """How much of the way to the next star is done; none at the top."""
    if star.missing is None:
        return None
    whole = minutes + star.missing
    return round(minutes / whole, 3) if whole else 0.0


def _entry(entry: Entry) -> dict[str, object]:
    day = clock.local(entry.earned_at)
    said = [f"{entry.minutes / HOUR:+.1f}".removesuffix(".0") + " 小时"] * bool(entry.minutes)
    said += [f"{entry.points:+d} 分"] * bool(entry.points)
    reason = f"更正第 {entry.reverses} 笔：{entry.reason}" if entry.reverses else entry.reason
    back = entry.undone or entry.reverses is not None
    return {"day": f"{day.month}月{day.day}日", "reason": reason, "amounts": said, "back": back}


def scale(thresholds: Sequence[int]) -> str:
    """In a group: the scale alone; one's own figures are for oneself."""
    steps = "，".join(f"{level}星 {each} 小时" for level, each in zip(LEVELS, thresholds, strict=True))
    return f"{steps}。\n自己几颗星，私聊我发「星级」看。"


def nobody() -> str:
    """No star yet."""
    return "还没有人到一星。够了的会自动进名单。"


def only_staff() -> str:
    """The list is for staff."""
    return "星级名单由社工来看；自己的发「星级」。"


def aside() -> str:
    """In the group."""
    return "星级名单私聊发您了。"


def listing(community: str, holders: Sequence[Holder]) -> str:
    """Who has which star, and what is missing to the next."""
    lines = [f"{community} 星级志愿者 {len(holders)} 人"]
    for level, each in groupby(holders, key=lambda one: one.star.level):
        among = list(each)
        lines.append(f"{LEVELS[level - 1]}星 {len(among)} 人：")
        lines += [f"{name_of(one.name)} {tenths(one.minutes)} 小时{_missing(one.star)}" for one in among]
    return "\n".join([*lines, "不想上榜的人不在里面。"])


def _missing(star: Star) -> str:
    return f"，差 {hours(star.missing)}升{LEVELS[star.level]}星" if star.missing is not None else ""


def picture(community: str, holders: Sequence[Holder]) -> Card:
    """The same as a board: stars in place of the other figure."""
    most = holders[0].minutes
    rows = [
        {
            "rank": 1 + sum(other.minutes > each.minutes for other in holders),
            "name": name_of(each.name),
            "value": tenths(each.minutes),
            "share": each.minutes / most,
            "note": "★" * each.star.level,
        }
        for each in holders[:MOST_DRAWN]
    ]
    more = f"前 {MOST_DRAWN} 名；" if len(holders) > MOST_DRAWN else ""
    levels = [f"{LEVELS[level - 1]}星 {count}" for level in range(5, 0, -1) if (count := _count(holders, level))]
    return Card(
        "board",
        {
            "title": f"{community} 星级志愿者",
            "period": "累计服务时长",
            "kind": " · ".join(levels),
            "unit": "小时",
            "rows": rows,
            "total": f"共 {len(holders)} 人",
            "foot": f"{more}不想上榜的人不在里面",
        },
    )


def _count(holders: Sequence[Holder], level: int) -> int:
    return sum(each.star.level == level for each in holders)


def exported(count: int) -> str:
    """The list as a file."""
    return f"星级志愿者 {count} 人，在上面的文件里。不想上榜的人不在里面。"


def file_name(today: date) -> str:
    """星级志愿者_2026-11-22.xlsx."""
    return f"星级志愿者_{today:%Y-%m-%d}.xlsx"
