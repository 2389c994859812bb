"""A rule in Chinese read into data. ``saying`` is its inverse.

One scanner: a head (每月, 每两周, 每年, 农历 …), then what days, several of them by 、 and 和; then the next head. Whatever is not a
rule stays on the slate, so that the same words stand in a preset alone and in a chat beside title, time and place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plugins.activity.questions import Unclear
from plugins.activity.slate import NUMBER, Slate, number

from . import festivals, texts
from .days import coming
from .lasting import Lasting, take_lasting
from .rule import LastDays, MonthDays, Ordinals, Pattern, Rule, Weekdays, YearDays, joined
from .words import (
    BEGIN,
    DAILY,
    EVERY_OTHER,
    MONTHLY,
    WEEKLY,
    YEARLY,
    check_head,
    lunar_at,
    months_of,
    weekdays_at,
    weeks_of,
)

_AND = re.compile(r"\s*(?:[、,和及与&]|以及|还有)\s*")
_ONE = rf"{NUMBER}(?:\s*[日号]|(?!\s*月))"
_NUMBERS = rf"{_ONE}(?:\s*[、,和及与]\s*{_ONE})*"
_DAYS = re.compile(
    rf"(?P<days>(?:{NUMBER}\s*[日号]?\s*[、,和及与]\s*)*{NUMBER}\s*[日号])(?![^\s、,;。)和及与]{{0,2}}[楼栋线院])的?"
)
_LAST = re.compile(rf"(?:的)?(?:最后|末)\s*(?P<count>{NUMBER})\s*天|(?:的)?最后[的]?那?天")
_END = re.compile(r"月?[底末](?:最后一天)?")
_FROM_END = re.compile(rf"倒数第\s*(?P<count>{NUMBER})\s*[天日]")
_NTH = re.compile(
    rf"(?:第\s*(?P<nths>{NUMBER}(?:\s*[、,和]\s*第?{NUMBER})*)|(?P<last>最后)[一1]?|(?P<first>首))\s*(?:个|周的?)?\s*(?=周|星期|礼拜)"
)
_YEAR_DATES = re.compile(rf"(?P<month>{NUMBER})\s*月\s*(?P<days>{_NUMBERS})")
_YEAR_END = re.compile(r"(?:的)?(?:最后一天|年底|年末|底|末)")
_NAME = re.compile(rf"(?:每?逢)?(?P<name>{'|'.join(map(re.escape, festivals.NAMES))})(?:当天|这天|那天)?")
_GAP = re.compile(r"\s*")


@dataclass(slots=True)
class _Scan:
    """Where the reading stands."""

    text: str
    at: int
    found: list[Pattern]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern here, behind any spaces; what it matched is read."""
        start = _GAP.match(self.text, self.at)
        said = pattern.match(self.text, start.end() if start else self.at)
        if said:
            self.at = said.end()
        return said

    def one_or_more(self, one: Callable[["_Scan"], Pattern | None]) -> bool:
        """What ``one`` reads here, and more of it behind 、 and 和."""
        before, read = self.at, len(self.found)
        while pattern := one(self):
            self.found.append(pattern)
            before = self.at
            if not self.match(_AND):
                break
        self.at = before
        return len(self.found) > read


def read_rule(text: str, today: date) -> Rule:
    """The whole text is a rule. Unclear: it is none, or there are other words in it."""
    slate = Slate(text.strip())
    rule = take_rule(slate, today)
    if rule is None:
        raise Unclear(texts.rule_unread(text))
    if left := "".join(words.strip(" ,，、;；。()（）") for _, words in slate.left()):
        raise Unclear(texts.words_left(left))
    return rule


def take_rule(slate: Slate, today: date) -> Rule | None:
    """Take the rule off the slate; ``None`` when there is none. Unclear: two readings, no such day, or it never happens."""
    lasting = take_lasting(slate, today)
    patterns = _take_patterns(slate)
    if not patterns:
        return None
    return _checked(Rule(patterns, lasting.first, lasting.last, lasting.off, lasting.vacations, lasting.within), today)


def take_change(slate: Slate, today: date, old: Rule) -> Rule | None:
    """The same for a rule that there is: what is not said anew stays. ``None`` when nothing of it is said."""
    lasting = take_lasting(slate, today)
    patterns = _take_patterns(slate)
    if not patterns and lasting == Lasting():
        return None
    first = lasting.first or (None if patterns and any(map(_skips_weeks, patterns)) else old.first)
    vacations, within = (lasting.vacations, lasting.within) if lasting.vacations else (old.vacations, old.within)
    off = tuple(sorted({*old.off, *lasting.off}))
    return _checked(Rule(patterns or old.on, first, lasting.last or old.last, off, vacations, within), today)


def _skips_weeks(pattern: Pattern) -> bool:
    return isinstance(pattern, Weekdays) and pattern.every > 1


