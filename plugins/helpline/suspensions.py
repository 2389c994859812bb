"""Asking no more for a while, because of abuse: by 社工, with a reason that the person hears, and to be taken back."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds, reach
from plugins.people import texts as people_texts
from plugins.people.models import Deed, Member

from . import suspension_texts
from .models import Suspension

STOP, GO_ON = "help.suspend", "help.resume"
LONGEST = 60


async def standing(session: AsyncSession, member_id: int) -> Suspension | None:
    """The one that holds now."""
    query = select(Suspension).where(Suspension.member_id == member_id, Suspension.ended_at.is_(None))
    return await session.scalar(query.order_by(Suspension.id.desc()).limit(1))


async def check(session: AsyncSession, member_id: int) -> None:
    """Raises ``Refusal`` with the reason while he may not ask."""
    if held := await standing(session, member_id):
        raise Refusal(suspension_texts.refused(held.why))


async def suspend(turn: Turn, member: Member, why: str) -> None:
    """From now on. Raises ``Refusal``: no reason, or it is so already."""
    if not why:
        raise Refusal(suspension_texts.say_why())
    await turn.session.get_one(Member, member.id, with_for_update=True)
    if await standing(turn.session, member.id):
        raise Refusal(suspension_texts.is_so_already(member.name))
    made = Suspension(community_id=turn.community_id, member_id=member.id, why=why[:LONGEST], since=clock.now())
    turn.session.add(made)
    await turn.session.flush()
    deed = await deeds.record(turn, STOP, f"member:{member.id}", {"suspension": made.id})
    await _tell(turn, member, f"suspension:{deed.id}", suspension_texts.you_are(turn.speaker.community, made.why))


async def resume(turn: Turn, member: Member) -> None:
    """He may ask again. Raises ``Refusal`` when he may anyway."""
    held = await standing(turn.session, member.id)
    if held is None:
        raise Refusal(suspension_texts.is_not(member.name))
    held.ended_at = clock.now()
    deed = await deeds.record(turn, GO_ON, f"member:{member.id}", {"suspension": held.id})
    await _tell(turn, member, f"suspension:{deed.id}", suspension_texts.you_are_again(turn.speaker.community))


async def _tell(turn: Turn, member: Member, key: str, text: str) -> None:
    where = (await reach.of_members(turn.session, [member.id])).get(member.id)
    if where:
        await post(turn.session, Letter(key, where.private, text, private=True, disturb=False, via_group=where.group))


@deeds.undoes(STOP)
async def _not_suspended(turn: Turn, deed: Deed) -> str:
    made = await turn.session.get_one(Suspension, deed.detail["suspension"])
    if made.ended_at is not None:
        raise Refusal(people_texts.changed_since())
    made.ended_at = clock.now()
    member = await turn.session.get_one(Member, made.member_id)
    await _tell(turn, member, f"suspension:{deed.id}:undone", suspension_texts.you_are_again(turn.speaker.community))
    return suspension_texts.resumed(member.name)


@deeds.undoes(GO_ON)
async def _suspended_still(turn: Turn, deed: Deed) -> str:
    held = await turn.session.get_one(Suspension, deed.detail["suspension"])
    if await standing(turn.session, held.member_id):
        raise Refusal(people_texts.changed_since())
    held.ended_at = None
    member = await turn.session.get_one(Member, held.member_id)
    await _tell(turn, member, f"suspension:{deed.id}:undone", suspension_texts.you_are(turn.speaker.community, held.why))
    return suspension_texts.suspended(member.name)
