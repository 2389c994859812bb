"""From when, until when and when not: 12月起, 从12月1日, 到明年6月, 寒暑假除外, 1月15日到2月28日停."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from plugins.activity.questions import Unclear
from plugins.activity.slate import NUMBER, Slate, number

from . import texts
from .lunar import vacation_span
from .rule import Span, Vacation

_DAY = rf"{NUMBER}\s*(?:[日号]|(?=\s|$|[,、;。)起到至止停]))"


def _date(n: str) -> str:
    return (
        rf"(?:(?P<year{n}>20[0-9]{{2}}|[今明后])\s*年\s*)?"
        rf"(?:(?P<month{n}>{NUMBER})\s*月(?:份)?\s*(?:(?P<day{n}>{_DAY}))?(?P<end{n}>底)?|(?P<next{n}>下个?月|年底))"
    )


_TO = r"\s*(?:[-~〜—–]{1,2}|至|到)\s*"
_STOPS = r"(?:期间|的?时候)?\s*(?:都|就)?(?:除外|不算|停办|停课|停|不办|不上课?|不搞|暂停|休息|放假|不来)"
_HOLIDAYS = r"(?P<holidays>寒、?暑假|寒假(?:[、和]暑假)?|暑假(?:[、和]寒假)?)"
_WITHOUT = (re.compile(rf"除了?\s*{_HOLIDAYS}\s*(?:以|之)?外"), re.compile(rf"{_HOLIDAYS}\s*{_STOPS}"))
_WITHIN = (
    re.compile(rf"(?:只在|仅在|仅限|只限)\s*{_HOLIDAYS}(?:期间|里)?"),
    re.compile(rf"{_HOLIDAYS}(?:期间|里|的)?\s*(?=每|[逢隔])"),
)
_OFF = re.compile(rf"(?:从)?{_date('1')}{_TO}(?:{_date('2')}|(?P<lone>{_DAY}))\s*{_STOPS}")
_OFF_DAY = re.compile(rf"{_date('1')}\s*{_STOPS}")
_SPAN = re.compile(rf"(?:从)?{_date('1')}(?:{_TO}(?:{_date('2')}|(?P<lone>{_DAY})))?")
_FROM = (
    re.compile(rf"(?:从|自)\s*{_date('1')}\s*(?:开始|起)?"),
    re.compile(rf"{_date('1')}\s*(?:开始|起)(?!点)"),
)
_UNTIL = re.compile(rf"(?:一直|直)?(?:到|至|截至)\s*{_date('1')}\s*(?:为?止|结束)?")
_WHICH = (Vacation.WINTER, Vacation.SUMMER)


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was said of it."""

    first: date | None = None
    last: date | None = None
    off: tuple[Span, ...] = ()
    vacations: tuple[Vacation, ...] = ()
    within: bool = False


def take_lasting(slate: Slate, today: date) -> Lasting:
    """Take it off the slate. Unclear: no such day, an end before the beginning."""
    vacations = [each for pattern in _WITHOUT for each in _taken_holidays(slate, pattern)]
    within = [] if vacations else [each for pattern in _WITHIN for each in _taken_holidays(slate, pattern)]
    off = [_span(match, today) for match in slate.take_all(_OFF)]
    off += [_span(match, today) for match in slate.take_all(_OFF_DAY)]
    first = next((_read(m, "1", today, today, last=False) for p in _FROM for m in slate.take_all(p)), None)
    last = next((_read(m, "1", today, first or today, last=True) for m in slate.take_all(_UNTIL)), None)
    if last and last < (first or today):
        raise Unclear(texts.ends_before_it_begins(first or today, last))
    said = tuple(each for each in _WHICH if each in (vacations or within))
    return Lasting(first, last, tuple(sorted(off)), said, bool(within))


def read_span(text: str, today: date) -> Span:
    """「1月15日到2月28日」, 「12月20日」, 「寒假」: the next such days. Unclear: none are said."""
    slate = Slate(text.strip(" ,、。"))
    if slate.text in ("寒假", "暑假"):
        which = Vacation(slate.text)
        spans = (vacation_span(which, year) for year in (today.year, today.year + 1))
        return next(span for span in spans if span[1] >= today)
    if (match := _SPAN.fullmatch(slate.text)) is None:
        raise Unclear(texts.span_unread(text))
    return _span(match, today)


def _taken_holidays(slate: Slate, pattern: re.Pattern[str]) -> list[Vacation]:
    said = [match["holidays"] for match in slate.take_all(pattern)]
    return [each for each in _WHICH for words in said if each.value[0] in words]


def _span(match: re.Match[str], today: date) -> Span:
    start = _read(match, "1", today, today, last=False)
    said = match.groupdict()
    if lone := said.get("lone"):
        end = _made(start.year, start.month, number(lone.rstrip("日号 ")), match.group())
    elif said.get("month2") or said.get("next2"):
        end = _read(match, "2", today, start, last=True)
    else:
        end = _read(match, "1", today, today, last=True)
    if end < start:
        raise Unclear(texts.ends_before_it_begins(start, end))
    return start, end


def _read(match: re.Match[str], n: str, today: date, after: date, *, last: bool) -> date:
    """The date; a month alone means its first day, or its ``last``. Without a year it is the first one from ``after`` on."""
    if words := match[f"next{n}"]:
        year, month = (after.year, 12) if words == "年底" else (today.year + today.month // 12, today.month % 12 + 1)
        return date(year, month, monthrange(year, month)[1] if last else 1)
    month = number(match[f"month{n}"])
    if not 1 <= month <= 12:
        raise Unclear(texts.no_such_date(match.group()))
    if said := match[f"year{n}"]:
        return _in_year(match, n, int(said) if said.isdecimal() else today.year + "今明后".index(said), month, last=last)
    ends = (monthrange(year, month)[1] for year in (after.year, after.year + 1))
    years = (year for year, end in zip((after.year, after.year + 1), ends, strict=True) if date(year, month, end) >= after)
    made = _in_year(match, n, year := next(years), month, last=last)
    return made if made >= after or not match[f"day{n}"] else _in_year(match, n, year + 1, month, last=last)


def _in_year(match: re.Match[str], n: str, year: int, month: int, *, last: bool) -> date:
    if day := match[f"day{n}"]:
        return _made(year, month, number(day.rstrip("日号 ")), match.group())
    return date(year, month, monthrange(year, month)[1] if last or match[f"end{n}"] else 1)


def _made(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(texts.no_such_date(words)) from None
