"""Attendance and the books: recorded by a leader after the start, three outcomes, booked in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import services
from plugins.people.models import Member
from plugins.points.ledger import settle
from plugins.points.rule import Credit, credit_for

from . import checkin_texts, kinds, leader_texts, rollcall, texts
from .models import Activity, ActivityState, Outcome, SignUp, SignUpState
from .sections import served
from .signing import listed

LATE_TRUTH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Booked:
    """What was recorded: names by outcome, and what those who were there earned (the most and the least minutes, most points).

    ``apart``: each has the hours of his own sections.
    """

    present: int
    excused: list[str]
    absent: list[str]
    minutes: int
    least: int
    points: int
    apart: bool = False


def check_time(activity: Activity) -> None:
    """Attendance is recorded from the start until seven days after the end. Raises ``Refusal`` outside."""
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if clock.now() < activity.starts_at:
        raise Refusal(leader_texts.not_begun(activity))
    if clock.now() > activity.ends_at + LATE_TRUTH:
        raise Refusal(leader_texts.too_late_for_truth(activity))


async def record(session: AsyncSession, activity: Activity, words: str, by: str) -> Booked:
    """Read the roll and book it. Recording again corrects: reversing entries and new ones, never a change.

    ``activity`` is locked by the caller. Raises ``Refusal`` when the roll is not understood; then nothing is booked.
    """
    check_time(activity)
    rows = await listed(session, activity.id, SignUpState.JOINED)
    if not rows:
        raise Refusal(leader_texts.nobody_on_list(activity))
    section, words = served.section_of(activity, words)
    by_checkin = rollcall.goes_by_checkin(words)
    outcomes = _by_checkin(activity, rows) if by_checkin else _called(activity, rows, words)
    if activity.sections:
        rows = await served.mark(session, activity, rows, outcomes, section, words, by_checkin=by_checkin)
        return await _recorded(session, activity, rows, by)
    return await record_outcomes(session, activity, {row.id: outcomes[number] for number, (row, _) in enumerate(rows, 1)}, by)


async def record_outcomes(session: AsyncSession, activity: Activity, outcomes: Mapping[int, Outcome], by: str) -> Booked:
    """Book what is said of everybody on the list, by the id of the sign-up. ``activity`` is locked by the caller."""
    rows = await listed(session, activity.id, SignUpState.JOINED)
    for row, _ in rows:
        row.outcome = outcomes[row.id]
    if activity.sections:
        by_number = {number: outcomes[row.id] for number, (row, _) in enumerate(rows, 1)}
        await served.mark(session, activity, rows, by_number, None, "")
    return await _recorded(session, activity, rows, by)


async def _recorded(session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member]], by: str) -> Booked:
    booked = await book(session, activity, rows, by)
    await kinds.of(activity).recorded(session, activity)
    return booked


def _called(activity: Activity, rows: Sequence[tuple[SignUp, Member]], words: str) -> dict[int, Outcome]:
    excused = [
        number for number, (row, _) in enumerate(rows, 1) if row.outcome == Outcome.EXCUSED and activity.attended_at is None
    ]
    return rollcall.call(words, [member.name for _, member in rows], excused).outcomes


def _by_checkin(activity: Activity, rows: Sequence[tuple[SignUp, Member]]) -> dict[int, Outcome]:
    """Exactly those who signed in were there; an excuse stands, the others are missing."""
    if not any(row.checked_in_at for row, _ in rows):
        raise Refusal(checkin_texts.nobody_signed_in(activity))
    missing = {True: Outcome.EXCUSED, False: Outcome.ABSENT}
    return {
        number: Outcome.PRESENT if row.checked_in_at else missing[row.outcome == Outcome.EXCUSED]
        for number, (row, _) in enumerate(rows, 1)
    }


async def book(session: AsyncSession, activity: Activity, rows: Sequence[tuple[SignUp, Member]], by: str) -> Booked:
    """Make the books say what the outcomes say."""
    earned: list[Credit] = []
    for row, _ in rows:
        credit = await _credit(session, activity, row)
        row.minutes = credit.minutes if credit else 0
        earned += [credit] if credit else []
        await settle(
            session,
            community_id=activity.community_id,
            cause=row.subject,
            credit=credit,
            reason=activity.title,
            earned_at=activity.ends_at,
            posted_by=by,
        )
    if not activity.sections or await served.is_complete(session, activity):
        activity.attended_at = activity.attended_at or clock.now()
    await session.flush()
    return Booked(
        present=sum(row.outcome == Outcome.PRESENT for row, _ in rows),
        excused=[member.name for row, member in rows if row.outcome == Outcome.EXCUSED],
        absent=[member.name for row, member in rows if row.outcome == Outcome.ABSENT],
        minutes=max((each.minutes for each in earned), default=0),
        least=min((each.minutes for each in earned), default=0),
        points=max((each.points for each in earned), default=0),
        apart=bool(activity.sections),
    )


async def minutes_of(session: AsyncSession, activity: Activity, row: SignUp) -> int:
    """How long he was there: from when he came to when he left, as far as that is known, else as long as was planned for him."""
    stayed = (row.left_at or activity.ends_at) - (row.came_at or activity.starts_at)
    minutes = max(int(stayed.total_seconds() // 60), 0)
    return minutes if row.came_at or row.left_at else await served.minutes(session, activity, row, minutes)


async def _credit(session: AsyncSession, activity: Activity, row: SignUp) -> Credit | None:
    if row.outcome != Outcome.PRESENT:
        return None
    team_id = row.team_id or activity.team_id
    return await credit_for(
        session,
        community_id=activity.community_id,
        member_id=row.member_id,
        minutes=await minutes_of(session, activity, row),
        earned_at=activity.ends_at,
        cause=row.subject,
        team_id=team_id,
        service_id=await services.of(session, activity.service_id, team_id, activity.team_id),
    )


async def restore(session: AsyncSession, activity: Activity, before: dict[int, str | None], *, attended: bool, by: str) -> None:
    """Put outcomes back as they were before a recording, the books with them (for 「撤销」)."""
    rows = await listed(session, activity.id, SignUpState.JOINED)
    for row, _ in rows:
        old = before.get(row.id)
        row.outcome = Outcome(old) if old else None
    await book(session, activity, rows, by)
    if not attended:
        activity.attended_at = None
        for row, _ in rows:
            row.minutes = None
    await session.flush()
    if attended:
        await kinds.of(activity).recorded(session, activity)
