"""How an activity is divided, as leaders type it: 分组 早班 8-10点 5人, 午班 10-12点 5人; 名额 骑行10 党员6 团员4. Pure text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..hours import RANGES, Hours, take_lone_range
from ..questions import Unclear
from ..slate import COUNT, WIPED, Slate, number
from . import division_texts

MOST_SECTIONS = 20
LONGEST_NAME = 12
MOST = 5000

_EDGE = rf"(?=[\s,、;。+·•/|{WIPED}]|$|至少|最少)"
_WORD = re.compile(rf"(?:(?<=[\s,、;。{WIPED}])|^)(?:分组|分班|分队|班次|摊位|名额|岗位)\s*:?\s*(?=[^\s\d:])")
_NAME = re.compile(
    rf"[\s,、;+·•/。|]*(?!截|报名|取消|退出|限|只限|仅限|至少|最少|需|要|满|年满|每人|最多|地点|集合|队伍|不限|时间)"
    rf"(?P<name>[^\s,、;:。·•/|+()\d{WIPED}]{{1,{LONGEST_NAME}}}?)\s*:?\s*"
    rf"(?=\d|[上下中早晚凌傍夜]|至少|最少|{COUNT}\s*(?:个人|[人名位])|[\s,、;]|$)"
)
_LEAST = re.compile(rf"\s*(?:至少|最少)\s*(?P<minimum>{COUNT})\s*(?:个人|[人名位])?{_EDGE}")
_COUNT = re.compile(rf"\s*(?:限|各)?\s*(?:(?P<minimum>{COUNT})\s*[-~至到]\s*)?(?P<limit>{COUNT})\s*(?:个人|[人名位个])?{_EDGE}")
_LONE = re.compile(rf"\d{{1,2}}\s*[-~至到]\s*\d{{1,2}}(?=[\s,、;{WIPED}]|$)")
_EACH = frozenset({"每班", "每组", "每队", "每摊", "每个", "各", "每个班", "每个组", "每个摊位"})


@dataclass(frozen=True, slots=True)
class Part:
    """One section as announced; ``start`` and ``end`` are minutes after midnight of the activity's day."""

    name: str
    start: int | None = None
    end: int | None = None
    limit: int | None = None
    minimum: int | None = None

    @property
    def is_said(self) -> bool:
        """Whether anything stands beside the name: a name alone is a place, or anything else."""
        return self.start is not None or self.limit is not None or self.minimum is not None


def take_division(slate: Slate) -> tuple[Part, ...]:
    """Take the sections off the slate. Unclear: a name twice, counts that cannot be, too many."""
    found = _WORD.search(slate.text)
    if found is None:
        return ()
    parts, end = read_parts(slate.text, found.end())
    if parts:
        slate.take(found.start(), end)
    elif "分组" in found.group():
        raise Unclear(division_texts.unread(None))
    return parts


def read_parts(text: str, at: int = 0) -> tuple[tuple[Part, ...], int]:
    """The sections that stand from ``at`` on, and where they end."""
    parts: list[Part] = []
    default = Part("")
    while found := _NAME.match(text, at):
        part, end = _part(text, found)
        if not part.is_said:
            break
        at = end
        if part.name in _EACH:
            default = part
        else:
            parts.append(part)
    return _checked([_completed(each, default) for each in parts]), at


def _part(text: str, found: re.Match[str]) -> tuple[Part, int]:
    part, at = Part(found["name"]), found.end()
    while True:
        if part.start is None and (hours := _hours(text, at, part.name)):
            start, end, at = hours
            part = replace(part, start=start, end=end)
        elif part.minimum is None and (said := _LEAST.match(text, at)):
            part, at = replace(part, minimum=number(said["minimum"])), said.end()
        elif part.limit is None and (said := _COUNT.match(text, at)):
            least = number(said["minimum"]) if said["minimum"] else part.minimum
            part, at = replace(part, limit=number(said["limit"]), minimum=least), said.end()
        else:
            return part, at


def _hours(text: str, at: int, name: str) -> tuple[int, int, int] | None:
    """A range of hours that begins here, and where it ends; 8-10 without 点 or 人 is one, too."""
    at += len(text[at:]) - len(text[at:].lstrip(" "))
    for pattern in RANGES:
        if match := pattern.match(text, at):
            start, end = _read(Hours(match), name)
            return start, end or start, match.end()
    lone = _LONE.match(text, at)
    hours = take_lone_range(Slate(lone.group())) if lone else None
    return (*hours, lone.end()) if lone and hours else None


def _read(hours: Hours, name: str) -> tuple[int, int | None]:
    """7-9点 of a 晚班 and 2-4点 of a 下午班 are plain, and so are those of a 午班 that could be either half of the day."""
    plain = "evening" if "晚" in name else "afternoon" if "下午" in name else None
    for kind in (plain, None, "afternoon" if "午" in name else None):
        try:
            return hours.read(kind)
        except Unclear:
            continue
    return hours.read()


def _completed(part: Part, default: Part) -> Part:
    """With what is said of every section (每班 5人)."""
    return replace(
        part,
        limit=part.limit if part.limit is not None else default.limit,
        minimum=part.minimum if part.minimum is not None else default.minimum,
    )


def _checked(parts: Sequence[Part]) -> tuple[Part, ...]:
    names = [each.name for each in parts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Unclear(division_texts.twice(twice))
    if len(parts) > MOST_SECTIONS:
        raise Unclear(division_texts.too_many(MOST_SECTIONS))
    for each in parts:
        if any(not 1 <= count <= MOST for count in (each.limit, each.minimum) if count is not None):
            raise Unclear(division_texts.bad_count(each.name, MOST))
        if each.limit is not None and each.minimum is not None and each.minimum > each.limit:
            raise Unclear(division_texts.minimum_above_limit(each.name))
    return tuple(parts)


def check_total(parts: Sequence[Part], limit: int | None) -> None:
    """Unclear: the sections do not add up to the number that is said for all of them."""
    limits = [each.limit for each in parts]
    if parts and limit is not None and None not in limits and sum(each or 0 for each in limits) != limit:
        raise Unclear(division_texts.does_not_add_up(sum(each or 0 for each in limits), limit))
