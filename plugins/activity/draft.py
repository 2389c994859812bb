"""The argument of 「发布 …」 read into a draft.

The title comes first; day, time, place, counts, deadlines and team follow in any order. What is missing is named, so that it
can be asked for, one thing at a time: the answer is appended to the line and the whole is read again. Contradictions are
``Unclear``.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Literal

from plugins.activity import questions
from plugins.activity.calendar_day import Frame
from plugins.activity.deadlines import Deadline, Kind, take_deadlines
from plugins.activity.eligibility.conditions import OPEN_TO_ALL, take_conditions
from plugins.activity.eligibility.conditions import Wanted as Conditions
from plugins.activity.headcount import Headcount, take_headcount
from plugins.activity.questions import Unclear
from plugins.activity.sections.division import Part, check_total, take_division
from plugins.activity.slate import SEALED, WIPED, Slate
from plugins.activity.when import Found, moment, read_span
from plugins.kernel.clock import SHANGHAI

Missing = Literal["title", "day", "time", "place"]

LONGEST_TITLE = 40
LONGEST_PLACE = 60
USUAL_LENGTH = timedelta(hours=2)

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|《[^《》]*》|“[^“”]*”|\"[^\"\n]*\"")
_VALUE = rf"(?P<value>[^\s,、;。{WIPED}]+)"
_LABELLED = (
    re.compile(rf"(?:活动|集合|所属)?(?P<label>地点|地址|位置|集合点|队伍|名称|主题|活动)\s*:[^\S\n]*{_VALUE}"),
    re.compile(rf"(?<=[\s,、;。{WIPED}])(?:活动|集合)?(?P<label>地点|地址)(?!\s*:)(?:在|为|是)?{_VALUE}"),
)
_EMPTY_LABEL = re.compile(
    rf"(?:活动|集合)?(?:(?:时间|日期|地点|地址|人数|队伍|名称|主题)\s*:"
    rf"|(?<=[\s,、;。{WIPED}])(?:时间|日期|地点|人数)(?:为|是)?(?=[\s,、;。{WIPED}]|$))"
)
_EVERY = re.compile(r"每个?(?:周|月|星期|礼拜|天|日)[^\s,、;。]{0,4}")
_SEPARATORS = r"\s,，、;；。"
_LABELS = {"队伍": "team", "名称": "title", "主题": "title", "活动": "title"}


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity as announced. Moments are aware, Shanghai wall clock; ``None`` and "" mean that nothing was said.

    ``end`` is two hours after the start unless ``end_given``. ``note`` holds words that are none of the fields. ``sections``:
    shifts, stalls or quotas; where no time is said for the whole it is theirs together. ``conditions``: who may come.
    """

    title: str
    day: date | None
    start: datetime | None
    end: datetime | None
    end_given: bool
    place: str
    limit: int | None
    minimum: int | None
    signup_closes_at: datetime | None
    cancel_closes_at: datetime | None
    team: str | None
    note: str
    missing: tuple[Missing, ...]
    sections: tuple[Part, ...] = ()
    conditions: Conditions = OPEN_TO_ALL


def read_draft(text: str, now: datetime, teams: Collection[str] = ()) -> Draft:
    """Read the line; ``teams`` are the names of the teams here.

    Unclear: whatever cannot be read in one way only, a minimum above the limit, a count outside 1-5000, a deadline after the
    start, a title over 40 characters.
    """
    now = now.astimezone(SHANGHAI)
    slate = Slate(text)
    for match in _QUOTED.finditer(slate.text):
        slate.take(*match.span(), SEALED)
    labelled = _take_labelled(slate)
    sections = take_division(slate)
    conditions = take_conditions(slate)
    deadlines = take_deadlines(slate)
    count = take_headcount(slate)
    found = _with_hours_of(read_span(slate, Frame(now)), sections, now)
    if found.day is None and (every := _EVERY.search(slate.text)):
        raise Unclear(questions.recurring(slate.original[slice(*every.span())]))
    slate.take_all(_EMPTY_LABEL)
    words = _sort(slate, labelled, teams)
    check_total(sections, count.limit)
    return replace(_draft(words, found, count, deadlines, now), sections=sections, conditions=conditions)


