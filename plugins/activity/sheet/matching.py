"""A read sheet laid over the list: whose line is whose, what is blank, who is not on the list. Pure, no tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.people.models import Member

from ..models import Activity, Outcome, SignUp
from .reading import Line

EARLIEST = timedelta(hours=3)  # before the start
LATEST = timedelta(hours=6)  # after the end
Rows = Sequence[tuple[SignUp, Member]]
Times = tuple[datetime | None, datetime | None]


@dataclass(slots=True)
class Matched:
    """What the sheet says of everybody on the list (by the id of the sign-up), and of those who are not on it (``extra``).

    ``missing``: on the list, but not in the sheet. ``unread``: lines whose mark could not be read. ``strange``: whose times do
    not fit the activity, so that its own count.
    """

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    times: dict[int, Times] = field(default_factory=dict)
    extra: list[Line] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


def lay_over(activity: Activity, rows: Rows, lines: Sequence[Line]) -> Matched | None:
    """``None`` when nobody is marked in any way.

    A blank mark means missing when somebody is ticked as there, and there when only the missing are marked, as in 「考勤」; an
    excuse that was given before stands. Whoever was written below the list came, unless it says otherwise.
    """
    found = Matched()
    theirs: dict[int, Line] = {}
    for line in lines:
        position = _position(rows, line, theirs)
        if position is None:
            _take_extra(found, line)
        elif position in theirs:
            found.unread += [line.name] * (theirs[position].mark != line.mark)
        else:
            theirs[position] = line
    if not found.extra and not any(each.mark for each in theirs.values()):
        return None
    found.unread += [f"{line.name}「{line.unread}」" for line in theirs.values() if line.unread]
    _decide(found, rows, theirs)
    _set_times(found, activity, rows, theirs)
    return found


def overlap(rows: Rows, lines: Sequence[Line]) -> int:
    """How many of the names in the sheet are on the list."""
    return len({squeeze(member.name) for _, member in rows} & {squeeze(line.name) for line in lines})


def _position(rows: Rows, line: Line, taken: Iterable[int]) -> int | None:
    """Where on the list that name stands; among several of the name the one with the line's number, else the next one left."""
    named = [index for index, (_, member) in enumerate(rows) if squeeze(member.name) == squeeze(line.name)]
    if line.number is not None and line.number - 1 in named:
        return line.number - 1
    left = [index for index in named if index not in taken]
    return (left or named or [None])[0]


def _take_extra(found: Matched, line: Line) -> None:
    known = squeeze(line.name) in {squeeze(each.name) for each in found.extra}
    if line.mark in (None, Outcome.PRESENT) and not line.unread and not known:
        found.extra.append(line)


def _decide(found: Matched, rows: Rows, theirs: dict[int, Line]) -> None:
    said = {line.mark for line in theirs.values()}
    only_missing = bool(said & {Outcome.EXCUSED, Outcome.ABSENT}) and Outcome.PRESENT not in said
    for index, (row, member) in enumerate(rows):
        line = theirs.get(index)
        if line is None:
            found.missing.append(member.name)
        mark = line.mark if line else None
        if mark is None and row.outcome == Outcome.EXCUSED:
            mark = Outcome.EXCUSED
        if mark is None and line and line.number is None and row.late and row.outcome == Outcome.PRESENT:
            mark = Outcome.PRESENT  # written below the list, and added the last time the sheet was sent
        if mark is None:
            mark = Outcome.PRESENT if only_missing and line else Outcome.ABSENT
        found.outcomes[row.id] = mark


def _set_times(found: Matched, activity: Activity, rows: Rows, theirs: dict[int, Line]) -> None:
    for index, line in theirs.items():
        row, member = rows[index]
        if found.outcomes[row.id] == Outcome.PRESENT:
            times = times_of(activity, line)
            found.strange += [member.name] * (times is None)
            found.times[row.id] = times or (None, None)


def times_of(activity: Activity, line: Line) -> Times | None:
    """When he came and left, as moments near the activity; ``None`` when they do not fit it."""
    came, left = (_moment(activity, each) for each in (line.came, line.left))
    first, last = came or activity.starts_at, left or activity.ends_at
    fits = activity.starts_at - EARLIEST <= first < last <= activity.ends_at + LATEST
    return (came, left) if fits else None


def _moment(activity: Activity, said: str | None) -> datetime | None:
    """That time on the day of the start, or on the next one for what runs past midnight."""
    if said is None:
        return None
    day = clock.local(activity.starts_at).date()
    moment = clock.at_local(datetime.combine(day, time.fromisoformat(said)))
    return moment + timedelta(days=1) if moment < activity.starts_at - timedelta(hours=12) else moment
