"""Signing in where there are shifts: each has its own window, and being there for one says nothing about another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.refusal import Refusal

from .. import checkin_texts
from ..models import Activity, SignUp, SignUpState
from . import seats
from .models import Seat, Section


@dataclass(frozen=True, slots=True)
class Window:
    """How long before a section begins, and how long after its end, one may sign in."""

    early: timedelta
    late: timedelta

    def opens(self, activity: Activity, section: Section) -> datetime:
        """The first moment."""
        return seats.hours_of(activity, section)[0] - self.early

    def has(self, activity: Activity, section: Section, at: datetime) -> bool:
        """Whether one may sign in at ``at``."""
        return self.opens(activity, section) <= at <= seats.hours_of(activity, section)[1] + self.late


async def meant(
    session: AsyncSession, activity: Activity, row: SignUp, window: Window, at: datetime
) -> tuple[Section | None, bool]:
    """The section of his that somebody on the list signs in to at ``at``, and whether he has done so before.

    No section: he is in none. While the shift runs that he has signed in to, he has signed in; then comes the next one of his.
    Raises ``Refusal``: before the first, after the last.
    """
    held = await seats.of_row(session, activity, row)
    mine = [each for each in seats.taken(activity, held, SignUpState.JOINED) if not each.called_off]
    if not mine:
        return None, False
    now_open = [each for each in mine if window.has(activity, each, at)]
    if not now_open:
        raise Refusal(_why_not(activity, mine, window, at))
    signed = [each for each in now_open if held[each.id].checked_in_at]
    running = [each for each in signed if at < seats.hours_of(activity, each)[1]]
    to_do = [each for each in now_open if each not in signed]
    if running or not to_do:
        return (running or signed)[0], True
    return min(to_do, key=lambda each: _order(activity, each, at)), False


def _order(activity: Activity, section: Section, at: datetime) -> tuple[bool, datetime]:
    """Those that are not over first, then the earlier."""
    starts, ends = seats.hours_of(activity, section)
    return at >= ends, starts


def _why_not(activity: Activity, mine: list[Section], window: Window, at: datetime) -> str:
    coming = [each for each in mine if at < window.opens(activity, each)]
    if coming:
        first = min(coming, key=lambda each: window.opens(activity, each))
        return checkin_texts.too_early_for_shift(activity, first, window.opens(activity, first))
    return checkin_texts.too_late_for_shift(activity, mine[-1])


async def note(session: AsyncSession, activity: Activity, row: SignUp, section: Section | None, at: datetime) -> Section | None:
    """He is there: in this section, or, ``None``, in the one where he was just seated on the spot."""
    held = await seats.of_row(session, activity, row)
    joined = seats.taken(activity, held, SignUpState.JOINED)
    there = section or max(joined, key=lambda each: held[each.id].queued_at, default=None)
    if there is not None:
        held[there.id].checked_in_at = at
        held[there.id].outcome = None
    await session.flush()
    return there


async def place_of(session: AsyncSession, seat: Seat) -> int:
    """The how-manieth to sign in to the section, 1-based."""
    query = select(func.count()).where(Seat.section_id == seat.section_id, Seat.state == SignUpState.JOINED)
    return await session.scalar(query.where(Seat.checked_in_at <= seat.checked_in_at)) or 1


def was_there(row: SignUp, held: Mapping[int, Seat], section_id: int) -> bool:
    """Whether he signed in to the section; who was put down as being there without a seat being named was in all of his."""
    if any(each.checked_in_at for each in held.values()):
        return held[section_id].checked_in_at is not None
    return row.checked_in_at is not None
