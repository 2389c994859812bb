"""The boards: who gave most in a period, by points or by hours. One aggregate over one index, whatever the size of the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import settings
from plugins.people.models import Member, Team

from .models import Book, LedgerEntry
from .period import Period
from .statement import total

TOP = settings.knob("榜单人数", "排行榜列出前多少名", default=10, low=3, high=30, topic="积分")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a board. ``points`` and ``minutes`` are those of the period."""

    rank: int
    name: str
    points: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Board:
    """The first rows, and the sums over everybody in the period, opted out or not. ``tied``: cut off with the last row's value."""

    book: Book
    rows: Sequence[Row] = ()
    counted: int = 0
    points: int = 0
    minutes: int = 0
    tied: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """A member's own place: the rank he has, or would have if his name stood on the board."""

    rank: int
    value: int
    listed: bool


async def persons(
    session: AsyncSession, community_id: int, period: Period, book: Book | str = Book.POINTS, service_id: int | None = None
) -> Board:
    """The persons' board, of one kind of service or of all. Who opted out takes no rank and no row, but counts in the sums."""
    sums = _sums(community_id, period, Book(book), LedgerEntry.member_id, service_id)
    named = select(Member.id.label("id"), Member.name, Member.on_boards.label("listed")).subquery()
    return await _board(session, sums, named, Book(book), await settings.value(session, community_id, TOP))


async def teams(
    session: AsyncSession, community_id: int, period: Period, book: Book | str = Book.POINTS, service_id: int | None = None
) -> Board:
    """The teams' board: what was done for a team, by whomever."""
    sums = _sums(community_id, period, Book(book), LedgerEntry.team_id, service_id)
    named = select(Team.id.label("id"), Team.name, literal(value=True).label("listed")).subquery()
    return await _board(session, sums, named, Book(book), await settings.value(session, community_id, TOP))


async def own(
    session: AsyncSession,
    community_id: int,
    period: Period,
    member: Member,
    book: Book | str = Book.POINTS,
    service_id: int | None = None,
) -> Own | None:
    """Where ``member`` stands; ``None`` when he has nothing in the period."""
    sums = _sums(community_id, period, Book(book), LedgerEntry.member_id, service_id)
    value = await session.scalar(select(sums.c.value).where(sums.c.id == member.id))
    if value is None:
        return None
    above = select(func.count()).select_from(sums).join(Member, Member.id == sums.c.id)
    better = await session.scalar(above.where(Member.on_boards, sums.c.value > value)) or 0
    return Own(better + 1, value, member.on_boards)


def _sums(community_id: int, period: Period, book: Book, whose: Any, service_id: int | None) -> Subquery:
    """Per member or team: id, points, minutes, and the ``value`` of the book that the board is about, above zero."""
    points, minutes = total(Book.POINTS), total(Book.HOURS)
    value = points if book == Book.POINTS else minutes
    query = select(whose.label("id"), points.label("points"), minutes.label("minutes"), value.label("value"))
    query = query.where(LedgerEntry.community_id == community_id, whose.is_not(None))
    if service_id is not None:
        query = query.where(LedgerEntry.service_id == service_id)
    if period.start and period.end:
        query = query.where(LedgerEntry.earned_at >= period.start, LedgerEntry.earned_at < period.end)
    return query.group_by(whose).having(value > 0).subquery()


def _ranked(sums: Subquery, named: Subquery, book: Book, top: int) -> Select[*tuple[Any, ...]]:
    """The rows in their order, the listed ones first: so the first row exists, and holds the sums, even if nobody is listed."""
    other = sums.c.minutes if book == Book.POINTS else sums.c.points
    group = (named.c.listed, sums.c.value)
    return (
        select(
            named.c.name,
            named.c.listed,
            sums.c.points,
            sums.c.minutes,
            sums.c.value,
            func.rank().over(partition_by=named.c.listed, order_by=sums.c.value.desc()).label("rank"),
            func.count().over(partition_by=group).label("sharing"),
            func.count().over().label("counted"),
            func.sum(sums.c.points).over().label("all_points"),
            func.sum(sums.c.minutes).over().label("all_minutes"),
        )
        .join_from(sums, named, named.c.id == sums.c.id)
        .order_by(case((named.c.listed, 0), else_=1), sums.c.value.desc(), other.desc(), named.c.name, named.c.id)
        .limit(top)
    )


async def _board(session: AsyncSession, sums: Subquery, named: Subquery, book: Book, top: int) -> Board:
    found = (await session.execute(_ranked(sums, named, book, top))).all()
    if not found:
        return Board(book)
    first, listed = found[0], [row for row in found if row.listed]
    rows = [Row(row.rank, row.name, row.points, row.minutes) for row in listed]
    shown = [row for row in listed if row.value == listed[-1].value]
    tied = shown[-1].sharing - len(shown) if shown else 0
    return Board(book, rows, first.counted, int(first.all_points), int(first.all_minutes), tied)
