"""Which ticket is meant: by its number, with or without 随 or 求, or by what was quoted. Found, its row is locked."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel.db import writes_alone
from plugins.kernel.refusal import Refusal

from . import kinds, refusal_texts
from .models import Ticket

LARGEST = 999_999
REFERENCE = r"(?:(?:工单|[随求愿])\s*)?\d{1,6}(?!\d)\s*(?:号(?!\S*楼))?"
_LEADING = re.compile(
    r"\s*(?P<prefix>工单|[随求愿])?\s*(?P<number>\d{1,6})(?!\d)\s*(?:号(?!楼))?[\s,，:：。、]*(?P<rest>.*)", re.DOTALL
)
_NUMBERED = select(Ticket).where(Ticket.community_id == bindparam("community"), Ticket.number == bindparam("number"))


def leading(said: str) -> tuple[int, str] | None:
    """The number at the beginning of what was said, and what follows."""
    words = _LEADING.fullmatch(said)
    return (int(words["number"]), words["rest"].strip()) if words else None


async def known(session: AsyncSession, community_id: int, number: int) -> Ticket | None:
    """The community's ticket of that number."""
    return await session.scalar(_NUMBERED, {"community": community_id, "number": number})


async def by_number(session: AsyncSession, community_id: int, number: int) -> Ticket:
    """The community's ticket of that number. Raises ``Refusal``: a number of another community is no number here."""
    found = await known(session, community_id, number)
    if found is None:
        raise Refusal(refusal_texts.no_such_ticket(number))
    return found


async def lock(session: AsyncSession, ticket_id: int) -> Ticket:
    """The ticket, with its row locked until the transaction ends. Locks of two tickets are taken lower id first."""
    if writes_alone(session):
        return await session.get_one(Ticket, ticket_id)
    query = select(Ticket).where(Ticket.id == ticket_id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).one()


async def named(turn: Turn, said: str) -> tuple[Ticket, str]:
    """The ticket at the beginning of ``said``, else the one whose message was quoted; locked, with what follows.

    Raises ``Refusal``: no such ticket here, another letter before its number, or none was named.
    """
    if words := _LEADING.fullmatch(said):
        found = await by_number(turn.session, turn.community_id, int(words["number"]))
        if words["prefix"] not in (None, "工单", kinds.of(found).prefix):
            raise Refusal(refusal_texts.no_such_ticket(int(words["number"])))
        return await lock(turn.session, found.id), words["rest"].strip()
    if ticket := await quoted(turn):
        return ticket, said.strip()
    raise Refusal(refusal_texts.which_ticket(turn.word))


async def ever_reported(session: AsyncSession, kind: str, member_ids: Collection[int]) -> Sequence[Ticket]:
    """All of one kind that these members ever reported, oldest first, whatever has become of it."""
    query = select(Ticket).where(Ticket.kind == kind, Ticket.reporter_id.in_(member_ids))
    return (await session.scalars(query.order_by(Ticket.id))).all()


def id_in(subject: str) -> int:
    """The id in ``ticket:5``, whatever follows behind a question mark."""
    return int(subject.rpartition(":")[2].partition("?")[0])


async def quoted(turn: Turn) -> Ticket | None:
    """The ticket that our quoted message was about, locked."""
    about = turn.heard.about or ""
    if not about.startswith("ticket:"):
        return None
    found = await turn.session.get(Ticket, int(about.removeprefix("ticket:")))
    return await lock(turn.session, found.id) if found and found.community_id == turn.community_id else None