def _checked(rule: Rule, today: date) -> Rule:
    """It happens at all, and every second week has a first one."""
    days = coming(rule, max(today, rule.first or today), 1)
    if not days:
        raise Unclear(texts.never_happens())
    if not any(map(_skips_weeks, rule.on)):
        return rule
    return _anchored(rule, rule.first) if rule.first else replace(rule, first=days[0])


def _anchored(rule: Rule, first: date) -> Rule:
    """Every second week counts from the first of its days, whatever day the series begins on."""
    weekdays = {day for each in rule.on if isinstance(each, Weekdays) for day in each.weekdays}
    offset = next(number for number in range(7) if (first + timedelta(days=number)).weekday() in weekdays)
    return replace(rule, first=first + timedelta(days=offset))


def _take_patterns(slate: Slate) -> tuple[Pattern, ...]:
    for begin in BEGIN.finditer(slate.text):
        scan = _Scan(slate.text, begin.start(), [])
        if _read_heads(scan):
            slate.take(begin.start(), scan.at)
            return joined(scan.found)
    return ()


def _read_heads(scan: _Scan) -> bool:
    """One head after the other, by 和 or nothing between them."""
    end = scan.at
    while _read_head(scan):
        end = scan.at
        scan.match(_AND)
    scan.at = end
    return bool(scan.found)


def _read_head(scan: _Scan) -> bool:
    before = scan.at
    if scan.one_or_more(_lunar) or scan.one_or_more(_festival):
        return True
    for head, days in ((YEARLY, _yearly), (MONTHLY, _monthly), (WEEKLY, _weekly), (EVERY_OTHER, _weekly), (DAILY, _daily)):
        scan.at = before
        if (said := scan.match(head)) and days(scan, said):
            return True
    scan.at = before
    check_head(scan.text, before)
    return False


def _festival(scan: _Scan) -> Pattern | None:
    said = scan.match(_NAME)
    return festivals.pattern(said["name"]) if said else None


def _lunar(scan: _Scan) -> Pattern | None:
    start = _GAP.match(scan.text, scan.at)
    if found := lunar_at(scan.text, start.end() if start else scan.at):
        scan.at, pattern = found
        return pattern
    return None


def _yearly(scan: _Scan, said: re.Match[str]) -> bool:
    if end := scan.match(_YEAR_END):
        scan.found.append(YearDays(((12, 31),)))
        return bool(end)
    return scan.one_or_more(_year_dates) or scan.one_or_more(_festival)


def _year_dates(scan: _Scan) -> Pattern | None:
    before = scan.at
    said = scan.match(_YEAR_DATES)
    if said is None or not re.search(r"[日号]\s*$", said["days"]):
        scan.at = before
        return None
    month = number(said["month"])
    dates = tuple((month, number(each)) for each in re.findall(NUMBER, said["days"]))
    if not all(_exists(*each) for each in dates):
        raise Unclear(texts.no_such_date(said.group()))
    return YearDays(dates)


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _monthly(scan: _Scan, said: re.Match[str]) -> bool:
    return scan.one_or_more(lambda each: _in_month(each, said))


def _in_month(scan: _Scan, head: re.Match[str]) -> Pattern | None:
    if said := scan.match(_DAYS):
        days = tuple(sorted({number(each) for each in re.findall(NUMBER, said["days"])}))
        if not 1 <= days[0] <= days[-1] <= 31:
            raise Unclear(texts.no_such_date(said.group()))
        return MonthDays(days, months_of(head, last=False))
    if said := scan.match(_LAST):
        count = number(said["count"]) if said["count"] else 1
        if not 1 <= count <= 28:
            raise Unclear(texts.no_such_date(said.group()))
        return LastDays(count, months_of(head, last=True))
    if said := scan.match(_FROM_END):
        back, months = number(said["count"]), months_of(head, last=True)
        return MonthDays((-back,), months) if back > 1 else LastDays(1, months)
    return _ordinals(scan, head) or (LastDays(1, months_of(head, last=True)) if scan.match(_END) else None)


def _ordinals(scan: _Scan, head: re.Match[str]) -> Pattern | None:
    before, said = scan.at, scan.match(_NTH)
    if said is None or not (days := weekdays_at(scan.text, scan.at)):
        scan.at = before
        return None
    scan.at, weekdays = days
    nths = [-1] if said["last"] else [1] if said["first"] else [number(each) for each in re.findall(NUMBER, said["nths"])]
    if not all(nth in (-1, 1, 2, 3, 4, 5) for nth in nths):
        raise Unclear(texts.no_such_date(said.group()))
    return Ordinals(tuple(sorted(set(nths))), weekdays, months_of(head, last=-1 in nths))


def _daily(scan: _Scan, said: re.Match[str]) -> bool:
    scan.found.append(Weekdays(tuple(range(7))))
    return bool(said)


def _weekly(scan: _Scan, said: re.Match[str]) -> bool:
    if not (days := weekdays_at(scan.text, scan.at, bare=True)):
        return False
    scan.at, weekdays = days
    scan.found.append(Weekdays(weekdays, weeks_of(said)))
    return True
