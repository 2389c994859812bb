"""Leaders on leave: meanwhile private requests go to the deputy. The day that was named is the last one away."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from . import absence_texts, deeds, texts
from .models import Account, Deed, Member
from .profile_models import Absence

GO, RETURN = "absence", "absence.return"


async def away(session: AsyncSession, member_ids: Sequence[int], at: datetime) -> set[int]:
    """Which of the members are on leave at that moment, or have left the groups."""
    if not member_ids:
        return set()
    here = select(Account.member_id).where(Account.member_id.in_(member_ids), Account.left_at.is_(None))
    left = select(Account.member_id).where(Account.member_id.in_(member_ids), Account.left_at <= at)
    gone = set((await session.scalars(left.where(Account.member_id.not_in(here)))).all())
    query = select(Absence.member_id).where(Absence.member_id.in_(member_ids), Absence.begins_at <= at)
    query = query.where(Absence.until >= clock.local(at).date(), Absence.ended_at.is_(None) | (Absence.ended_at > at))
    return gone | set((await session.scalars(query)).all())


async def present(session: AsyncSession, member_id: int) -> Absence | None:
    """The leave the member is on now."""
    query = select(Absence).where(Absence.member_id == member_id, Absence.ended_at.is_(None))
    query = query.where(Absence.until >= clock.local().date())
    return await session.scalar(query.order_by(Absence.id.desc()).limit(1))


async def go(turn: Turn, member: Member, until: date) -> Absence:
    """The member is away from now to the end of ``until``. Raises ``Refusal`` when that is what stands already."""
    await turn.session.get_one(Member, member.id, with_for_update=True)
    before = await present(turn.session, member.id)
    if before and before.until == until:
        raise Refusal(absence_texts.away_already(until))
    if before:
        before.ended_at = clock.now()
    made = Absence(member_id=member.id, begins_at=clock.now(), until=until)
    turn.session.add(made)
    await turn.session.flush()
    detail = {"absence": made.id, "before": before.id if before else None}
    await deeds.record(turn, GO, f"member:{member.id}", detail)
    return made


async def come_back(turn: Turn, member_id: int) -> Absence:
    """The leave ends now. Raises ``Refusal`` when there is none."""
    now = await present(turn.session, member_id)
    if now is None:
        raise Refusal(absence_texts.not_away())
    now.ended_at = clock.now()
    await deeds.record(turn, RETURN, f"member:{member_id}", {"absence": now.id})
    return now


@deeds.undoes(GO)
async def _not_gone(turn: Turn, deed: Deed) -> str:
    made = await turn.session.get_one(Absence, deed.detail["absence"])
    if made.ended_at is not None:
        raise Refusal(texts.changed_since())
    made.ended_at = clock.now()
    if deed.detail["before"] is None:
        return absence_texts.not_gone()
    before = await turn.session.get_one(Absence, deed.detail["before"])
    before.ended_at = None
    return absence_texts.gone_as_before(before.until)


@deeds.undoes(RETURN)
async def _still_gone(turn: Turn, deed: Deed) -> str:
    left = await turn.session.get_one(Absence, deed.detail["absence"])
    if await present(turn.session, left.member_id):
        raise Refusal(texts.changed_since())
    left.ended_at = None
    return absence_texts.gone_as_before(left.until)
