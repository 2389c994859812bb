"""The words at the head of a rule, weekdays and lunar days."""

import re
from itertools import pairwise

from plugins.activity.questions import Unclear
from plugins.activity.slate import NUMBER, number

from . import festivals, texts
from .rule import LunarDays

_W = "(?:周|星期|礼拜)"
_AND = r"\s*[、,和及与]\s*"
_DAY = "[一二三四五六日天1-6]"
_NO_DAY = r"(?![0-9:.点时次年月号人位名个])"
_WEEKDAYS = dict(zip("一二三四五六日天123456", (*range(7), 6, *range(6)), strict=True))
_MOST_WEEKS = 8

MONTHLY = re.compile(
    rf"(?:每(?:个|一)?(?P<unit>月份?|季度?|半年)|(?:每?逢)?(?P<parity>[单双])月|每年的?\s*(?P<months>{NUMBER}\s*月(?:{_AND}{NUMBER}\s*月)*))"
    r"(?:的?(?:第(?P<of>[一二三1-3])个?月|(?P<final>最后一?个?月|末月)|(?P<head>首个?月)))?的?\s*逢?"
)
YEARLY = re.compile("每年的?")
WEEKLY = re.compile(rf"(?:每(?:个|一)?(?:(?P<every>{NUMBER})个?)?|每?逢){_W}(?:的?\s*(?:每个?)?{_W})?")
EVERY_OTHER = re.compile(rf"每?隔(?:(?P<skip>{NUMBER})个?)?{_W}(?:的?\s*{_W})?")
DAILY = re.compile("每[天日]")
BEGIN = re.compile(
    rf"每|农历|阴历|旧历|隔|逢|[单双]月|(?:[正冬腊]|{NUMBER})\s*月\s*[初廿]|[正冬腊]月|{'|'.join(map(re.escape, festivals.NAMES))}"
)
_RANGE = re.compile(rf"({_DAY})\s*[到至~-]\s*{_W}?({_DAY}){_NO_DAY}")
_RUN = re.compile("[一二三四五六日天]{2,7}(?![次年常用])")
_LIST = re.compile(rf"{_DAY}(?![次年常用]){_NO_DAY}(?:{_AND}{_W}?{_DAY}(?![次年常用]){_NO_DAY})*")
_BEFORE = re.compile(_W)
_OLD_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_OLD_DAY = r"(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[一二]?十[一二三四五六七八九]?|三十|[一二三四五六七八九](?![十百月])|[0-9]{1,2}(?![0-9:点月]))"
_LUNAR = re.compile(
    rf"(?P<old>(?:农历|阴历|旧历)\s*的?)?(?:每年\s*的?\s*(?:农历|阴历)?\s*)?(?:(?P<every>每个?月)|(?P<month>[正冬腊]|{NUMBER})\s*月)\s*的?"
    rf"(?P<days>{_OLD_DAY}日?(?:{_AND}{_OLD_DAY}日?(?!\s*月))*)"
)
_MONTH_WITHOUT_DAY = re.compile(rf"每个?月的?\s*(?P<day>{NUMBER})(?=$|[\s,、;。])")


def months_of(head: re.Match[str], *, last: bool) -> tuple[int, ...]:
    """Which months the head of 每月, 每季度, 单月 means; ``last``: of a quarter without a month said, its last one."""
    if head["parity"]:
        return tuple(range(1 if head["parity"] == "单" else 2, 13, 2))
    if head["months"]:
        months = tuple(sorted({number(each) for each in re.findall(NUMBER, head["months"])}))
        if not 1 <= months[0] <= months[-1] <= 12:
            raise Unclear(texts.no_such_date(head.group()))
        return months
    if head["unit"] == "半年":
        return (6, 12) if last else (1, 7)
    if head["unit"].startswith("月"):
        return ()
    said = number(head["of"]) if head["of"] else 3 if head["final"] else 1 if head["head"] else 3 if last else 1
    return tuple(range(said, 13, 3))


def weeks_of(head: re.Match[str]) -> int:
    """Every how many weeks. Unclear: 每隔两周 is said of every second week and of every third."""
    said = head.groupdict()
    if skip := said.get("skip"):
        if number(skip) != 1:
            raise Unclear(texts.every_how_many_weeks(number(skip)))
        return 2
    if "skip" in said:
        return 2
    every = number(said["every"]) if said.get("every") else 1
    if not 1 <= every <= _MOST_WEEKS:
        raise Unclear(texts.no_such_date(head.group()))
    return every


def weekdays_at(text: str, at: int, *, bare: bool = False) -> tuple[int, tuple[int, ...]] | None:
    """Where the weekdays that begin here end, and which they are; ``bare``: 周 stands before them."""
    if not bare:
        before = _BEFORE.match(text, at)
        if before is None:
            return None
        at = before.end()
    if text[at : at + 1] in ("末",):
        return at + 1, (5, 6)
    if span := _RANGE.match(text, at):
        first, last = (_WEEKDAYS[each] for each in span.groups())
        return (span.end(), tuple(range(first, last + 1))) if first < last else None
    if (run := _RUN.match(text, at)) and _ascends(days := [_WEEKDAYS[each] for each in run.group()]):
        return run.end(), tuple(days)
    said = _LIST.match(text, at)
    return (said.end(), tuple(sorted({_WEEKDAYS[each] for each in re.findall(_DAY, said.group())}))) if said else None


def _ascends(days: list[int]) -> bool:
    return all(one < other for one, other in pairwise(days))


def lunar_at(text: str, at: int) -> tuple[int, LunarDays] | None:
    """The lunar days that begin here, and where they end. Without 农历 the words must be of the old calendar themselves."""
    said = _LUNAR.match(text, at)
    if said is None:
        return None
    if (
        not said["old"]
        and "农历" not in said.group()
        and said["month"] not in _OLD_MONTHS
        and not re.search("[初廿]", said["days"])
    ):
        return None
    month = 0 if said["every"] else _OLD_MONTHS.get(said["month"]) or number(said["month"])
    days = [_old_day(each) for each in re.findall(_OLD_DAY, said["days"])]
    if not (0 <= month <= 12 and all(1 <= day <= 30 for day in days)):
        raise Unclear(texts.no_such_date(said.group()))
    dates = {(month, -1 if (month, day) == (12, 30) else day) for day in days}
    return said.end(), LunarDays(tuple(sorted(dates)))


def _old_day(words: str) -> int:
    return number(words.removeprefix("初"))


def check_head(text: str, at: int) -> None:
    """Unclear: 每月十五 may be the 15th or the fifteenth of the old calendar."""
    if said := _MONTH_WITHOUT_DAY.match(text, at):
        raise Unclear(texts.which_calendar(number(said["day"])))
