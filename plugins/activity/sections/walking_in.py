"""Somebody who signs in on the spot without having signed up: which section he helps in."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import checkin_texts
from ..counting import tally
from ..models import Activity, SignUp, SignUpState
from . import seats, which
from .models import Seat, Section

EARLY = timedelta(hours=1)


async def seat(session: AsyncSession, activity: Activity, row: SignUp, member: Member, at: datetime) -> None:
    """A seat in his team's section, else in the one that runs now. Places that were promised are kept until it begins.

    Nothing happens where there are no sections. Raises ``Refusal``: full, and not begun yet.
    """
    if not activity.sections:
        return
    section = await _section(session, activity, member, at)
    starts, _ = seats.hours_of(activity, section)
    free = (await tally(session, activity.id)).of(section).free
    if at < starts and free is not None and row.heads > free:
        raise Refusal(checkin_texts.full_until_it_begins(activity))
    held = await seats.of_row(session, activity, row)
    sits = held.get(section.id) or Seat(sign_up_id=row.id, section_id=section.id)
    if sits.state != SignUpState.WAITING:
        sits.queued_at = at
    sits.state, sits.late = SignUpState.JOINED, True
    session.add(sits)
    await seats.follow(session, activity, row)


async def _section(session: AsyncSession, activity: Activity, member: Member, at: datetime) -> Section:
    own = await which.wanted(session, activity, member, "")
    if len(own) == 1:
        return own[0]
    among = [each for each in activity.sections if not each.called_off]
    running = [each for each in among if seats.hours_of(activity, each)[0] - EARLY <= at < seats.hours_of(activity, each)[1]]
    stands = await tally(session, activity.id)
    roomy = [each for each in running if stands.of(each).free != 0]
    return (roomy or running or among or activity.sections)[0]
