"""A rule said in Chinese, so that ``reading`` reads the same rule of it."""

from datetime import date

from .festivals import BY_DAY
from .rule import LastDays, LunarDays, MonthDays, Ordinals, Pattern, Rule, Terms, Vacation, Weekdays, YearDays

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_LUNAR_MONTHS = ("每", "正", *_DIGITS[2:10], "十", "冬", "腊")
_QUARTERS: dict[tuple[int, ...], str] = {
    (1, 4, 7, 10): "每季度第一个月",
    (2, 5, 8, 11): "每季度第二个月",
    (3, 6, 9, 12): "每季度最后一个月",
}
_PARITY: dict[tuple[int, ...], str] = {(1, 3, 5, 7, 9, 11): "单月", (2, 4, 6, 8, 10, 12): "双月"}


def numeral(number: int) -> str:
    """三, 十二, 二十八; two of something is 两, but not here."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones or not tens else "")


def say(rule: Rule, today: date | None = None) -> str:
    """每月最后三天，从12月1日起，寒暑假除外. The year of ``today`` is not said."""
    parts = ["和".join(_pattern(each) for each in rule.on)]
    if rule.first:
        parts.append(f"从{_date(rule.first, today)}起")
    if rule.last:
        parts.append(f"到{_date(rule.last, today)}")
    parts += [f"{say_span(start, end, today)}停" for start, end in rule.off]
    if rule.vacations:
        words = "寒暑假" if len(rule.vacations) == len(Vacation) else rule.vacations[0].value
        parts.append(f"只在{words}" if rule.within else f"{words}除外")
    return "，".join(parts)


def say_span(start: date, end: date, today: date | None = None) -> str:
    """1月15日到2月28日; one day alone."""
    return _date(start, today) if start == end else f"{_date(start, today)}到{_date(end, today)}"


def _date(day: date, today: date | None) -> str:
    year = "" if today and day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case MonthDays(days, months):
            items = [f"{day}日" for day in days if day > 0] + [f"倒数第{numeral(-day)}天" for day in days if day < 0]
            return _scope(months, ends=False) + "、".join(items)
        case LastDays(count, months):
            return _scope(months, ends=True) + ("最后一天" if count == 1 else f"最后{'两' if count == 2 else numeral(count)}天")
        case Ordinals():
            return _ordinals(pattern)
        case Weekdays(weekdays, every):
            if every == 1 and len(weekdays) == len(_WEEKDAYS):
                return "每天"
            weeks = "每周" if every == 1 else f"每{'两' if every == 2 else numeral(every)}周周"
            return weeks + _listed(weekdays)
        case YearDays(dates):
            return "每年" + "、".join(f"{month}月{day}日" for month, day in dates)
        case LunarDays(dates):
            return _lunar(dates)
        case Terms(names):
            return "每年" + "、".join(names)


def _listed(weekdays: tuple[int, ...]) -> str:
    first, last = weekdays[0], weekdays[-1]
    if last - first == len(weekdays) - 1 > 1:
        return f"{_WEEKDAYS[first]}到周{_WEEKDAYS[last]}"
    return "、".join(_WEEKDAYS[each] for each in weekdays)


def _scope(months: tuple[int, ...], *, ends: bool) -> str:
    if not months:
        return "每月"
    if ends and months in ((3, 6, 9, 12), (6, 12)):
        return "每季度" if len(months) == 4 else "每半年"
    known = _QUARTERS.get(months) or _PARITY.get(months)
    return known or f"每年{'、'.join(f'{month}月' for month in months)}的"


def _ordinals(pattern: Ordinals) -> str:
    days = "、".join(f"周{_WEEKDAYS[each]}" for each in pattern.weekdays)
    counted = [numeral(nth) for nth in pattern.nths if nth > 0]
    items = [f"第{'、'.join(counted)}个{days}"] if counted else []
    items += [f"最后一个{days}"] if -1 in pattern.nths else []
    return _scope(pattern.months, ends=pattern.nths == (-1,)) + "、".join(items)


def _lunar(dates: tuple[tuple[int, int], ...]) -> str:
    every = [day for month, day in dates if month == 0]
    named = [BY_DAY[each] for each in dates if each in BY_DAY]
    groups = [f"农历每月{'、'.join(map(_lunar_day, every))}"] if every else []
    groups += [f"每年{'、'.join(named)}"] if named else []
    groups += [f"农历{_LUNAR_MONTHS[month]}月{_lunar_day(day)}" for month, day in dates if month and (month, day) not in BY_DAY]
    return "和".join(groups)


def _lunar_day(day: int) -> str:
    return f"初{numeral(day)}" if day <= 10 else numeral(day)
