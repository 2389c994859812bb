"""「好了吗」: the one who asked says whether it is fixed. Silence is not yes: after a week it is closed as 未确认, with a warning.

He answers by a number, by quoting, or with 「好了 123」. Who has several such questions before him answers the second with 4, 5, 6;
an earlier letter keeps its numbers until one is answered, and then what is left is said anew.
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


async def pending(session: AsyncSession, community_id: int, member_id: int) -> Sequence[Ticket]:
    """What waits for this member's word: his own, and of those he speaks for; the longest finished first."""
    wards = select(Member.id).where(Member.proxy_id == member_id)
    query = select(Ticket).where(Ticket.community_id == community_id, Ticket.state == State.CHECKING)
    query = query.where(or_(Ticket.reporter_id == member_id, Ticket.reporter_id.in_(wards)))
    return (await session.scalars(query.order_by(Ticket.finished_at, Ticket.id))).all()


async def wait_for(session: AsyncSession, ticket: Ticket) -> int:
    """Let the reader's numbers mean what waits for his word now; returns the first number of this ticket's answers."""
    assert ticket.reporter_id is not None
    where = (await reach.of_members(session, [ticket.reporter_id])).get(ticket.reporter_id)
    if where is None:
        return 1
    reader = await _reader(session, ticket.reporter_id, where)
    waiting = await pending(session, ticket.community_id, reader)
    if waiting:
        place = (where.private.platform, where.private.ident, str(where.private))
        await questions.ask_at(session, place, lines(waiting), until=clock.now() + LIFE_OF_A_QUESTION)
    return first_number(waiting, ticket)


async def _reader(session: AsyncSession, reporter_id: int, where: reach.Reach) -> int:
    proxy = (await session.get_one(Member, reporter_id)).proxy_id
    return proxy if where.stands_for and proxy else reporter_id


def lines(waiting: Sequence[Ticket]) -> list[str]:
    """What the numbers mean."""
    return [line.format(n=each.number) for each in waiting for _, line in kinds.of(each).answers]


def first_number(waiting: Sequence[Ticket], ticket: Ticket) -> int:
    """Under which number the answers to ``ticket`` begin."""
    number = 1
    for each in waiting:
        if each.id == ticket.id:
            return number
        number += len(kinds.of(each).answers)
    return 1
