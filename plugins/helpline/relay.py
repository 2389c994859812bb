"""What one side writes reaches the other through the bot, both ways, as long as it is open: exactly once and in order.

Neither learns from us where the other can be reached. What is said before anybody has taken it waits for the taker.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import recalled
from plugins.inbox.heard import Heard
from plugins.inbox.recalled import Recalled
from plugins.kernel import clock
from plugins.outbox import service
from plugins.outbox.service import Letter, post
from plugins.people import reach
from plugins.people.models import Member
from plugins.tickets import finding, kinds, standing
from plugins.tickets.life import OPEN
from plugins.tickets.models import Ticket

from . import relay_texts
from .models import RelayedLine

ROOM = "helpline"
TOPIC = "talk"
OF_USE = timedelta(days=2)


def thread(ticket: Ticket, member_id: int) -> str:
    """What is said to this member about it leaves in its order."""
    return f"{ticket.subject}:{member_id}"


def about(ticket: Ticket) -> str:
    """How the letters of the talk name it: what is said under them is for the other side."""
    return f"{TOPIC}:{ticket.id}"


async def is_party(session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
    """Whether the member is one of the two sides, while it is open."""
    if ticket.state not in OPEN or ticket.kind != "help":
        return False
    return member_id == ticket.handler_id or await standing.reports(session, ticket, member_id)


async def other_side(session: AsyncSession, ticket: Ticket, member_id: int) -> int | None:
    """Who hears what this member writes; ``None`` while nobody has taken it."""
    asks = await standing.reports(session, ticket, member_id)
    taken = ticket.handler_id if ticket.state not in standing.ASKED else None
    return taken if asks else ticket.reporter_id


async def write(
    session: AsyncSession, ticket: Ticket, by: Member, words: str, photos: Sequence[str], heard: Heard
) -> RelayedLine:
    """Write it down and send it on, if there is somebody. The ticket's row is locked, so numbers follow one another."""
    last = await session.scalar(select(func.max(RelayedLine.number)).where(RelayedLine.ticket_id == ticket.id)) or 0
    line = RelayedLine(
        ticket_id=ticket.id,
        number=last + 1,
        by_id=by.id,
        to_id=await other_side(session, ticket, by.id),
        words=words,
        photos=list(photos),
        said_at=clock.now(),
    )
    session.add(line)
    await session.flush()
    await recalled.watch(session, heard, ROOM, str(line.id))
    if line.to_id:
        await _send(session, ticket, line)
    return line


async def deliver_waiting(session: AsyncSession, ticket: Ticket, taker_id: int) -> None:
    """What was said before anybody had taken it, in its order."""
    query = select(RelayedLine).where(RelayedLine.ticket_id == ticket.id, RelayedLine.to_id.is_(None))
    for line in (await session.scalars(query.where(RelayedLine.recalled_at.is_(None)).order_by(RelayedLine.number))).all():
        line.to_id = taker_id
        await _send(session, ticket, line)


def _key(ticket: Ticket, line: RelayedLine) -> str:
    return f"{ticket.subject}:line:{line.number}:{line.to_id}"


async def _send(session: AsyncSession, ticket: Ticket, line: RelayedLine) -> None:
    """In private and nowhere else: where private is closed it does not arrive, and its sender hears that."""
    assert line.to_id
    where = (await reach.of_members(session, [line.to_id])).get(line.to_id)
    if where is None:
        return
    to_taker = line.to_id == ticket.handler_id
    text = relay_texts.line(kinds.label(ticket), ticket.number, line.words or "", to_taker=to_taker, first=line.number == 1)
    letter = Letter(
        key=_key(ticket, line),
        to=where.private,
        text=text,
        about=about(ticket),
        expires_at=clock.now() + OF_USE,
        disturb=True,
        via_group=where.group,
        private=True,
        pictures=line.photos,
        thread=thread(ticket, line.to_id),
    )
    await post(session, letter)


async def take_back(session: AsyncSession, gone: Recalled, watched: str) -> None:
    """Its sender has recalled it: on the other side, too, where the platform can; else the other side is told."""
    line = await session.get(RelayedLine, int(watched))
    if line is None or line.recalled_at is not None:
        return
    ticket = await finding.lock(session, line.ticket_id)
    line.recalled_at, line.words, line.photos = clock.now(), None, []
    await session.flush()
    where = (await reach.of_members(session, [line.to_id])).get(line.to_id) if line.to_id else None
    if where is None or await service.call_back(session, _key(ticket, line)):
        return
    letter = Letter(
        key=f"{_key(ticket, line)}:back",
        to=where.private,
        text=relay_texts.taken_back(kinds.label(ticket)),
        about=about(ticket),
        disturb=True,
        via_group=where.group,
        private=True,
        thread=thread(ticket, line.to_id or 0),
        recalls=_key(ticket, line),
    )
    await post(session, letter)


recalled.use_recall(ROOM, take_back)
