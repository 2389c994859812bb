"""Shifts that begin later than their activity: whose first one it is, and which are still to be reminded of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from ..models import Activity, ActivityState
from . import seats
from .models import Section


def ahead(after: datetime) -> Select[Section]:
    """Those that begin after ``after``, later than the activity, and have not been reminded of."""
    query = select(Section).join(Activity, Activity.id == Section.activity_id)
    query = query.where(Section.start_reminded_at.is_(None), Section.starts_at > Activity.starts_at, Section.starts_at > after)
    return query.where(Section.called_off.is_(False), Activity.state != ActivityState.CANCELLED)


async def beginning_with(session: AsyncSession, activity: Activity, section: Section) -> Sequence[int]:
    """The members whose first shift it is."""
    first = await _first_starts(session, activity)
    starts, _ = seats.hours_of(activity, section)
    return [row.member_id for _, row, _ in await seats.in_section(session, section) if first[row.member_id] == starts]


async def first_on(session: AsyncSession, activity: Activity) -> Sequence[int]:
    """The members who are there from the beginning."""
    return [number for number, starts in (await _first_starts(session, activity)).items() if starts <= activity.starts_at]


async def _first_starts(session: AsyncSession, activity: Activity) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for section in activity.sections:
        if section.called_off:
            continue
        starts, _ = seats.hours_of(activity, section)
        for _, row, _ in await seats.in_section(session, section):
            found[row.member_id] = min(found.get(row.member_id, starts), starts)
    return found
