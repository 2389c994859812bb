"""Tables of the helpline. What names or describes a person is sealed, and erased some time after the end."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


class Rating(StrEnum):
    """How content the one who asked was."""

    GOOD = "满意"
    FAIR = "一般"
    POOR = "不满意"


class Need(Base):
    """What a 求助 says beside its ticket. ``name``: who is to be helped, as it was said; ``time``: when, as it was said.

    ``sensitive``: only 社工 and those who lead hear of it, and ``sort`` says what sort of need it is; its ticket does not.
    ``wanted``: how many more hands were called for; ``minutes``: how long each of those who helped was at it, once it is done.
    """

    __tablename__ = "need"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False)
    sort: Mapped[str | None] = mapped_column(Sealed)
    name: Mapped[str | None] = mapped_column(Sealed)
    door: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    time: Mapped[str | None] = mapped_column(Sealed)
    sensitive: Mapped[bool] = mapped_column(default=False)
    wanted: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None]
    rating: Mapped[Rating | None] = mapped_column(String(10))
    erased_at: Mapped[datetime | None] = mapped_column(index=True)


class RelayedLine(Base):
    """Something one side wrote to the other. ``number``: its place in the talk; ``to_id`` is empty until somebody has taken it."""

    __tablename__ = "relayed_line"
    __table_args__ = (UniqueConstraint("ticket_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"))
    number: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    words: Mapped[str | None] = mapped_column(Sealed)
    photos: Mapped[list[str]] = mapped_column(default=list)
    said_at: Mapped[datetime]
    recalled_at: Mapped[datetime | None]


class PrivateLook(Base):
    """Somebody has been shown the private part of a need. ``why``: the reason he gave, if he was asked for one."""

    __tablename__ = "private_look"
    __table_args__ = (Index("ix_private_look_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    why: Mapped[str | None] = mapped_column(Sealed)
    looked_at: Mapped[datetime]


class HelpingHand(Base):
    """A volunteer who came to help the taker; he never learns from us whom."""

    __tablename__ = "helping_hand"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    offered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Suspension(Base):
    """Somebody may not ask for help here for a while, for a reason that he was told."""

    __tablename__ = "suspension"
    __table_args__ = (Index("ix_suspension_member_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    why: Mapped[str] = mapped_column(Sealed)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class NeedDraft(Base):
    """What somebody has begun to say in private: one a person. ``step``: what he is being asked; ``parts``: JSON, sealed."""

    __tablename__ = "need_draft"
    __table_args__ = (UniqueConstraint("platform", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    user: Mapped[str] = mapped_column(String(100))
    step: Mapped[str] = mapped_column(String(20))
    parts: Mapped[str] = mapped_column(Sealed)
    written_at: Mapped[datetime] = mapped_column(index=True)
