"""The books of one month as a file: every line that was posted in it, names masked as in every file without a purpose.

By the day of posting and not of the deed, because what was posted stands for ever: the same month gives the same file whenever it is
made, and what was booked late stands in the month in which it was booked.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.people import exports
from plugins.people.models import Community, Member, Team
from plugins.points.models import Book, LedgerEntry

COLUMNS = ("笔", "入账日", "哪天的事", "姓名", "成员号", "队伍", "账", "数量", "单位", "事由", "谁记的", "冲正哪一笔")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_BOOKS = {Book.HOURS: ("时长", "分钟"), Book.POINTS: ("积分", "分")}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the books, with the name of the person and of the team."""

    entry: LedgerEntry
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class Month:
    """What was posted in a month. ``first``: its first day."""

    community: str
    first: date
    lines: Sequence[Line]

    def total(self, book: Book, member_id: int | None = None) -> int:
        """What the lines of a book add up to, of one member if one is named."""
        return sum(
            each.entry.amount for each in self.lines if each.entry.book == book and member_id in (None, each.entry.member_id)
        )

    def members(self) -> list[tuple[int, str]]:
        """Number and masked name of everybody who has a line, the most hours first."""
        names = {each.entry.member_id: exports.masked(each.name) for each in self.lines}
        return sorted(names.items(), key=lambda each: (-self.total(Book.HOURS, each[0]), each[0]))


def after(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def begins(first: date) -> datetime:
    """When that day begins in Shanghai."""
    return clock.at_local(datetime.combine(first, time()))


async def of_month(session: AsyncSession, community_id: int, first: date) -> Month:
    """The books of a community for the month that begins on ``first``."""
    community = await session.get_one(Community, community_id)
    query = select(LedgerEntry, Member.name, Team.name.label("team"))
    query = query.join(Member, Member.id == LedgerEntry.member_id).outerjoin(Team, Team.id == LedgerEntry.team_id)
    query = query.where(LedgerEntry.community_id == community_id, LedgerEntry.posted_at >= begins(first))
    rows = await session.execute(query.where(LedgerEntry.posted_at < begins(after(first))).order_by(LedgerEntry.id))
    return Month(community.name, first, [Line(entry, name, team or "") for entry, name, team in rows])


def as_csv(month: Month) -> bytes:
    """With a byte order mark, so that Excel reads the Chinese; no cell is a formula."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in _cells(each)] for each in month.lines)
    return page.getvalue().encode("utf-8-sig")


def _cells(line: Line) -> list[str | int]:
    entry = line.entry
    book, unit = _BOOKS[Book(entry.book)]
    by = "程序" if entry.posted_by == "-" else "人工"
    days = (f"{clock.local(entry.posted_at):%F}", f"{clock.local(entry.earned_at):%F}")
    who = (exports.masked(line.name), entry.member_id, line.team)
    return [entry.id, *days, *who, book, entry.amount, unit, mask(" ".join(entry.reason.split())), by, entry.reverses_id or ""]


def _safe(cell: str | int) -> str | int:
    """A number may begin with a minus; a word that would be read as a formula may not."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
