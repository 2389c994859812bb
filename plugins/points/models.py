"""The table of the two books."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base

LONGEST_REASON = 100


class Book(StrEnum):
    """Hours (counted in minutes, never spent, they make the stars) and points (whole ones, earned and spent)."""

    HOURS = "hours"
    POINTS = "points"


class LedgerEntry(Base):
    """One line of one book. Lines are only ever added: ``seal.py`` sees to it, here and in the database.

    ``key``: the posting it belongs to; a posting has at most one line in each book, and posting it twice is impossible.
    ``cause``: what it was posted for (``signup:55``, ``award``); ``reason``: the same for people. ``earned_at``: when the
    deed was done, which decides month and year; ``service_id``: the kind of service it was. A reversing line takes both over from the line that it reverses.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("key", "book"),
        UniqueConstraint("reverses_id"),
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("book IN ('hours', 'points')", name="book"),
        Index("ix_ledger_entry_cause", "cause"),
        Index("ix_ledger_entry_member", "member_id", "book", "earned_at", "amount"),
        Index("ix_ledger_entry_boards", "community_id", "earned_at", "member_id", "team_id", "service_id", "book", "amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service_kind.id", ondelete="RESTRICT"))
    book: Mapped[Book] = mapped_column(String(6))
    amount: Mapped[int]
    key: Mapped[str] = mapped_column(String(200))
    cause: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    earned_at: Mapped[datetime]
    posted_at: Mapped[datetime]
    posted_by: Mapped[str] = mapped_column(String(120))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id", ondelete="RESTRICT"))
