"""Which of the open activities a sentence points at: by number, day, hour, a word of the title, or the place.

Every pointer narrows the choice. Two that contradict each other leave nothing, and nothing is never guessed away.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from plugins.inbox.meaning.days import named_days
from plugins.inbox.meaning.here import Here, Thing
from plugins.inbox.meaning.phrases import Span
from plugins.inbox.wording import squeeze

_NUMBER = re.compile(
    r"(?:第|活动|编号|#|报名?)?(?<![\d:./月])(\d{1,5})(?!\d|[点月:./岁块元栋楼院线路年斤袋]|[人个位口名]|单元)(?:号)?(?:活动)?"
)
_DATE_IN_TITLE = re.compile(r"\d+|[年月日号周第期次]")
_GENERIC = re.compile("活动|志愿者?|服务|社区|恋湖|报名|参加|大家|我们|一起|取消|名单")
# Other words for what titles say: whoever says one of a row may mean a title with another of it.
_KINDRED = (
    ("巡湖", "护湖", "巡护", "转湖", "看湖"),
    ("清洁", "打扫", "卫生", "保洁", "大扫除", "扫除", "捡垃圾"),
    ("扫雪", "清雪", "铲雪"),
    ("理发", "剪头", "剪发", "剃头", "头发"),
    ("义诊", "量血压", "看病", "体检"),
    ("宣传", "传单"),
    ("慰问", "看望", "探望", "走访"),
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What was pointed at: ``named`` tells whether anything was, ``things`` what fits all of it, ``spans`` the words."""

    named: bool
    things: tuple[Thing, ...]
    spans: tuple[Span, ...]


def _numbers(text: str, here: Here) -> tuple[set[int], list[Span]]:
    """Numbers that are numbers of open things; any other number explains nothing."""
    known = {thing.number for thing in here.things}
    hits = [hit for hit in _NUMBER.finditer(text) if int(hit[1]) in known]
    return {int(hit[1]) for hit in hits}, [hit.span() for hit in hits]


def _spots(text: str, words: tuple[str, ...]) -> list[Span]:
    return [hit.span() for word in words for hit in re.finditer(re.escape(word), text)]


def _title_spans(text: str, thing: Thing) -> list[Span]:
    """Where the text shares at least two neighbouring characters with the title, or says the same in other words."""
    title = _GENERIC.sub("", _DATE_IN_TITLE.sub("", squeeze(thing.title)))
    pairs = tuple({title[at : at + 2] for at in range(len(title) - 1)})
    spans = _spots(text, pairs)
    for row in _KINDRED:
        if any(word in title for word in row) or (thing.is_patrol and row[0] == "巡湖"):
            spans += _spots(text, row)
    if spans and len(title) > 3 and (close := fuzz.partial_ratio_alignment(title, text, score_cutoff=70)):
        first = max(0, close.dest_start - close.src_start)
        spans.append((first, first + len(title)))  # a mistyped character at the edge belongs to it
    return spans


def _place_spans(text: str, thing: Thing) -> list[Span]:
    place = squeeze(thing.place)
    return _spots(text, (place[:4], place[-4:])) if len(place) >= 4 else _spots(text, (place,)) if len(place) > 1 else []


def _weight(spans: list[Span]) -> int:
    return len({index for first, last in spans for index in range(first, last)})


def _by_words(text: str, here: Here) -> tuple[set[int], list[Span]]:
    """The things whose title (or, failing that, place) shares most with the text."""
    for spans_of in (_title_spans, _place_spans):
        spans = {thing.number: spans_of(text, thing) for thing in here.things}
        most = max((_weight(found) for found in spans.values()), default=0)
        if most:
            best = {number for number, found in spans.items() if _weight(found) == most}
            return best, [span for number in best for span in spans[number]]
    return set(), []


def _by_days(text: str, here: Here, numbers: set[int]) -> tuple[list[set[int]], list[Span], set[int]]:
    """A set of numbers for each day named. 12号 is a day *or* a number: what exists decides, both stay when both do."""
    sets, spans, spoken_for = [], [], set()
    for named in named_days(text, here.now.date()):
        fitting = {thing.number for thing in here.things if named.fits(thing.starts)}
        if named.bare in numbers:
            fitting.add(named.bare)
            spoken_for.add(named.bare)
        sets.append(fitting)
        spans.append(named.span)
    return sets, spans, spoken_for


def point(text: str, here: Here) -> Pointed:
    """What the text (normalised, Arabic digits) points at among the things here."""
    numbers, spans = _numbers(text, here)
    sets, day_spans, ambiguous = _by_days(text, here, numbers)
    plain = numbers - ambiguous
    words, word_spans = _by_words(text, here)
    sets += [found for found in (plain, words) if found]
    fitting = set.intersection(*sets) if sets else set()
    things = tuple(thing for thing in here.things if thing.number in fitting)
    return Pointed(bool(sets), things, (*spans, *day_spans, *word_spans))
