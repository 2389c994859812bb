"""What time does to reports: a question nobody answered is answered by the house after ten minutes, so that nothing is lost."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.tickets import finding, telling
from plugins.tickets.audience import Audience
from plugins.tickets.models import TicketFollower

from . import drafts, filing, texts
from .models import Asked, HazardDraft

_FILED = (Asked.PLACE, Asked.SPLIT)


@tick("hazard drafts", next_due=drafts.next_due)
async def finish_drafts() -> None:
    """Each in a transaction of its own."""
    async with read() as session:
        due = await drafts.due(session)
    for number in due:
        async with write() as session:
            draft = await session.get(HazardDraft, number, with_for_update=True)
            if draft and draft.until <= clock.now():
                await _finish(session, draft)


async def _finish(session: AsyncSession, draft: HazardDraft) -> None:
    """Without a place it is filed for the 社工; 「同一件？」 becomes a follower; what was only offered falls away."""
    asked, member_id = Asked(draft.asked), draft.member_id
    if asked in _FILED:
        understood = await drafts.report_of(session, draft)
        ticket = (await filing.file(session, draft.community_id, member_id, understood)).ticket
        say = texts.filed_late
        number = ticket.number
        await telling.tell(session, ticket, Audience.REPORTER, [member_id], "late", lambda view: say(view, number))
    elif asked is Asked.SAME and draft.about_id:
        ticket = await finding.lock(session, draft.about_id)
        if await session.get(TicketFollower, (ticket.id, member_id)) is None:
            session.add(TicketFollower(ticket_id=ticket.id, member_id=member_id, since=clock.now()))
            await session.flush()
        await telling.tell(session, ticket, Audience.FOLLOWER, [member_id], f"late:{draft.id}", texts.followed_late)
    await drafts.drop(session, draft)
