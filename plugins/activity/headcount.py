"""How many people an activity takes: 20人, 限20人, 名额20, 至少10人, 10-20人, 人数不限."""

import re
from dataclasses import dataclass

from plugins.activity import questions
from plugins.activity.questions import Unclear
from plugins.activity.slate import COUNT, WIPED, Slate, number

MOST = 5000

_PEOPLE = r"(?:个人|[人名位])"
_EDGE = rf"(?=[\s,、;。()!{WIPED}]|$|以内|以下|封顶|左右|至少|最少|不少|不低|起码|限|上限|最多|名额|截|报名|地点|时间|队伍|在)"
_PATTERNS = (
    re.compile(rf"(?:人数|名额)?\s*:?\s*(?:不限(?:人数|名额|人)?|无上限)(?:人数|名额)?{_EDGE}"),
    re.compile(rf"(?P<minimum>{COUNT})\s*(?:[-~〜—–至到])\s*(?P<limit>{COUNT})\s*{_PEOPLE}{_EDGE}"),
    re.compile(
        rf"(?:至少|最少|不少于|不低于|起码|最低)(?:需要|要|需|有)?(?:人数)?\s*:?\s*(?P<minimum>{COUNT})\s*{_PEOPLE}?(?:成行|起)?"
    ),
    re.compile(rf"满?(?<![0-9第])(?P<minimum>{COUNT})\s*{_PEOPLE}(?:以上|成行|起)(?:成行)?{_EDGE}"),
    re.compile(
        rf"(?:报名|招募)?(?:人数上限|人数|名额|上限|限额|限|最多|不超过|招募|招)\s*(?:为|是)?\s*:?\s*(?P<limit>{COUNT})"
        rf"(?:\s*{_PEOPLE}|(?![0-9.:点时月日号/-]))(?:以内|以下|封顶)?"
    ),
    re.compile(rf"(?:需要|需|共)?(?<![0-9第])(?P<limit>{COUNT})\s*{_PEOPLE}(?:以内|以下|封顶|左右)?{_EDGE}"),
)


@dataclass(frozen=True, slots=True)
class Headcount:
    """None means that nothing was said."""

    limit: int | None
    minimum: int | None


def take_headcount(slate: Slate) -> Headcount:
    """Take the counts of people off the slate. Unclear: out of 1-5000, minimum above limit, two different ones."""
    said: dict[str, list[int]] = {"limit": [], "minimum": []}
    for pattern in _PATTERNS:
        for match in slate.take_all(pattern):
            for name, words in match.groupdict().items():
                said[name].append(number(words))
    limit, minimum = _one("人数上限", said["limit"]), _one("最少人数", said["minimum"])
    if limit is not None and minimum is not None and minimum > limit:
        raise Unclear(questions.minimum_above_limit(minimum, limit))
    return Headcount(limit, minimum)


def _one(what: str, counts: list[int]) -> int | None:
    different = sorted(set(counts))
    if len(different) > 1:
        raise Unclear(questions.count_twice(what, different))
    if different and not 1 <= different[0] <= MOST:
        raise Unclear(questions.bad_limit(different[0], MOST))
    return different[0] if different else None
