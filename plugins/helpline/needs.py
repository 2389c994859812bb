"""A need comes into the world: its ticket, and beside it the private part."""

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.people.models import Account, Member
from plugins.tickets import finding, kinds, opening, undoing
from plugins.tickets.models import Ticket
from plugins.tickets.opening import Draft

from . import kind, refusal_texts, relay_texts, sorts
from .models import Need
from .reading import Parts


async def open_need(turn: Turn, me: Member, parts: Parts, *, category: str = "") -> tuple[Ticket, sorts.Sort | None]:
    """The ticket with its private part. The need stands before anybody is asked, because they are told from it."""
    sort = sorts.sort_of(parts.words)
    draft = Draft(
        community_id=turn.community_id,
        kind=kind.KEY,
        words=parts.words,
        category=category or sorts.openly(sort),
        place=parts.building,
        photos=parts.photos,
        reporter_id=me.id,
        urgent=bool(parts.urgent),
    )
    beside = lambda ticket: Need(  # noqa: E731
        ticket_id=ticket.id,
        sort=sort.name if sort and sort.sensitive and not category else None,
        name=parts.behalf or parts.name or None,
        door=parts.door or None,
        phone=parts.phone or None,
        time=parts.time or None,
        sensitive=bool(category) or bool(sort and sort.sensitive),
    )
    ticket = await opening.open_ticket(turn.session, draft, beside)
    await undoing.record_opened(turn, ticket)
    return ticket, sort


async def locked(turn: Turn, number: int) -> tuple[Ticket, Need]:
    """The community's need of that number, its ticket locked. Raises ``Refusal``: no such number, or another kind of ticket."""
    found = await finding.by_number(turn.session, turn.community_id, number)
    ticket = await finding.lock(turn.session, found.id)
    need = await turn.session.get(Need, ticket.id)
    if need is None:
        raise Refusal(refusal_texts.is_no_need(kinds.label(ticket)))
    return ticket, need


async def meant(turn: Turn, digits: str) -> tuple[Ticket, Need]:
    """The need of that number or, without one, the need whose message was quoted. Raises ``Refusal``."""
    if digits:
        return await locked(turn, int(digits[:6]))
    quoted = await finding.quoted(turn)
    if quoted is None:
        raise Refusal(relay_texts.which_need())
    return await locked(turn, quoted.number)


async def open_for(turn: Turn) -> list[Ticket]:
    """Every open need in which this account is one of the two sides, in whatever community, the newest first."""
    mine = select(Account.member_id).where(Account.platform == turn.heard.platform, Account.user == turn.heard.user)
    wards = select(Member.id).where(Member.proxy_id.in_(mine))
    side = Ticket.reporter_id.in_(mine) | Ticket.reporter_id.in_(wards) | Ticket.handler_id.in_(mine)
    query = select(Ticket).where(Ticket.kind == kind.KEY, side, Ticket.state.in_(kind.TALKING))
    return list(await turn.session.scalars(query.order_by(Ticket.changed_at.desc(), Ticket.id.desc())))
