"""The words for days, as an ordered list of patterns: the first that fits a stretch of the line takes it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.activity import calendar_day, questions
from plugins.activity.calendar_day import Frame, Reader
from plugins.activity.questions import Unclear
from plugins.activity.slate import NUMBER, Slate

_YEAR = "(?P<year>20[0-9]{2}|[0-9]{2}(?=年)|二[零〇][零〇一二三四五六七八九]{2}|[今明后](?=年))"
_M, _D = rf"(?P<month>{NUMBER})", rf"(?P<day>{NUMBER})"
_NOT_A_DAY = (
    "(?![楼院线门桥机井桩亭泵馆岗台库坑厅室桌车船码仓栋幢座口灯杆柱闸坝池渠路段片区厂店摊箱房洞游内]|点位|会议室|公里|以内)"
)
_NUMBERED = r"(?<![0-9一二三四五六七八九十百千第每逢/.\-])(?<![0-9]:)(?<!每月)(?<!每个月)"
_ALONE = r"(?<![0-9A-Za-z./\-第])(?<![0-9]:)"
_NO_UNIT = r"(?![0-9.:/\-点时%A-Za-z]|\s?(?:小时|公里|公斤|平米|万元|[个米元斤亿倍吨楼栋幢座单室层折版岁]))"
_NO_COUNT = r"(?![日号]|\s?[人名份处袋户件次位分年])"
_SMALL = r"(?P<month>1[0-2]|0?[1-9])%s(?P<day>[12][0-9]|3[01]|0?[1-9])"
_SPOKEN_ON = "的?"

_SEVERAL = re.compile(rf"{_NUMBERED}{NUMBER}[日号]?\s*[-~〜—–、至到和及]\s*(?:{NUMBER}月)?{NUMBER}(?:日|号{_NOT_A_DAY})")
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern + _SPOKEN_ON), reader)
    for pattern, reader in (
        (rf"(?<![0-9]){_YEAR}\s*[-/.年]\s*{_M}\s*[-/.月]\s*{_D}[日号]?", calendar_day.full),
        (rf"{_NUMBERED}{_M}\s*月\s*{_D}\s*(?:日|号{_NOT_A_DAY}|(?![人名份户点时:楼栋号]))", calendar_day.month_day),
        (
            rf"(?<!每)(?:(?P<which>本|这个?|当|下个?)?|{_NUMBERED}{_M})月(?:[底末]|(?=最后一天))(?:的?最后一天|(?!最后))",
            calendar_day.month_end,
        ),
        (rf"(?P<which>本|这个?|当|下个?)月\s*{_D}(?:日|号{_NOT_A_DAY})", calendar_day.day_of_month),
        (rf"{_NUMBERED}{_D}\s*(?:日|号{_NOT_A_DAY})", calendar_day.bare_day),
        (r"(?<![以然之最提])(?P<which>大[前后]|[昨今明]|(?<!大)[前后])(?:天(?!气|性)|(?<=[昨今明])日)", calendar_day.relative),
        (r"(?P<which>[昨今明])(?=(?P<part>[晚早晨夜]))", calendar_day.relative),
    )
)
BESIDE = (re.compile(r"前[一1]天|头一?天|前一(?=(?P<part>晚))|当[天日]"), calendar_day.beside)
WEAK = (re.compile(rf"{_ALONE}{_SMALL % '[./]'}(?:日|号{_NOT_A_DAY}|{_NO_UNIT}(?!号))"), calendar_day.month_day)
DASH = (re.compile(rf"{_ALONE}{_SMALL % '-'}{_NO_UNIT}{_NO_COUNT}"), calendar_day.month_day)
WEEKDAY = (
    re.compile(
        r"[(]?(?<![一二两三四五六七八九十几每逢半])(?<!每个)(?P<which>上{1,2}个?|这个?|本|下{1,2}个?)?"
        r"(?:周(?P<weekday>[一二三四五六日天])|(?:星期|礼拜)(?P<weekday2>[一二三四五六日天]|[1-6](?![0-9])))(?![次年常])[)]?"
        + _SPOKEN_ON
    ),
    calendar_day.weekday,
)


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of one day: what was matched, and who reads it."""

    match: re.Match[str]
    reader: Reader


@dataclass(frozen=True, slots=True)
class Days:
    """All the words for days in a line; ``read`` says which one day they mean."""

    dates: tuple[DayWords, ...]
    weekdays: tuple[DayWords, ...]

    def read(self, frame: Frame) -> date | None:
        """The one day meant; None when no day is said. Unclear: contradictions, several days, a day gone by."""
        days = sorted({words.reader(words.match, frame) for words in self.dates or self.weekdays})
        if len(days) > 1:
            raise Unclear(questions.several_days(days, frame.today))
        day = days[0] if days else None
        if day is not None and self.dates:
            for words in self.weekdays:
                _check_weekday(day, words, frame)
        if day is not None and not frame.backward and not frame.open(day):
            raise Unclear(_gone(day, frame))
        return day

    @property
    def part(self) -> re.Match[str] | None:
        """The match that says a part of the day along with the day (明晚)."""
        return next((w.match for w in self.dates if w.match.groupdict().get("part")), None)


def _gone(day: date, frame: Frame) -> str:
    if frame.at is None or day < frame.today:
        return questions.past_day(day, frame.today)
    return questions.past_moment(day, frame.at, frame.today)


def _check_weekday(day: date, words: DayWords, frame: Frame) -> None:
    """Unclear when the weekday contradicts the date: both readings."""
    said = calendar_day.weekday_number(words.match)
    if words.match["which"]:
        other = calendar_day.weekday(words.match, frame)
    else:
        other = day - timedelta(days=(day.weekday() - said) % 7)
        other += timedelta(weeks=other < frame.today)
    if day.weekday() != said:
        raise Unclear(questions.weekday_differs(said, day, other, frame.today))
    if other != day:
        raise Unclear(questions.several_days(sorted((day, other)), frame.today))


def take_days(slate: Slate, *, weak: bool = True) -> Days:
    """Take all the words for days off the slate (not yet 11-28, which may be hours; ``weak``: nor 11.28)."""
    weekdays = _taken(slate, [WEEKDAY])
    if several := _SEVERAL.search(slate.text):
        raise Unclear(questions.several_days_written(several.group().strip()))
    return Days(_taken(slate, (*PATTERNS, WEAK) if weak else PATTERNS), weekdays)


def _taken(slate: Slate, patterns: Iterable[tuple[re.Pattern[str], Reader]]) -> tuple[DayWords, ...]:
    return tuple(DayWords(match, reader) for pattern, reader in patterns for match in slate.take_all(pattern))


def days_at(text: str, start: int) -> tuple[Days, int]:
    """The words for one day, with its weekday, that begin exactly here, and where they end."""
    said: dict[bool, DayWords] = {}
    end = start
    while found := _first_at(text, skip_spaces(text, end)):
        if (is_weekday := found.reader is calendar_day.weekday) in said:
            break
        said[is_weekday] = found
        end = found.match.end()
    return Days(tuple(w for k, w in said.items() if not k), tuple(w for k, w in said.items() if k)), end


def _first_at(text: str, start: int) -> DayWords | None:
    for pattern, reader in (*PATTERNS, BESIDE, WEAK, DASH, WEEKDAY):
        if match := pattern.match(text, start):
            return DayWords(match, reader)
    return None


def skip_spaces(text: str, start: int) -> int:
    """The first position from here on that is no space."""
    return start + len(text[start:]) - len(text[start:].lstrip())
