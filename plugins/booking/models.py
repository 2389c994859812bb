"""Tables of booked services: what can be booked, and who has booked."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class BookingState(StrEnum):
    """``waiting``: no slot was free; whoever waits is never shown as having one."""

    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Source(StrEnum):
    """How the wish arrived (domain.md 1-13): by chat, by telephone, or by coming to the office."""

    CHAT = "微信"
    PHONE = "电话"
    VISIT = "到访"


class BookingPlan(Base):
    """That an activity, or every occurrence of a series, is served in slots: ``minutes`` each, ``chairs`` people at a time."""

    __tablename__ = "booking_plan"
    __table_args__ = (UniqueConstraint("series_id"), UniqueConstraint("activity_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="RESTRICT"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    minutes: Mapped[int]
    chairs: Mapped[int]
    open: Mapped[bool] = mapped_column(default=True)

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"booking_plan:{self.id}"


class Booking(Base):
    """One row per served person and activity; whoever is served earns nothing by it and stands on no board.

    ``slot``: which one from the start, 0 first, so that it moves along when the activity does. ``queued_at``: when the wish was
    *sent*; the waitlist goes by it. ``proxy_id``: who booked for a person, and gets the notices. ``told_revision`` and
    ``told_cancelled``: what the person knows of the activity; the tick tells what has changed since.
    """

    __tablename__ = "booking"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"), Index("ix_booking_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    state: Mapped[BookingState] = mapped_column(String(10))
    slot: Mapped[int | None]
    source: Mapped[Source] = mapped_column(String(4), default=Source.CHAT)
    queued_at: Mapped[datetime]
    told_revision: Mapped[int] = mapped_column(default=0)
    told_cancelled: Mapped[bool] = mapped_column(default=False)
    reminded_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"booking:{self.id}"
