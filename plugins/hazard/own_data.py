"""What 随手报 holds of a person, and how it forgets him: the loose cover stays loose, so what is open goes on without his name."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.kernel.masking import mask
from plugins.people import personal
from plugins.people.personal import Person
from plugins.tickets import finding, kinds
from plugins.tickets.life import ENDED

from . import kind, own_data_texts
from .models import Hazard, HazardDraft


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    lines = [
        own_data_texts.report(kinds.label(each), each.state, each.opened_at, each.words, len(each.photos))
        for each in await finding.ever_reported(session, kind.KEY, whose.member_ids)
    ]
    drafts = await session.scalars(select(HazardDraft).where(HazardDraft.member_id.in_(whose.member_ids)))
    return [*lines, *(own_data_texts.draft(each.words) for each in drafts)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """What is open belongs to nobody from now on; of what has ended the words (overwritten with all others) and photos go."""
    gone: list[str] = []
    for each in await finding.ever_reported(session, kind.KEY, whose.member_ids):
        ticket = await finding.lock(session, each.id)
        await session.execute(update(Hazard).where(Hazard.ticket_id == ticket.id).values(heard_at=[]))
        if ticket.state in ENDED:
            gone += ticket.photos
            ticket.photos = []
            continue
        ticket.words, ticket.reporter_id, ticket.behalf_id = mask(ticket.words), None, None
    mine = or_(HazardDraft.member_id.in_(whose.member_ids), HazardDraft.behalf_id.in_(whose.member_ids))
    await session.execute(delete(HazardDraft).where(mine))
    await photos.discard(session, gone)


personal.room("随手报", holds=_holds, erases=_forget, kept=own_data_texts.kept(), order=26, leaves=own_data_texts.leaves())
