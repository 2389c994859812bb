"""What somebody is to a ticket: reported it, follows it, has it in hand, owns it by office, is staff."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker, Who
from plugins.inbox.table import Turn
from plugins.people.models import Member

from . import kinds, owners
from .acting import Actor
from .audience import Audience
from .life import Standing, State
from .models import Ticket, TicketFollower


async def actor(turn: Turn, ticket: Ticket, me: Member) -> Actor:
    """The speaker, who is ``me``, with all that he is to this ticket."""
    return await of(turn.session, turn.speaker, ticket, me.id)


async def of(session: AsyncSession, speaker: Speaker, ticket: Ticket, member_id: int) -> Actor:
    """A person with his offices, with all that he is to this ticket."""
    found = set[Standing]()
    if await reports(session, ticket, member_id):
        found.add(Standing.REPORTER)
    if await session.get(TicketFollower, (ticket.id, member_id)):
        found.add(Standing.FOLLOWER)
    if ticket.handler_id == member_id:
        found.add(Standing.HANDLER)
    everybody = (await owners.chain(session, ticket)).everybody
    if member_id in everybody or await kinds.of(ticket).called(session, ticket, member_id):
        found.add(Standing.OWNER)
    if speaker.level >= Who.STAFF:
        found.add(Standing.STAFF)
    return Actor(member_id, frozenset(found))


async def reports(session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
    """Whether he reported it, or speaks for the person who did or for whom it was."""
    if member_id in (ticket.reporter_id, ticket.behalf_id):
        return True
    for person in (ticket.reporter_id, ticket.behalf_id):
        if person and (await session.get_one(Member, person)).proxy_id == member_id:
            return True
    return False


ASKED = (State.NEW, State.ASSIGNED, State.RETURNED)  # nobody has taken it
_FIRST = (
    (Standing.HANDLER, Audience.TAKER),
    (Standing.REPORTER, Audience.REPORTER),
    (Standing.OWNER, Audience.OWNER),
    (Standing.STAFF, Audience.STAFF),
    (Standing.FOLLOWER, Audience.FOLLOWER),
)


def audience(ticket: Ticket, who: Actor) -> Audience:
    """As what he may read it in private: the most that he is. Who is only asked to take it is not the taker yet."""
    held = who.standing if ticket.state not in ASKED else (who.standing - {Standing.HANDLER}) | _asked(who)
    return next((each for standing, each in _FIRST if standing in held), Audience.PUBLIC)


def _asked(who: Actor) -> frozenset[Standing]:
    return frozenset({Standing.OWNER}) if Standing.HANDLER in who.standing else frozenset()
