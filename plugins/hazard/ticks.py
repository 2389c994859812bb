"""What time does to reports: a question nobody answered is answered by the house after ten minutes, so that nothing is lost.

And on Mondays staff reads what is late.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, upsert, write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post
from plugins.people import reach, staff
from plugins.people.models import Community
from plugins.tickets import finding, telling
from plugins.tickets.audience import Audience
from plugins.tickets.life import State
from plugins.tickets.models import TicketFollower

from . import drafts, filing, month, month_texts, texts
from .models import Asked, HazardDraft, HazardWeek

NINE = time(9)
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
        nobody, number = ticket.state == State.NEW, ticket.number
        say = lambda view: texts.filed_late(view, number, nobody=nobody)  # noqa: E731
        await telling.tell(session, ticket, Audience.REPORTER, [member_id], "late", say)
    elif asked is Asked.SAME and draft.about_id:
        ticket = await finding.lock(session, draft.about_id)
        if await session.get(TicketFollower, (ticket.id, member_id)) is None:
            session.add(TicketFollower(ticket_id=ticket.id, member_id=member_id, since=clock.now()))
            await session.flush()
        await telling.tell(session, ticket, Audience.FOLLOWER, [member_id], f"late:{draft.id}", texts.followed_late)
    await drafts.drop(session, draft)


def _monday(after: datetime) -> datetime:
    """The first Monday at nine after that moment."""
    here = clock.local(after)
    day = here.date() - timedelta(days=here.weekday())
    nine = clock.at_local(datetime.combine(day, NINE))
    return nine if nine > after else clock.at_local(datetime.combine(day + timedelta(days=7), NINE))


async def _next_monday(session: AsyncSession, after: datetime) -> datetime | None:
    return _monday(after)


@tick("late hazards of the week", next_due=_next_monday)
async def tell_late_ones() -> None:
    """On Monday from nine on, once a week per community: what is late, to staff in private. Nothing late, nothing said."""
    here = clock.local()
    if here.weekday() != 0 or here.time() < NINE:
        return
    async with read() as session:
        communities = (await session.scalars(select(Community.id).order_by(Community.id))).all()
        todo = [each for each in communities if not await session.get(HazardWeek, (each, here.date()))]
    for community_id in todo:
        async with write() as session:
            await _tell_late(session, community_id, here.date())


async def _tell_late(session: AsyncSession, community_id: int, monday: date) -> None:
    done = upsert(session, HazardWeek).values(community_id=community_id, monday=monday).on_conflict_do_nothing()
    if await session.scalar(done.returning(HazardWeek.community_id)) is None:
        return
    rows = await month.late_ones(session, community_id)
    if not rows:
        return
    there = await staff.of(session, community_id)
    for member_id, where in (await reach.of_members(session, there)).items():
        key = f"hazards:late:{community_id}:{monday}:{member_id}"
        await post(session, Letter(key=key, to=where.private, text=month_texts.weekly(rows)))
