"""The register of all tickets of a community, as staff look at it: what is late, what nobody has, what is shelved or unconfirmed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .life import LIVE, State
from .models import Ticket

MOST = 12
COUNTED = 200
GROUPS = ("超时", "待派", "在办", "挂账", "待核实")


def _is(name: str) -> ColumnElement[bool]:
    return {
        "超时": Ticket.state.in_(LIVE) & (Ticket.due_at < clock.now()),
        "待派": Ticket.state.in_((State.NEW, State.RETURNED)),
        "在办": Ticket.state.in_((State.ASSIGNED, State.WORKING)),
        "挂账": Ticket.state == State.SHELVED,
        "待核实": Ticket.state == State.CHECKING,
    }[name]


async def of_group(session: AsyncSession, community_id: int, name: str) -> tuple[Sequence[Ticket], int]:
    """The first by deadline, and how many there are (at most 200 are counted)."""
    query = select(Ticket).where(Ticket.community_id == community_id, _is(name))
    rows = (await session.scalars(query.order_by(Ticket.due_at, Ticket.id).limit(MOST))).all()
    return rows, await _count(session, community_id, name)


async def counts(session: AsyncSession, community_id: int) -> list[tuple[str, int]]:
    """How many of each."""
    return [(name, await _count(session, community_id, name)) for name in GROUPS]


async def _count(session: AsyncSession, community_id: int, name: str) -> int:
    query = select(Ticket.id).where(Ticket.community_id == community_id, _is(name)).limit(COUNTED)
    return await session.scalar(select(func.count()).select_from(query.subquery())) or 0
