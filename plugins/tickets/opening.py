"""A ticket comes into the world: its number, its owner, its day, and a letter to whoever has to see to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people.numbers import next_number

from . import kinds, ladder, owners, telling
from .acting import HOUSE, act
from .life import State, Verb
from .models import Ticket, TicketStep


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known when it is opened. ``place``: as far as the building; ``words``: as typed; ``reporter_id``: who is told."""

    community_id: int
    kind: str
    words: str
    category: str = ""
    place: str = ""
    place_id: int | None = None
    photos: Sequence[str] = ()
    reporter_id: int | None = None
    behalf_id: int | None = None
    anonymous: bool = False
    urgent: bool = False


async def open_ticket(session: AsyncSession, draft: Draft, beside: Callable[[Ticket], object] | None = None) -> Ticket:
    """Open it and hand it to its owner. ``beside`` makes the row of its kind that must stand before anybody is told.
    Where nobody holds any office that could, it stays 新 and is offered again every day.

    The caller answers the reporter (``disclosure.view`` for ``Audience.REPORTER`` tells owner and day) and records the deed
    ``undoing.OPENED`` with the id of the first step, so that 「撤销」 withdraws it.
    """
    now = clock.now()
    ticket = Ticket(
        community_id=draft.community_id,
        number=await next_number(session, draft.community_id, "ticket"),
        kind=draft.kind,
        state=State.NEW,
        level=kinds.STAFF.level,
        category=draft.category,
        urgent=draft.urgent,
        place=draft.place,
        place_id=draft.place_id,
        words=draft.words,
        photos=list(draft.photos),
        reporter_id=draft.reporter_id,
        behalf_id=draft.behalf_id,
        anonymous=draft.anonymous,
        office=kinds.STAFF.kind,
        opened_at=now,
        changed_at=now,
        timed_at=now,
    )
    session.add(ticket)
    await session.flush()
    step = TicketStep(ticket_id=ticket.id, after=State.NEW, member_id=draft.reporter_id, done_at=now)
    session.add_all([beside(ticket), step] if beside else [step])
    office = await kinds.of(ticket).route(session, ticket)
    ticket.office, ticket.team_id, ticket.post_id, ticket.level = office.kind, office.team_id, office.place_id, office.level
    await ladder.start(session, ticket, None)
    await offer(session, ticket)
    return ticket


async def offer(session: AsyncSession, ticket: Ticket) -> TicketStep | None:
    """Hand a new ticket to its owner, if there is anybody at all."""
    if not (await owners.chain(session, ticket)).stages:
        await session.flush()
        return None
    step = await act(session, ticket, Verb.ASSIGN, HOUSE)
    await telling.report(session, ticket, step)
    return step
