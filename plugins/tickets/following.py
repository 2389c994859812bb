"""Who follows a ticket that is not his: he hears every step, and the first reporter keeps the credit."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people import texts as people_texts
from plugins.people.models import Deed

from . import answer_texts, disclosure, finding, kinds, refusal_texts, telling
from .acting import Actor
from .audience import Audience
from .life import Standing
from .models import Ticket, TicketFollower, TicketStep

FOLLOW = "ticket.follow"


async def follow(turn: Turn, ticket: Ticket, member_id: int, who: Actor) -> bool:
    """Let him hear of it; ``False`` when he does already. Raises ``Refusal`` for what is nobody else's business."""
    if who.standing & {Standing.REPORTER, Standing.FOLLOWER, Standing.HANDLER}:
        return False
    if not await kinds.of(ticket).may_follow(turn.session, ticket, member_id):
        raise Refusal(refusal_texts.not_followed(kinds.label(ticket)))
    turn.session.add(TicketFollower(ticket_id=ticket.id, member_id=member_id, since=clock.now()))
    await deeds.record(turn, FOLLOW, ticket.subject, {"member": member_id})
    return True


async def lead_on(session: AsyncSession, ticket: Ticket, step: TicketStep, other: Ticket) -> None:
    """Whoever reported or followed ``ticket``, which ``step`` found to be a duplicate, follows ``other`` from now on."""
    led = []
    for member_id in {*await telling.followers(session, ticket), *([ticket.reporter_id] if ticket.reporter_id else [])}:
        if member_id != other.reporter_id and await session.get(TicketFollower, (other.id, member_id)) is None:
            session.add(TicketFollower(ticket_id=other.id, member_id=member_id, since=clock.now()))
            led.append(member_id)
    step.prior = step.prior | {"led": led, "to": other.id}
    await session.flush()


async def lead_back(session: AsyncSession, step: TicketStep) -> None:
    """As it was before ``lead_on``."""
    for member_id in step.prior.get("led", ()):
        if row := await session.get(TicketFollower, (step.prior["to"], member_id)):
            await session.delete(row)
    await session.flush()


@deeds.undoes(FOLLOW)
async def _unfollow(turn: Turn, deed: Deed) -> str:
    ticket = await finding.lock(turn.session, int(deed.subject.removeprefix("ticket:")))
    row = await turn.session.get(TicketFollower, (ticket.id, deed.detail["member"]))
    if row is None:
        raise Refusal(people_texts.changed_since())
    await turn.session.delete(row)
    await turn.session.flush()
    return answer_texts.unfollowed(await disclosure.view(turn.session, ticket, Audience.PUBLIC))
