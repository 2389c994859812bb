"""New volunteers: whoever registered, or served for the first time, whichever was first. Organisations and erased people are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member
from plugins.people.profile_models import Partner, Profile
from plugins.points.models import Book, LedgerEntry
from plugins.points.period import Months

from .service_record import Part


@dataclass(frozen=True, slots=True)
class Newcomer:
    """``registered``: he began by registering; else by serving."""

    member_id: int
    since: datetime
    registered: bool


async def within(session: AsyncSession, community_id: int, of: Months, parts: Sequence[Part]) -> Sequence[Newcomer]:
    """Those of the stretch, the first one first."""
    begun = await _registered(session, community_id, of)
    for each in parts:
        if each.minutes > 0 and (each.member_id not in begun or each.at < begun[each.member_id].since):
            begun[each.member_id] = Newcomer(each.member_id, each.at, registered=False)
    old = await _known_before(session, of, list(begun))
    return sorted((each for number, each in begun.items() if number not in old), key=lambda each: (each.since, each.member_id))


async def _registered(session: AsyncSession, community_id: int, of: Months) -> dict[int, Newcomer]:
    query = select(Member.id, Profile.registered_at).join(Profile, Profile.member_id == Member.id)
    query = query.where(Member.community_id == community_id, Profile.registered_at >= of.start, Profile.registered_at < of.end)
    return {number: Newcomer(number, at, registered=True) for number, at in await session.execute(query) if at}


async def _known_before(session: AsyncSession, of: Months, candidates: Sequence[int]) -> set[int]:
    """Of the candidates: who is nobody any more, who stands for an organisation, who registered or served earlier."""
    gone = select(Member.id).where(Member.id.in_(candidates), Member.gone_at.is_not(None))
    stands_in = select(Partner.member_id).where(Partner.member_id.in_(candidates))
    earlier = select(Profile.member_id).where(Profile.member_id.in_(candidates), Profile.registered_at < of.start)
    served = select(LedgerEntry.member_id).where(LedgerEntry.member_id.in_(candidates), LedgerEntry.book == Book.HOURS)
    served = served.where(LedgerEntry.earned_at < of.start).group_by(LedgerEntry.member_id)
    served = served.having(func.sum(LedgerEntry.amount) > 0)
    return {number for query in (gone, stands_in, earlier, served) for number in await session.scalars(query)}