def _with_hours_of(found: Found, sections: Sequence[Part], now: datetime) -> Found:
    """Where only the shifts have hours, the activity runs from the first to the last of them. Unclear: it has begun."""
    hours = [(each.start, each.end) for each in sections if each.start is not None and each.end is not None]
    if found.start is not None or not hours:
        return found
    start, end = min(each for each, _ in hours), max(each for _, each in hours)
    if found.day is not None and moment(found.day, start) <= now:
        raise Unclear(questions.past_moment(found.day, start, now.date()))
    return replace(found, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    place: str
    team: str | None
    note: str


def _take_labelled(slate: Slate) -> dict[str, str]:
    """地点:…, 队伍:… and the like; the last of each counts, for an answer is appended to the line."""
    found = {}
    for match in chain.from_iterable(map(slate.take_all, _LABELLED)):
        found[_LABELS.get(match["label"], "place")] = slate.original[slice(*match.span("value"))]
    return found


def _sort(slate: Slate, labelled: dict[str, str], teams: Collection[str]) -> _Words:
    """Tell title, team, place and note apart among what is left over: by label, by name, then by order."""
    pieces = _pieces(slate)
    title = labelled.get("title") or (pieces.pop(0)[1] if pieces else "")
    team = _team(labelled["team"], teams) if labelled.get("team") else None
    if team is None:
        named = next((piece for piece in pieces if piece[1] in teams), None)
        if named:
            pieces.remove(named)
            team = named[1]
    place = labelled.get("place") or (_joined(slate, pieces) if pieces else "")
    return _Words(_unquoted(title), _place(place), team, " ".join(piece for _, piece in pieces))


def _pieces(slate: Slate) -> list[tuple[int, str]]:
    """What is left over, cut at separators; a piece of digits (1373) belongs to the next one."""
    pieces: list[tuple[int, str]] = []
    for at, piece in slate.left(_SEPARATORS):
        words = piece.strip("()（）:：-~～—")
        if not words:
            continue
        last = pieces[-1] if pieces else None
        if last and len(pieces) == 1 and last[1].isdecimal() and slate.original[last[0] + len(last[1]) : at].isspace():
            pieces[-1] = (last[0], slate.original[last[0] : at] + words)
        else:
            pieces.append((at, words))
    return pieces


def _joined(slate: Slate, pieces: list[tuple[int, str]]) -> str:
    """The place: the first piece, with those that follow it after nothing but a space; they leave the list."""
    start, place = pieces.pop(0)
    while pieces and slate.original[start + len(place) : pieces[0][0]] == " ":
        place = slate.original[start : pieces[0][0]] + pieces.pop(0)[1]
    return place


def _unquoted(title: str) -> str:
    whole = len(title) > 2 and title[0] + title[-1] in ("「」", "『』", "“”", '""', "《》")
    return (title[1:-1] if whole else title).strip()


def _place(words: str) -> str:
    """亲水平台 out of 在亲水平台集合."""
    return re.sub(r"(?<=..)(?:集合|见面|见)$", "", re.sub(r"^(?:在|于|到)(?=..)", "", words))


def _team(said: str, teams: Collection[str]) -> str:
    for name in (said, f"{said}队", said.removesuffix("队"), f"{said}服务队", said.removesuffix("服务队")):
        if name in teams:
            return name
    raise Unclear(questions.unknown_team(said))


def _draft(words: _Words, found: Found, count: Headcount, deadlines: list[Deadline], now: datetime) -> Draft:
    span = found.span
    start = span.start if span else None
    end = span.end if span else None
    known = {"title": words.title, "day": found.day, "time": found.start is not None, "place": words.place}
    _check_length("活动名称", words.title, LONGEST_TITLE)
    _check_length("地点", words.place, LONGEST_PLACE)
    return Draft(
        title=words.title,
        day=found.day,
        start=start,
        end=end or (start + USUAL_LENGTH if start else None),
        end_given=found.end is not None,
        place=words.place,
        limit=count.limit,
        minimum=count.minimum,
        signup_closes_at=_closes(deadlines, "报名", now, start),
        cancel_closes_at=_closes(deadlines, "取消", now, start),
        team=words.team,
        note=words.note,
        missing=tuple(name for name in ("title", "day", "time", "place") if not known[name]),
    )


def _check_length(what: str, words: str, most: int) -> None:
    if len(words) > most:
        raise Unclear(questions.too_long(what, most))


def _closes(deadlines: list[Deadline], kind: Kind, now: datetime, start: datetime | None) -> datetime | None:
    moments = {deadline.read(now, start) for deadline in deadlines if deadline.kind == kind}
    if len(moments) > 1:
        raise Unclear(questions.deadline_twice(kind))
    return moments.pop() if moments else None
