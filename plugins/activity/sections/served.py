"""How long somebody served, and the roll of one section called apart."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from ..models import Activity, Outcome, SignUp, SignUpState
from . import roll_texts, seats, turning_up, which
from .models import Seat, Section

Rows = Sequence[tuple[SignUp, Member]]


async def minutes(session: AsyncSession, activity: Activity, row: SignUp, whole: int) -> int:
    """Minutes that the books give him who was there: the hours of the sections in which he was, or ``whole``."""
    if not activity.sections:
        return whole
    held = await seats.of_row(session, activity, row)
    joined = seats.taken(activity, held, SignUpState.JOINED)
    there = [each for each in joined if held[each.id].outcome == Outcome.PRESENT]
    spans = [seats.hours_of(activity, each) for each in there or joined]
    return int(sum((ends - starts).total_seconds() for starts, ends in spans) // 60) if spans else whole


def section_of(activity: Activity, words: str) -> tuple[Section | None, str]:
    """The section whose roll is called (「早班 都到了」), and the roll; ``None``: that of all."""
    head, _, rest = words.strip().partition(" ")
    if found := which.called(activity, head):
        return found, rest.strip()
    said = [each for each in activity.sections if squeeze(words).startswith(squeeze(each.name))]
    if not said:
        return None, words
    longest = max(said, key=lambda each: len(each.name))
    return longest, words.strip()[len(longest.name) :].strip(" ,，:：的")


async def mark(
    session: AsyncSession,
    activity: Activity,
    rows: Rows,
    outcomes: Mapping[int, Outcome],
    section: Section | None,
    words: str,
    *,
    by_checkin: bool = False,
) -> Rows:
    """Note the outcomes (by number in the list) in the seats and in the rows that follow them; returns the rows concerned.

    ``by_checkin``: whoever signed in to a section was there, and nowhere else.

    Raises ``Refusal`` for a number that is not in the section, and before the section has begun.
    """
    held = {row.id: await seats.of_row(session, activity, row) for row, _ in rows}
    if section is not None:
        _check(activity, section, rows, held, words)
    concerned = []
    for number, (row, member) in enumerate(rows, 1):
        wanted = [each for each in seats.taken(activity, held[row.id], SignUpState.JOINED) if section in (None, each)]
        for each in wanted:
            seat = held[row.id][each.id]
            seat.outcome = _by_checkin(row, held[row.id], each) if by_checkin else outcomes[number]
        if wanted:
            row.outcome = _together(activity, held[row.id])
            concerned.append((row, member))
    await session.flush()
    return concerned


def _by_checkin(row: SignUp, held: Mapping[int, Seat], section: Section) -> Outcome:
    if turning_up.was_there(row, held, section.id):
        return Outcome.PRESENT
    return Outcome.EXCUSED if Outcome.EXCUSED in (held[section.id].outcome, row.outcome) else Outcome.ABSENT


def _check(activity: Activity, section: Section, rows: Rows, held: Mapping[int, Mapping[int, Seat]], words: str) -> None:
    starts, _ = seats.hours_of(activity, section)
    if clock.now() < starts:
        raise Refusal(roll_texts.not_begun(activity, section))
    here = {
        number
        for number, (row, _) in enumerate(rows, 1)
        if section.id in held[row.id] and held[row.id][section.id].state == SignUpState.JOINED
    }
    if not here:
        raise Refusal(roll_texts.nobody_in(activity, section))
    if strangers := [number for number in map(int, re.findall(r"\d{1,3}", words)) if number not in here]:
        raise Refusal(roll_texts.not_in_section(strangers[0], section))


def _together(activity: Activity, held: Mapping[int, Seat]) -> Outcome | None:
    """One outcome for all of somebody's seats: there, if he was in any; as long as one is open and he was in none, none."""
    said = [seat.outcome for seat in held.values() if seat.state == SignUpState.JOINED]
    for outcome in (Outcome.PRESENT, None, Outcome.EXCUSED, Outcome.ABSENT):
        if outcome in said:
            return outcome
    return None


async def is_complete(session: AsyncSession, activity: Activity) -> bool:
    """Whether the roll of every section has been called."""
    query = select(Seat.id).join(SignUp, SignUp.id == Seat.sign_up_id)
    query = query.where(SignUp.activity_id == activity.id, Seat.state == SignUpState.JOINED, Seat.outcome.is_(None))
    return await session.scalar(query.limit(1)) is None


async def outcomes(session: AsyncSession, activity: Activity) -> dict[str, str | None]:
    """What became of each seat, by its id, for undoing; empty where there are no sections."""
    if not activity.sections:
        return {}
    query = select(Seat.id, Seat.outcome).join(SignUp, SignUp.id == Seat.sign_up_id)
    return {str(row.id): row.outcome for row in await session.execute(query.where(SignUp.activity_id == activity.id))}


async def restore(session: AsyncSession, before: Mapping[str, str | None]) -> None:
    """Seats' outcomes as they were (for 「撤销」)."""
    for number, outcome in before.items():
        seat = await session.get_one(Seat, int(number))
        seat.outcome = Outcome(outcome) if outcome else None
    await session.flush()
