"""The figures of a stretch of time: what came in, what is open or late, how long it took, where it happens again and again.

Closed is not fixed: only what the reporter or staff has confirmed counts as 办好. Hours are hours of the clock from the report to
the moment the handler said it was done, as a median, so that one old case does not hide twenty quick ones.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.points.period import Months
from plugins.tickets.life import FIXED, LIVE, OPEN, State, Verb, Verdict
from plugins.tickets.models import Ticket, TicketStep

from . import kind
from .models import Hazard

HOT = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One report as the figures need it; no word of anybody. ``in_time``: done within the deadline that it had then."""

    label: str
    category: str
    core: str
    estate: str
    state: State
    verdict: Verdict | None
    opened_at: datetime
    finished_at: datetime | None
    due_at: datetime | None
    in_time: bool = False

    @property
    def fixed(self) -> bool:
        """Whether somebody other than the handler has said that it is done."""
        return self.state == State.CLOSED and self.verdict in FIXED

    @property
    def taken(self) -> float | None:
        """Hours from the report to when it was done; ``None`` where nobody has confirmed that it is."""
        return (self.finished_at - self.opened_at) / timedelta(hours=1) if self.fixed and self.finished_at else None

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN

    @property
    def late(self) -> bool:
        """Whether it should have been done by now."""
        return self.state in LIVE and self.due_at is not None and self.due_at < clock.now()


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is told of a stretch."""

    period: Months
    rows: Sequence[Row]

    def count(self, *states: State) -> int:
        """How many are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def fixed(self) -> int:
        """How many were confirmed to be done."""
        return sum(row.fixed for row in self.rows)

    @property
    def unconfirmed(self) -> int:
        """How many were closed without a word of anybody."""
        return sum(row.state == State.CLOSED and not row.fixed for row in self.rows)

    @property
    def open(self) -> Sequence[Row]:
        """Those that have not ended."""
        return [row for row in self.rows if row.open]

    @property
    def late(self) -> Sequence[Row]:
        """Those that should have been done, the longest first."""
        return sorted((row for row in self.rows if row.late), key=lambda row: row.due_at or row.opened_at)

    @property
    def categories(self) -> Sequence[tuple[str, int]]:
        """How many of which category, the most first."""
        return Counter(row.category for row in self.rows).most_common()

    @property
    def hours(self) -> dict[str, float]:
        """The median hours of those that were done, per category."""
        taken: dict[str, list[float]] = defaultdict(list)
        for row in self.rows:
            if row.taken is not None:
                taken[row.category].append(row.taken)
        return {category: median(hours) for category, hours in taken.items()}

    @property
    def median_hours(self) -> float | None:
        """The same over all categories; ``None`` where nothing was done."""
        return median(taken) if (taken := [row.taken for row in self.rows if row.taken is not None]) else None

    @property
    def places(self) -> Sequence[tuple[str, int]]:
        """How many where, the most first; units of a building together."""
        return Counter(row.estate + row.core for row in self.rows if row.core).most_common()


async def figures(session: AsyncSession, community_id: int, of: Months) -> Figures:
    """Those that were opened within it, without what was taken back."""
    query = select(Ticket, Hazard).join(Hazard, Hazard.ticket_id == Ticket.id)
    query = query.where(Ticket.community_id == community_id, Ticket.kind == kind.KEY, Ticket.state != State.WITHDRAWN)
    query = query.where(Ticket.opened_at >= of.start, Ticket.opened_at < of.end)
    found = (await session.execute(query.order_by(Ticket.id))).all()
    punctual = await _in_time(session, community_id, of)
    return Figures(of, [replace(row_of(ticket, hazard), in_time=ticket.id in punctual) for ticket, hazard in found])


async def _in_time(session: AsyncSession, community_id: int, of: Months) -> set[int]:
    """Those whose work was last called done before the deadline that the ticket had at that moment."""
    query = select(TicketStep.ticket_id, TicketStep.done_at, TicketStep.prior).join(Ticket, Ticket.id == TicketStep.ticket_id)
    query = query.where(Ticket.community_id == community_id, Ticket.kind == kind.KEY, TicketStep.undone_at.is_(None))
    query = query.where(Ticket.opened_at >= of.start, Ticket.opened_at < of.end, TicketStep.verb == Verb.FINISH)
    last = {row.ticket_id: row for row in await session.execute(query.order_by(TicketStep.id))}
    due = {number: row.prior.get("due_at") for number, row in last.items()}
    return {number for number, row in last.items() if due[number] and row.done_at <= clock.from_text(due[number])}


async def late_ones(session: AsyncSession, community_id: int) -> Sequence[Row]:
    """All that should have been done by now, the longest first."""
    query = select(Ticket, Hazard).join(Hazard, Hazard.ticket_id == Ticket.id)
    query = query.where(Ticket.community_id == community_id, Ticket.state.in_(LIVE), Ticket.due_at < clock.now())
    return [row_of(ticket, hazard) for ticket, hazard in await session.execute(query.order_by(Ticket.due_at, Ticket.id))]


def row_of(ticket: Ticket, hazard: Hazard) -> Row:
    """What the figures need of a report."""
    return Row(
        label=f"{kind.PREFIX}{ticket.number}",
        category=ticket.category,
        core=hazard.core.replace("+", "、"),
        estate=hazard.spot.partition("|")[0] if hazard.core != hazard.spot.partition("|")[0] else "",
        state=State(ticket.state),
        verdict=Verdict(ticket.verdict) if ticket.verdict else None,
        opened_at=ticket.opened_at,
        finished_at=ticket.finished_at,
        due_at=ticket.due_at,
    )
