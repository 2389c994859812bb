"""From a read sheet to the books: what it would record, and recording it by the same service as 「考勤」."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, upsert, write
from plugins.kernel.refusal import Refusal
from plugins.kernel.ticks import tick
from plugins.people import members
from plugins.people.models import Member

from .. import adding, attendance, signing
from ..models import Activity, Outcome, SignUpState
from . import matching, texts
from .matching import Matched, Rows
from .models import AttendanceSheet
from .reading import Line

KEPT = timedelta(days=7)


@dataclass(slots=True)
class Preview:
    """Names by what would become of them. ``added``: known here and not on the list; ``unknown``: known to nobody."""

    present: int
    excused: list[str]
    absent: list[str]
    missing: list[str]
    unread: list[str]
    strange: list[str]
    added: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was booked, and what the rows that were added were before (by the id of the sign-up, for undoing)."""

    booked: attendance.Booked
    added: dict[str, dict[str, Any]]


async def preview(session: AsyncSession, activity: Activity, lines: Sequence[Line]) -> Preview:
    """What recording the sheet would do. Raises ``Refusal``: outside the time for it, or nobody is marked."""
    attendance.check_time(activity)
    rows, found = await _laid_over(session, activity, lines)
    known = await _known(session, activity, found.extra)
    by_outcome: dict[Outcome, list[str]] = {each: [] for each in Outcome}
    for row, member in rows:
        by_outcome[found.outcomes[row.id]].append(member.name)
    added = [line.name for line in found.extra if line.name in known]
    return Preview(
        present=len(by_outcome[Outcome.PRESENT]) + len(added),
        excused=by_outcome[Outcome.EXCUSED],
        absent=by_outcome[Outcome.ABSENT],
        missing=found.missing,
        unread=found.unread,
        strange=found.strange,
        added=added,
        unknown=[line.name for line in found.extra if line.name not in known],
    )


async def _laid_over(session: AsyncSession, activity: Activity, lines: Sequence[Line]) -> tuple[Rows, Matched]:
    rows = await signing.listed(session, activity.id, SignUpState.JOINED)
    found = matching.lay_over(activity, rows, lines)
    if found is None:
        raise Refusal(texts.nothing_marked(activity))
    return rows, found


async def _known(session: AsyncSession, activity: Activity, extra: Sequence[Line]) -> dict[str, Member]:
    """By name; a name that several have names nobody."""
    known = {}
    for line in extra:
        found = await members.by_name(session, activity.community_id, line.name)
        if len(found) == 1:
            known[line.name] = found[0]
    return known


async def keep(session: AsyncSession, activity: Activity, lines: Sequence[Line], by: str) -> None:
    """Remember the sheet until its sender says yes; a newer one of his takes its place."""
    row = {"activity_id": activity.id, "by": by, "lines": [line.plain() for line in lines], "sent_at": clock.now()}
    insert = upsert(session, AttendanceSheet).values(row)
    changed = {name: row[name] for name in ("lines", "sent_at")}
    await session.execute(insert.on_conflict_do_update(index_elements=["activity_id", "by"], set_=changed))


async def record(session: AsyncSession, activity: Activity, me: Member, by: str, *, everybody: bool) -> Recorded:
    """Record the sheet that ``by`` has sent. ``activity`` is locked by the caller.

    Whoever is not on the list is added as 补录, those known to nobody only when ``everybody`` is said. Raises ``Refusal``.
    """
    attendance.check_time(activity)
    row = await session.scalar(
        select(AttendanceSheet).where(AttendanceSheet.activity_id == activity.id, AttendanceSheet.by == by)
    )
    if row is None:
        raise Refusal(texts.no_sheet(activity))
    lines = [_line(each) for each in row.lines]
    rows, found = await _laid_over(session, activity, lines)
    people = await _known(session, activity, found.extra)
    if everybody:
        for line in found.extra:
            people.setdefault(line.name, await members.without_account(session, me, line.name))
    was = await _add(session, activity, found, people, by)
    for signup, _ in rows:
        signup.came_at, signup.left_at = found.times.get(signup.id, (None, None))
    booked = await attendance.record_outcomes(session, activity, found.outcomes, by)
    await session.delete(row)
    await session.flush()
    return Recorded(booked, was)


def _line(stored: dict[str, Any]) -> Line:
    told = dict(stored)
    mark = told.pop("mark")
    return Line(mark=Outcome(mark) if mark else None, **told)


async def _add(
    session: AsyncSession, activity: Activity, found: Matched, people: dict[str, Member], by: str
) -> dict[str, dict[str, Any]]:
    """Those who are not on the list, onto it as having been there, with their times."""
    if not people:
        return {}
    done = await adding.put_on(session, activity, list({each.id: each for each in people.values()}.values()), clock.now(), by)
    for line in found.extra:
        member = people.get(line.name)
        row = await signing.row_of(session, activity.id, member.id) if member else None
        if row is not None:
            row.came_at, row.left_at = matching.times_of(activity, line) or (None, None)
            found.outcomes[row.id] = Outcome.PRESENT
    return done.was


async def _oldest(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await session.scalar(select(func.min(AttendanceSheet.sent_at)))
    return max(oldest + KEPT, after + timedelta(hours=6)) if oldest else None


@tick("forget sheets", next_due=_oldest, order=90)
async def forget_old() -> None:
    """Names in a sheet that nobody confirmed are not kept."""
    old = AttendanceSheet.sent_at < clock.now() - KEPT
    async with read() as session:
        if await session.scalar(select(AttendanceSheet.id).where(old).limit(1)) is None:
            return
    async with write() as session:
        await session.execute(delete(AttendanceSheet).where(old))
