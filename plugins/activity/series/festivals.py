"""Days that have names."""

from .lunar import TERMS
from .rule import LunarDays, Ordinals, Pattern, Terms, YearDays

LUNAR = {
    "春节": (1, 1),
    "元宵节": (1, 15),
    "龙抬头": (2, 2),
    "端午节": (5, 5),
    "七夕节": (7, 7),
    "中元节": (7, 15),
    "中秋节": (8, 15),
    "重阳节": (9, 9),
    "腊八节": (12, 8),
    "除夕": (12, -1),
}
SOLAR = {
    "元旦": (1, 1),
    "学雷锋日": (3, 5),
    "学雷锋纪念日": (3, 5),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆节": (10, 1),
    "国际志愿者日": (12, 5),
    "志愿者日": (12, 5),
}
ORDINAL = {"母亲节": (2, 6, 5), "父亲节": (3, 6, 6)}
"""(which one, weekday, month)."""
OTHER_NAMES = {"大年三十": "除夕", "年三十": "除夕", "大年初一": "春节", "清明节": "清明"}


def _short() -> dict[str, str]:
    """元宵 for 元宵节."""
    return {name.removesuffix("节"): name for name in LUNAR if name.endswith("节") and name != "春节"}


NAMES = tuple(sorted([*LUNAR, *SOLAR, *ORDINAL, *OTHER_NAMES, *_short(), *TERMS], key=len, reverse=True))
BY_DAY = {pair: name for name, pair in LUNAR.items()}


def pattern(name: str) -> Pattern:
    """The days of one of ``NAMES``."""
    name = OTHER_NAMES.get(name) or _short().get(name) or name
    if name in LUNAR:
        return LunarDays((LUNAR[name],))
    if name in SOLAR:
        return YearDays((SOLAR[name],))
    if name in ORDINAL:
        nth, weekday, month = ORDINAL[name]
        return Ordinals((nth,), (weekday,), (month,))
    return Terms((name,))
