"""What becomes of tickets when somebody leaves the groups or has his data erased; and what they hold of a person.

What he has in hand goes back to the office that owns it, so that nobody waits for somebody who is gone. What a kind holds of
whoever asked (words, photos) is for the room of that kind.
"""

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.people import departures, personal
from plugins.people.models import Member
from plugins.people.personal import Person

from . import finding, kinds, telling, without_person_texts
from .acting import Actor, act
from .life import UNDONE, Standing, Verb
from .models import Ticket, TicketFollower, TicketStep


@departures.on_departure
async def hand_over(session: AsyncSession, member: Member) -> None:
    """What he has in hand, or is asked for by name, is asked of its office again; whoever waits for it is told."""
    query = select(Ticket.id).where(Ticket.handler_id == member.id, Ticket.state.in_(UNDONE)).order_by(Ticket.id)
    for number in (await session.scalars(query)).all():
        ticket = await finding.lock(session, number)
        him = Actor(member.id, frozenset({Standing.HANDLER}))
        words = without_person_texts.handler_left()
        step = await act(session, ticket, Verb.TRANSFER, him, words=words, change={"handler_id": None})
        await telling.report(session, ticket, step)


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    """What he follows, what he has in hand, and how often he did something to a ticket; no words of others."""
    mine = Ticket.handler_id.in_(whose.member_ids)
    in_hand = await session.scalars(select(Ticket).where(mine).order_by(Ticket.id))
    lines = [without_person_texts.in_hand(kinds.label(each), each.state) for each in in_hand]
    query = select(Ticket).join(TicketFollower, TicketFollower.ticket_id == Ticket.id)
    followed = await session.scalars(query.where(TicketFollower.member_id.in_(whose.member_ids)).order_by(Ticket.id))
    lines += [without_person_texts.followed(kinds.label(each), each.state) for each in followed]
    steps = select(func.count()).select_from(TicketStep).where(TicketStep.member_id.in_(whose.member_ids))
    number = await session.scalar(steps) or 0
    return [*lines, *([without_person_texts.steps(number)] if number else [])]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """He follows nothing, has nothing in hand, and his photos of the work are gone; his words are overwritten with all others."""
    for member_id in whose.member_ids:
        await hand_over(session, await session.get_one(Member, member_id))
    await session.execute(delete(TicketFollower).where(TicketFollower.member_id.in_(whose.member_ids)))
    mine = TicketStep.member_id.in_(whose.member_ids)
    shown = (await session.scalars(select(TicketStep.photos).where(mine))).all()
    await session.execute(update(TicketStep).where(mine).values(photos=[]))
    await photos.discard(session, [file for each in shown for file in each])


personal.room("经办和跟进的工单", holds=_holds, erases=_forget, kept="一直保留，删除后不再有您的名字和话", order=27)
