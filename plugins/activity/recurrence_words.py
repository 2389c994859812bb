"""A rule of recurrence in words, both ways: 「每月第二个周日」 is read at the start of a line, and a rule is told in words."""

import re
from collections.abc import Callable
from datetime import date

from . import series_texts
from .questions import Unclear
from .recurrence import Rule, upcoming
from .slate import NUMBER, Slate, number

_WEEK = "(?:周|星期|礼拜)"
_MONTHLY = r"每个?月的?\s*"
_AND = r"\s*[、,和及]\s*"
_ONE_WEEKDAY = rf"{_WEEK}[一二三四五六日天1-6]"
_WEEKDAY_LIST = rf"[一二三四五六日天1-6](?![0-9点:次个场回])(?:{_AND}{_WEEK}?[一二三四五六日天1-6](?![0-9点:])|[一二三四五六日](?=[\s,、一二三四五六日]))*"
_DAY = rf"(?:{NUMBER}|初[一二三四五六七八九十])"
_WEEKDAYS = dict(zip("一二三四五六日天123456", (*range(7), 6, *range(6)), strict=True))
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_FESTIVALS = {
    "春节": [1, 1],
    "元宵": [1, 15],
    "端午": [5, 5],
    "七夕": [7, 7],
    "中秋": [8, 15],
    "重阳": [9, 9],
    "腊八": [12, 8],
    "小年": [12, 23],
    "除夕": [12, 0],
}


def _weekly(match: re.Match[str], today: date) -> Rule:
    said = match.groupdict()
    every = 2 if said.get("other") else number(said.get("every") or "1")
    wanted = (
        {5, 6} if said.get("weekend") else {_WEEKDAYS[sign] for sign in re.findall(r"[一二三四五六日天1-6]", match["days"])}
    )
    return {"weekdays": sorted(wanted), "every": every, "anchor": today.isoformat()}


def _last_days(match: re.Match[str], _today: date) -> Rule:
    return {"last_days": _within(number(match["count"] or "1"), 1, 28, match)}


def _nth(match: re.Match[str], _today: date) -> Rule:
    return {"nth": number(match["nth"]) if match["nth"] else -1, "weekday": _WEEKDAYS[match["weekday"]]}


def _month_days(match: re.Match[str], _today: date) -> Rule:
    return {"month_days": sorted({_within(number(each), 1, 31, match) for each in re.findall(NUMBER, match["days"])})}


def _year_day(match: re.Match[str], _today: date) -> Rule:
    month = _within(number(match["month"]), 1, 12, match)
    most = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    return {"year_day": [month, _within(number(match["day"]), 1, most, match)]}


def _lunar(match: re.Match[str], _today: date) -> Rule:
    if festival := match["festival"]:
        return {"lunar": _FESTIVALS[festival]}
    said = match["month"]
    month = _LUNAR_MONTHS.get(said) or _within(number(said), 1, 12, match)
    return {"lunar": [month, _within(number(match["day"].removeprefix("初")), 1, 30, match)]}


def _within(value: int, low: int, high: int, match: re.Match[str]) -> int:
    if not low <= value <= high:
        raise Unclear(series_texts.no_such_rule(match.group().strip()))
    return value


_EVERY_WEEKS = rf"每(?:隔(?P<other>一个?)|(?P<every>[两二三四2-4])个?){_WEEK}的?\s*(?P<days>(?:{_WEEK})?{_WEEKDAY_LIST})"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Rule]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (_EVERY_WEEKS, _weekly),
        (r"每个?周(?P<weekend>末)", _weekly),
        (rf"每个?{_WEEK}\s*(?P<days>{_WEEKDAY_LIST})", _weekly),
        (rf"{_MONTHLY}(?:最后(?:(?P<count>{NUMBER})天)|底|末)", _last_days),
        (rf"{_MONTHLY}(?:第(?P<nth>[一二三四五1-5])个?|最后一?个?){_WEEK}(?P<weekday>[一二三四五六日天1-6])", _nth),
        (rf"{_MONTHLY}(?P<days>{NUMBER}[日号]?(?:{_AND}{NUMBER}[日号]?)*)(?<=[日号])", _month_days),
        (rf"每年的?\s*(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号]", _year_day),
        (
            rf"(?:每年的?\s*)?(?:农历|阴历)的?\s*(?:每年的?\s*)?(?:(?P<festival>{'|'.join(_FESTIVALS)})节?"
            rf"|(?P<month>正|冬|腊|{NUMBER})月(?P<day>{_DAY})[日号]?)",
            _lunar,
        ),
    )
)


def _date(prefix: str) -> str:
    return rf"(?:(?P<{prefix}y>20[0-9]{{2}})年)?(?P<{prefix}m>{NUMBER})月(?P<{prefix}d>{NUMBER})[日号]?"


_FROM = re.compile(rf"(?:从|從|自){_date('f')}(?:开始|起)?|{_date('g')}(?:开始|起)")
_UNTIL = re.compile(rf"(?:到|至){_date('f')}(?:为止|止|结束)?|{_date('g')}(?:为止|止)")
_PLAIN = re.compile(_date("f"))


def take_rule(slate: Slate, today: date) -> Rule | None:
    """Take the rule off the start of the line, and from when to when it holds. Unclear: no such day, an end before today."""
    for pattern, reader in _RULES:
        if match := pattern.match(slate.text):
            slate.take(*match.span())
            return _bounded(reader(match, today), slate, today)
    return None


def _bounded(rule: Rule, slate: Slate, today: date) -> Rule:
    start, end = today, None
    if (match := _FROM.search(slate.text)) is not None:
        slate.take(*match.span())
        rule["from"] = (start := coming(match, today)).isoformat()
    if (match := _UNTIL.search(slate.text)) is not None:
        slate.take(*match.span())
        rule["until"] = (end := coming(match, start)).isoformat()
    if end is not None and end < today:
        raise Unclear(series_texts.over_already())
    if "anchor" in rule and (firsts := upcoming(rule | {"every": 1}, start, 1)):
        rule["anchor"] = firsts[0].isoformat()
    return rule


def coming(match: re.Match[str], after: date) -> date:
    """The day that stands in the named groups; without a year the first such day from ``after`` on."""
    prefix = "f" if match.groupdict().get("fm") else "g"
    year, month, day = (match[f"{prefix}{piece}"] for piece in "ymd")
    for each in (int(year),) if year else range(after.year, after.year + 9):
        try:
            found = date(each, number(month), number(day))
        except ValueError:
            continue
        if year or found >= after:
            return found
    raise Unclear(series_texts.no_such_rule(match.group()))


def read_days(words: str, today: date) -> list[date]:
    """The dates written in full (12月20日), in the order in which they stand."""
    return [coming(match, today) for match in _PLAIN.finditer(Slate(words).text)]
