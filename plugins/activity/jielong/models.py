"""Tables of 接龙: which lists have been seen, and which rows they have shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class ChainSeen(Base):
    """A list as it was first seen, for the client tells lists apart by their title. Personal numbers are masked.

    ``key``: the title as it is compared. ``activity_id``: what it is a list of; empty while that is not known. ``held``: the
    last paste that waits for an answer of its sender (``by``, ``sent_at``, ``rows``). ``asked_at``: its leader has been asked
    whether to make an activity of it; he is asked once.
    """

    __tablename__ = "chain_seen"
    __table_args__ = (UniqueConstraint("community_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    tail: Mapped[str] = mapped_column(Text)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"), index=True)
    seen_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    held: Mapped[dict[str, Any] | None]


class ChainRow(Base):
    """A row that some list of an activity has shown: under which name, whom it means, who pasted it first.

    ``says``: what stood beside the name, squeezed. ``lacked``: keys of rows that were
    known then but not in that list. ``undone``: the paste that brought it was taken back.
    """

    __tablename__ = "chain_row"
    __table_args__ = (UniqueConstraint("activity_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    says: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), index=True)
    by: Mapped[str] = mapped_column(String(120))
    seen_at: Mapped[datetime]
    lacked: Mapped[list[str]] = mapped_column(default=list)
    undone: Mapped[bool | None]
