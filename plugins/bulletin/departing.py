"""Somebody who carried notices has left the groups: nobody is asked in vain, and staff hears of it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import departures
from plugins.people.models import Member

from . import forward_texts
from .models import Forwarder


@departures.on_departure
async def see_to(session: AsyncSession, member: Member) -> None:
    """His places wait for somebody else."""
    mine = Forwarder.member_id == member.id, Forwarder.ended_at.is_(None)
    for each in (await session.scalars(select(Forwarder).where(*mine).order_by(Forwarder.id))).all():
        each.ended_at = clock.now()
        await departures.tell_staff(
            session, member, f"{each.subject}:left", forward_texts.carrier_left(each.place, member.name)
        )
