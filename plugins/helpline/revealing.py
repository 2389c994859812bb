"""The private part of a need: told once to whoever takes it, and to 社工 who say why. Every look is written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.outbox.service import Letter, post
from plugins.people import reach, settings
from plugins.people.models import Member
from plugins.tickets import kinds
from plugins.tickets.models import Ticket

from . import detail_texts, relay
from .models import Need, PrivateLook

KEPT = settings.knob(
    "求助保留天数", "求助结束后，姓名、电话、住址和聊天保留几天再删除", default=90, low=7, high=365, topic="求助"
)
OF_USE = timedelta(days=2)


async def to_taker(session: AsyncSession, ticket: Ticket, need: Need, member_id: int) -> None:
    """Words, name, door and phone, in private, once for each who takes it, with the day on which they are erased."""
    where = (await reach.of_members(session, [member_id])).get(member_id)
    if where is None:
        return
    text = await details(session, ticket, need)
    letter = Letter(
        key=f"{ticket.subject}:details:{member_id}",
        to=where.private,
        text=text,
        about=relay.about(ticket),
        expires_at=clock.now() + OF_USE,
        disturb=True,
        via_group=where.group,
        discreet=detail_texts.discreet(),
        private=True,
        pictures=ticket.photos,
        thread=relay.thread(ticket, member_id),
    )
    await post(session, letter)
    await note(session, ticket, member_id, None)


async def details(session: AsyncSession, ticket: Ticket, need: Need) -> str:
    """All that is known, for whoever may know it."""
    said_by = (await session.get_one(Member, ticket.reporter_id)).name if ticket.reporter_id else ""
    until = await erased_on(session, ticket.community_id, clock.now())
    known = detail_texts.Known(ticket.words, need.name or said_by, need.door or "", need.phone or "", need.time or "")
    return detail_texts.details(kinds.label(ticket), ticket.number, known, said_by, until)


async def erased_on(session: AsyncSession, community_id: int, ended: datetime) -> datetime:
    """When the private part of something that ended then is erased."""
    return ended + timedelta(days=await settings.value(session, community_id, KEPT))


async def note(session: AsyncSession, ticket: Ticket, member_id: int, why: str | None) -> None:
    """Write down that this member was shown it."""
    session.add(PrivateLook(ticket_id=ticket.id, member_id=member_id, why=why, looked_at=clock.now()))
    await session.flush()


async def looks(session: AsyncSession, ticket: Ticket) -> Sequence[tuple[str, datetime, str]]:
    """Who was shown it, when and why; the first first."""
    query = select(PrivateLook, Member.name).join(Member, Member.id == PrivateLook.member_id)
    rows = await session.execute(query.where(PrivateLook.ticket_id == ticket.id).order_by(PrivateLook.id))
    return [(row[1], row[0].looked_at, row[0].why or "") for row in rows]
