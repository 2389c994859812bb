"""A letter about a ticket did not reach its person: staff hear it, and the one who asked hears it truthfully. Each once."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import fate
from plugins.outbox.models import OutgoingMessage, State
from plugins.people import staff
from plugins.people.models import Member

from . import finding, kinds, news_texts, owners, standing, telling
from .audience import Audience
from .life import LIVE
from .models import Ticket

NEWS_OF_IT = "unreached"  # in the key of a letter that tells of it: when that one fails, too, the log is what is left


@fate.watch("ticket")
async def _ended(session: AsyncSession, row: OutgoingMessage) -> None:
    """What did not arrive, or arrived only as an @ in the group. A fate nobody knows counts as arrived."""
    parts = row.key.split(":")
    if fate.arrived(row) or row.state == State.UNKNOWN or NEWS_OF_IT in parts or not parts[-1].isdigit():
        return
    found = await session.get(Ticket, int((row.about or "").removeprefix("ticket:").partition("?")[0]))
    if found is None:
        return
    ticket, member_id = await finding.lock(session, found.id), int(parts[-1])
    if not await kinds.of(ticket).unreached(session, ticket, member_id):
        await tell(session, ticket, member_id)


async def tell(session: AsyncSession, ticket: Ticket, member_id: int) -> None:
    """Tell the 社工 that this member could not be reached, once a round, and the reporter when it is he who waits for the other."""
    name = await session.scalar(select(Member.name).where(Member.id == member_id)) or ""
    others = [each for each in await staff.of(session, ticket.community_id) if each != member_id]
    key = f"{NEWS_OF_IT}:{ticket.round}:{member_id}"
    if await standing.reports(session, ticket, member_id):
        await telling.tell(
            session, ticket, Audience.STAFF, others, key, lambda view: news_texts.reporter_not_reached(view, ticket.number)
        )
        return
    await telling.tell(
        session, ticket, Audience.STAFF, others, key, lambda view: news_texts.not_delivered(view, name, ticket.number)
    )
    asked = (await owners.chain(session, ticket)).first
    if ticket.reporter_id and ticket.state in LIVE and member_id in asked:
        to = await owners.staff_name(session, ticket.community_id) if others else "社区"
        say = lambda view: news_texts.not_reached(view, to)  # noqa: E731
        await telling.tell(session, ticket, Audience.REPORTER, [ticket.reporter_id], key, say)
