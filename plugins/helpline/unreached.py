"""What becomes of a letter about a 求助 that did not arrive: the next one is asked at once, and nobody is told it was sent."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import fate
from plugins.outbox.models import OutgoingMessage, State
from plugins.people import staff
from plugins.people.models import Member
from plugins.tickets import climbing, finding, owners, standing, telling, undelivered
from plugins.tickets.audience import Audience
from plugins.tickets.models import Ticket

from . import news_texts, relay, relay_texts
from .models import RelayedLine


async def see_to(session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
    """Whether it is seen to here; else the house tells the 社工 and the one who asked."""
    if ticket.state not in standing.ASKED or await standing.reports(session, ticket, member_id):
        return False
    await _pass_on(session, ticket, member_id)
    return True


@fate.watch(relay.TOPIC)
async def _ended(session: AsyncSession, row: OutgoingMessage) -> None:
    """A line of the talk, or the details for the taker, did not arrive: its sender hears it, or the 社工. A fate unknown may be good."""
    if fate.arrived(row) or row.state == State.UNKNOWN or row.recalls:
        return
    ticket = await finding.lock(session, finding.id_in(row.about or ""))
    parts = row.key.split(":")
    if "line" in parts:
        await _tell_sender(session, ticket, int(parts[parts.index("line") + 1]))
    else:
        await undelivered.tell(session, ticket, int(parts[-1]))


async def _tell_sender(session: AsyncSession, ticket: Ticket, number: int) -> None:
    query = select(RelayedLine).where(RelayedLine.ticket_id == ticket.id, RelayedLine.number == number)
    line = await session.scalar(query)
    if line is None or line.recalled_at is not None:
        return
    asks = await standing.reports(session, ticket, line.by_id)
    audience = Audience.REPORTER if asks else Audience.TAKER
    await telling.tell(session, ticket, audience, [line.by_id], f"unreached:line:{number}", relay_texts.not_arrived)
    key, there = f"unreached:staff:{ticket.round}:{line.to_id}", await staff.of(session, ticket.community_id)
    await telling.tell(session, ticket, Audience.STAFF, there, key, relay_texts.staff_may_help)


async def _pass_on(session: AsyncSession, ticket: Ticket, member_id: int) -> None:
    """When nobody else of those who are asked now is left, the next rung of the ladder is climbed at once."""
    name = await session.scalar(select(Member.name).where(Member.id == member_id)) or ""
    key = f"unreached:{ticket.round}:{member_id}"
    others = [each for each in await staff.of(session, ticket.community_id) if each != member_id]
    await telling.tell(session, ticket, Audience.STAFF, others, key, lambda view: news_texts.not_reached(view, name))
    stages = (await owners.chain(session, ticket)).stages
    here = next((place for place, stage in enumerate(stages) if member_id in stage.there), None)
    if here is None or here < ticket.rung or len(stages[here].there) > 1 or here == len(stages) - 1:
        return
    await climbing.climb_now(session, ticket)
