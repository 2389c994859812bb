"""Signing up, leaving and moving up where an activity has sections: what ``signing`` does, per section.

The activity's row is held by the caller, always: one lock for all its sections.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds

from ..counting import row_of, tally
from ..eligibility import checking
from ..models import Activity, Outcome, SignUp, SignUpState
from ..wish import Place, Seated, Wish, begins, check_open, company_of
from . import seats, texts
from .models import Seat, Section


async def join(session: AsyncSession, activity: Activity, wish: Wish) -> Place:
    """A seat in every section that is wished for, or a place in its waitlist. Asking again never adds or moves.

    Raises ``Refusal``: no section said, too late, at the same time as another of his, no room for who comes along.
    """
    row = await row_of(session, activity.id, wish.member.id)
    was = company_of(row) if row else {}
    held = await seats.of_row(session, activity, row)
    meant = wish.sections or seats.taken(activity, held)
    if not meant:
        raise Refusal(texts.which_section(activity))
    wanted = [each for each in meant if each not in seats.taken(activity, held)]
    taken = seats.taken(activity, held)
    in_time = [_check(activity, each, [*taken, *wanted[:at]], wish.sent_at) for at, each in enumerate(wanted)]
    if wanted:
        await checking.check(session, activity, wish)
    row, changed = await _with_company(session, activity, row, wish, held)
    for section, timely in zip(wanted, in_time, strict=True):
        held[section.id] = await _sit(session, activity, row, section, held.get(section.id), wish.sent_at, timely=timely)
    await seats.follow(session, activity, row)
    seated = [await _seated(session, held[each.id], each, new=each in wanted) for each in meant]
    place = seated[0].position
    after = await tally(session, activity.id)
    return Place(row, place, after, already=not wanted, changed=changed or bool(wanted), was=was, seats=tuple(seated))


def _check(activity: Activity, section: Section, taken: Sequence[Section], sent_at: datetime) -> bool:
    """Whether the seat is asked for in time."""
    if section.called_off:
        raise Refusal(texts.called_off_before(activity, section))
    if others := [each for each in taken if seats.collide(activity, section, each)]:
        raise Refusal(texts.at_the_same_time(activity, section, others))
    return check_open(activity, sent_at, section)


async def _with_company(
    session: AsyncSession, activity: Activity, row: SignUp | None, wish: Wish, held: dict[int, Seat]
) -> tuple[SignUp, bool]:
    """The row with the head-count that is wished for, and whether that is another one for somebody on the list."""
    company = (wish.guests, wish.children)
    on_it = row is not None and row.state != SignUpState.LEFT
    if row is not None and on_it:
        if not wish.said_heads or (row.guests, row.children) == company:
            return row, False
        await _check_room_for_company(session, activity, row, held, sum(company) - row.guests - row.children)
    else:
        row = row or SignUp(activity_id=activity.id, member_id=wish.member.id, state=SignUpState.LEFT)
        row.proxy_id = wish.proxy.id if wish.proxy else None
        row.team_id, row.queued_at, row.late = wish.team_id or row.team_id, wish.sent_at, False
        row.confirmed = row.outcome = row.minutes = None
    row.guests, row.children, row.guest_names = *company, list(wish.guest_names)
    session.add(row)
    await session.flush()
    return row, on_it


async def _check_room_for_company(
    session: AsyncSession, activity: Activity, row: SignUp, held: dict[int, Seat], more: int
) -> None:
    stands = await tally(session, activity.id)
    for section in seats.taken(activity, held, SignUpState.JOINED):
        free = stands.of(section).free
        if free is not None and more > free:
            raise Refusal(texts.no_room_for_company(activity, section, free))


async def _sit(
    session: AsyncSession,
    activity: Activity,
    row: SignUp,
    section: Section,
    seat: Seat | None,
    sent_at: datetime,
    *,
    timely: bool,
) -> Seat:
    free = (await tally(session, activity.id)).of(section).free
    fits = timely and (free is None or row.heads <= free) and not await seats.line_ahead(session, section, sent_at)
    seat = seat or Seat(sign_up_id=row.id, section_id=section.id)
    seat.state = SignUpState.JOINED if fits else SignUpState.WAITING
    seat.queued_at, seat.late, seat.outcome = sent_at, not timely, None
    session.add(seat)
    await session.flush()
    return seat


async def _seated(session: AsyncSession, seat: Seat, section: Section, *, new: bool) -> Seated:
    return Seated(section, seat.state == SignUpState.WAITING, await seats.position(session, seat), new)


@dataclass(frozen=True, slots=True)
class Left:
    """Sections by what became of the seats there: given up, no longer waited for, or kept because it was too late."""

    given_up: list[Section]
    waited: list[Section]
    excused: list[Section]


async def leave(
    session: AsyncSession, activity: Activity, row: SignUp, sent_at: datetime, among: Sequence[Section] | None = None
) -> Left:
    """Give up the seats in these sections, in all when none are said. After the cancel deadline they count as excused."""
    held = await seats.of_row(session, activity, row)
    done = Left([], [], [])
    for section in seats.taken(activity, held):
        if among is not None and section not in among:
            continue
        seat, starts = held[section.id], begins(activity, section)
        if seat.state == SignUpState.JOINED and sent_at >= min(activity.cancel_closes_at or starts, starts):
            seat.outcome = Outcome.EXCUSED
            done.excused.append(section)
            continue
        (done.waited if seat.state == SignUpState.WAITING else done.given_up).append(section)
        seat.state = SignUpState.LEFT
    await seats.follow(session, activity, row)
    return done


async def promote(session: AsyncSession, activity: Activity) -> list[SignUp]:
    """Move up in every section, strictly in order. Whoever asked too late stays; nobody moves up once it has begun."""
    moved: dict[int, SignUp] = {}
    for section in activity.sections:
        if section.called_off or clock.now() >= begins(activity, section):
            continue
        free = (await tally(session, activity.id)).of(section).free
        for row in await _move_up(session, activity, section, free):
            moved[row.id] = row
    return list(moved.values())


async def _move_up(session: AsyncSession, activity: Activity, section: Section, free: int | None) -> list[SignUp]:
    moved = []
    for seat, row, _ in await seats.in_section(session, section, SignUpState.WAITING):
        if seat.late or (section.capacity is not None and row.heads > section.capacity):
            continue
        if free is not None and row.heads > free:
            break
        seat.state = SignUpState.JOINED
        free = None if free is None else free - row.heads
        moved.append(row)
        detail = {"activity": activity.id, "section": section.name}
        await deeds.record_own(session, activity.community_id, "signup.promoted", row.subject, detail)
        await seats.follow(session, activity, row)
    return moved
