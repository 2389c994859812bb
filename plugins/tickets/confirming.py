"""「好了吗」: the one who asked says whether it is fixed. Silence is not yes: after a week it is closed as 未确认, with a warning.

He answers by a number, by a word, by quoting, or with 「好了 123」. Each ticket asks a question of its own, which waits beside others:
a bare 1 that fits several is asked back.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.kernel import clock
from plugins.people import reach
from plugins.people.models import Member

from . import kinds
from .life import State
from .models import Ticket

LIFE_OF_A_QUESTION = timedelta(days=14)


def topic(ticket: Ticket) -> str:
    """What the letter that asks is about."""
    return f"{ticket.subject}?fixed"


async def wait(session: AsyncSession, ticket: Ticket) -> None:
    """Let the reporter (or who speaks for him) answer in private by a number."""
    where = (await reach.of_members(session, [ticket.reporter_id])).get(ticket.reporter_id) if ticket.reporter_id else None
    if where is None:
        return
    place = (where.private.platform, where.private.ident, str(where.private))
    lines = [line.format(n=ticket.number) for _, line in kinds.of(ticket).answers]
    await questions.ask_at(session, place, lines, until=clock.now() + LIFE_OF_A_QUESTION, topic=topic(ticket))


async def follow(session: AsyncSession, ticket: Ticket) -> None:
    """The question waits exactly while the ticket waits for its answer."""
    if ticket.state == State.CHECKING:
        await wait(session, ticket)
    else:
        await questions.withdraw(session, topic(ticket))


async def pending(session: AsyncSession, community_id: int, member_id: int) -> Sequence[Ticket]:
    """What waits for this member's word: his own, and of those he speaks for; the longest finished first."""
    wards = select(Member.id).where(Member.proxy_id == member_id)
    query = select(Ticket).where(Ticket.community_id == community_id, Ticket.state == State.CHECKING)
    query = query.where(or_(Ticket.reporter_id == member_id, Ticket.reporter_id.in_(wards)))
    return (await session.scalars(query.order_by(Ticket.finished_at, Ticket.id))).all()
