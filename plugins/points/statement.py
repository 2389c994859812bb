"""Reading the two books: every figure is a sum of their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from .models import Book, LedgerEntry


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands in a member's two books now."""

    points: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting as people read it. ``reverses``: the number of the posting it takes back; ``undone``: it was taken back."""

    number: int
    earned_at: datetime
    reason: str
    minutes: int
    points: int
    reverses: int | None
    undone: bool


def total(book: Book) -> ColumnElement[int]:
    """The sum of the lines of one book."""
    return func.coalesce(func.sum(case((LedgerEntry.book == book, LedgerEntry.amount), else_=0)), 0)


async def balance(session: AsyncSession, member_id: int, since: datetime | None = None) -> Balance:
    """The sums of a member's lines: all, or those earned from ``since`` on."""
    query = select(total(Book.POINTS), total(Book.HOURS)).where(LedgerEntry.member_id == member_id)
    query = query.where(LedgerEntry.earned_at >= since) if since else query
    points, minutes = (await session.execute(query)).one()
    return Balance(points, minutes)


async def last_entries(session: AsyncSession, member_id: int, limit: int, offset: int = 0) -> Sequence[Entry]:
    """A member's postings, newest first."""
    query = (
        select(
            func.min(LedgerEntry.id).label("number"),
            func.min(LedgerEntry.earned_at).label("earned_at"),
            func.min(LedgerEntry.reason).label("reason"),
            total(Book.HOURS).label("minutes"),
            total(Book.POINTS).label("points"),
            func.min(LedgerEntry.reverses_id).label("reverses"),
        )
        .where(LedgerEntry.member_id == member_id)
        .group_by(LedgerEntry.key)
        .order_by(func.min(LedgerEntry.id).desc())
    )
    rows = (await session.execute(query.limit(limit).offset(offset))).all()
    taken = select(LedgerEntry.reverses_id).where(LedgerEntry.reverses_id.in_([row.number for row in rows]))
    undone = set(await session.scalars(taken))
    return [Entry(**row._mapping, undone=row.number in undone) for row in rows]


async def entry_of(session: AsyncSession, line: LedgerEntry) -> Entry:
    """The posting that ``line`` belongs to."""
    query = select(LedgerEntry).where(LedgerEntry.key == line.key).order_by(LedgerEntry.id)
    lines = (await session.scalars(query)).all()
    amounts = {Book(each.book): each.amount for each in lines}
    undone = await session.scalar(select(LedgerEntry.id).where(LedgerEntry.reverses_id == lines[0].id)) is not None
    minutes, points = amounts.get(Book.HOURS, 0), amounts.get(Book.POINTS, 0)
    return Entry(lines[0].id, line.earned_at, line.reason, minutes, points, lines[0].reverses_id, undone)


async def count(session: AsyncSession, member_id: int) -> int:
    """How many postings a member has."""
    return await session.scalar(select(func.count(LedgerEntry.key.distinct())).where(LedgerEntry.member_id == member_id)) or 0
