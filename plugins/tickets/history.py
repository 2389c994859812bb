"""What has happened to a ticket, as far as a reader may know it, and what he can say next."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from . import answer_texts, kinds
from .acting import Actor
from .audience import UNMASKED, Audience, Field
from .disclosure import line_of
from .life import BY_HOUSE, TABLE, Standing, Verb
from .models import Ticket, TicketStep

MOST = 6
MOST_PHOTOS = 9


async def steps(session: AsyncSession, ticket_id: int) -> Sequence[TicketStep]:
    """All that was done and not taken back, oldest first."""
    query = select(TicketStep).where(TicketStep.ticket_id == ticket_id, TicketStep.undone_at.is_(None))
    return (await session.scalars(query.order_by(TicketStep.id))).all()


async def told(session: AsyncSession, ticket: Ticket, audience: Audience) -> Sequence[str]:
    """The last steps, a line each."""
    may = kinds.of(ticket).shows[audience]
    if not may & {Field.STEP, Field.HANDLER}:
        return ()
    rows = (await steps(session, ticket.id))[-MOST:]
    wanted = {row.member_id for row in rows if row.member_id}
    names = {row.id: row.name for row in await session.execute(select(Member.id, Member.name).where(Member.id.in_(wanted)))}
    return [
        answer_texts.step(
            row.verb,
            row.done_at,
            _who(ticket, row, names, may),
            line_of(row.words, unmasked=audience in UNMASKED) if Field.STEP in may else "",
        )
        for row in rows
    ]


async def photos(session: AsyncSession, ticket: Ticket, audience: Audience) -> Sequence[str]:
    """Those of the report and then those of the steps, as far as the reader may see them, each once."""
    may = kinds.of(ticket).shows[audience]
    found = list(ticket.photos) if Field.PHOTOS in may else []
    if Field.STEP in may:
        found += [file for row in await steps(session, ticket.id) for file in row.photos]
    return list(dict.fromkeys(found))[:MOST_PHOTOS]


def _who(ticket: Ticket, row: TicketStep, names: dict[int, str], may: frozenset[Field]) -> str:
    """The reporter's name is one field, that of whoever handles it another."""
    own = row.member_id is not None and row.member_id in (ticket.reporter_id, ticket.behalf_id)
    if own and (ticket.anonymous or Field.REPORTER not in may):
        return "报的人"
    return names.get(row.member_id or 0, "")


_HINTS = (
    (Verb.TAKE, "接单 {n}"),
    (Verb.FINISH, "办结 {n} 怎么办的"),
    (Verb.FIXED, "好了 {n}"),
    (Verb.UNFIXED, "没有 {n}"),
    (Verb.VERIFY, "核实 {n}"),
    (Verb.NUDGE, "催办 {n}"),
    (Verb.WITHDRAW, "撤回 {n}"),
)


def hint(ticket: Ticket, who: Actor) -> str:
    """What he can say now, at most three."""
    can = [
        f"「{line.format(n=ticket.number)}」"
        for verb, line in _HINTS
        if (rule := TABLE.get((ticket.state, verb))) and rule.who & who.standing and verb not in BY_HOUSE
    ]
    if ticket.state == "办结" and Standing.REPORTER in who.standing:
        can = can[1:] if ticket.verdict == "好了" else can
    return f"可以发：{''.join(can[:3])}" if can else ""
