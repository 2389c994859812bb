"""Tables of the desk: what has gone wrong and is over, and who gets the books every month."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base

_OPEN = text("ended_at IS NULL")


class Trouble(StrEnum):
    """What the 管理员 is told of."""

    PEER = "peer"
    QUEUE = "queue"
    TICK = "tick"
    DISK = "disk"


class Incident(Base):
    """Something that went wrong, until it is over. At most one of a kind about the same thing is open at a time.

    ``subject``: the account or the tick; empty where there is only one. ``told_at``: when the 管理员 was told; ``None`` while nobody can be reached.
    ``seen_at``, ``seen_by``: when a process last found that it lasts, noted once a minute, and which.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("uq_incident_open", "kind", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Trouble] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(100), default="")
    began_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str | None] = mapped_column(String(8))


class BooksReader(Base):
    """Who gets the books of a community every month (交账人). ``ended_at``: no longer."""

    __tablename__ = "books_reader"
    __table_args__ = (Index("ix_books_reader_community_id", "community_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Handover(Base):
    """The books of a month were handed over: how many lines, and what they add up to. ``month``: its first day."""

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("community_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    month: Mapped[date]
    made_at: Mapped[datetime]
    readers: Mapped[int]
    lines: Mapped[int]
    minutes: Mapped[int]
    points: Mapped[int]
