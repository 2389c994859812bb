"""「撤销」 of 整期都来 and 退整期: the places on the lists given up again, or taken again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .. import finding, notices, signing
from ..models import Activity, SignUp, SignUpState
from ..sections import seats


async def give_up(session: AsyncSession, row_ids: Sequence[int], sent_at: datetime) -> None:
    """Off the lists that a wish had put him on; whoever waits moves up."""
    for row, activity in await _rows(session, row_ids):
        if row.state != SignUpState.LEFT and activity.starts_at > clock.now():
            await signing.leave(session, activity, row, sent_at)
            await notices.tell_promoted(session, activity, await signing.promote(session, activity))


async def come_back(
    session: AsyncSession, row_ids: Sequence[int], late_ids: Sequence[int], held: Mapping[str, Mapping[str, Any]]
) -> None:
    """Back to where he was by the time he had first asked; when the place has gone, on the waitlist."""
    for row, activity in await _rows(session, row_ids):
        if row.state != SignUpState.LEFT or activity.starts_at <= clock.now():
            continue
        if activity.sections:
            await seats.sit_again(session, activity, row, held.get(str(row.id), {}))
        else:
            free = (await signing.tally(session, activity.id)).free(activity)
            row.state = SignUpState.JOINED if free is None or row.heads <= free else SignUpState.WAITING
            await session.flush()
            await notices.tell_promoted(session, activity, await signing.promote(session, activity))
    for row, activity in await _rows(session, late_ids):
        row.outcome = None
        for seat in (await seats.of_row(session, activity, row)).values():
            seat.outcome = None
    await session.flush()


async def _rows(session: AsyncSession, ids: Sequence[int]) -> list[tuple[SignUp, Activity]]:
    """The rows with their activities held."""
    found = []
    for number in ids:
        row = await session.get_one(SignUp, number)
        activity = await finding.lock(session, row.activity_id, numbered=False)
        found.append((await session.get_one(SignUp, number, populate_existing=True), activity))
    return found
