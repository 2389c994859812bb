"""The figures of a stretch of time: what came in, what is open or late, how long it took, where it happens again and again.

Closed is not fixed: only what the reporter or staff has confirmed counts as 办好. Hours are hours of the clock from the report to
the moment the handler said it was done, as a median, so that one old case does not hide twenty quick ones.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.tickets.life import FIXED, LIVE, OPEN, State, Verdict
from plugins.tickets.models import Ticket

from . import kind
from .models import Hazard

_MONTH = re.compile(r"(?:(?P<year>20\d\d) ?年)?(?P<month>\d{1,2}) ?月")
HOT = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day up to, and without, the last."""

    called: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Row:
    """One report as the figures need it; no word of anybody."""

    label: str
    category: str
    core: str
    estate: str
    state: State
    verdict: Verdict | None
    opened_at: datetime
    finished_at: datetime | None
    due_at: datetime | None

    @property
    def fixed(self) -> bool:
        """Whether somebody other than the handler has said that it is done."""
        return self.state == State.CLOSED and self.verdict in FIXED

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

    stretch: Stretch
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
            if row.fixed and row.finished_at:
                taken[row.category].append((row.finished_at - row.opened_at) / timedelta(hours=1))
        return {category: median(hours) for category, hours in taken.items()}

    @property
    def places(self) -> Sequence[tuple[str, int]]:
        """How many where, the most first; units of a building together."""
        return Counter(row.estate + row.core for row in self.rows if row.core).most_common()


def stretch(word: str, today: date) -> Stretch | None:
    """What 本月, 上月, 今年, 11月 or 2025年11月 mean; ``None`` for anything else. A month still to come was last year's."""
    if word in ("", "本月", "这个月"):
        return _month(today.year, today.month)
    if word in ("上月", "上个月"):
        before = today.replace(day=1) - timedelta(days=1)
        return _month(before.year, before.month)
    if word in ("今年", "本年"):
        return Stretch(f"{today.year}年", date(today.year, 1, 1), date(today.year + 1, 1, 1))
    said = _MONTH.fullmatch(word)
    if said is None or not 1 <= int(said["month"]) <= 12:
        return None
    year = int(said["year"] or today.year)
    return _month(year - (not said["year"] and int(said["month"]) > today.month), int(said["month"]))


def _month(year: int, month: int) -> Stretch:
    first = date(year, month, 1)
    return Stretch(f"{year}年{month}月", first, (first + timedelta(days=31)).replace(day=1))


def bounds(of: Stretch) -> tuple[datetime, datetime]:
    """Its first moment, and the first one after it."""
    first, last = (clock.at_local(datetime.combine(day, time())) for day in (of.first, of.last))
    return first, last


async def figures(session: AsyncSession, community_id: int, of: Stretch) -> Figures:
    """Those that were opened within it, without what was taken back."""
    first, last = bounds(of)
    query = select(Ticket, Hazard).join(Hazard, Hazard.ticket_id == Ticket.id)
    query = query.where(Ticket.community_id == community_id, Ticket.kind == kind.KEY, Ticket.state != State.WITHDRAWN)
    query = query.where(Ticket.opened_at >= first, Ticket.opened_at < last)
    return Figures(of, [row_of(ticket, hazard) for ticket, hazard in await session.execute(query.order_by(Ticket.id))])


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
