"""Tables of sections: 分组 of an activity, and the seats that people have in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base

from ..models import Outcome, SignUpState


class Section(Base):
    """A part of an activity with a list, a limit and a waitlist of its own: a shift, a stall, the quota of a team.

    ``starts_at`` and ``ends_at``: a shift's own times; a section without them runs as long as the activity. ``capacity`` and
    ``minimum`` count heads as those of an activity do. ``team_id``: it is that team's quota. ``rota``: the leader fills it by
    name, so every place in it is wanted. ``called_off``: it does not take place, its people have been told. ``start_reminded_at``: when
    the people of a shift that begins later than its activity were reminded of it.
    """

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("activity_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    minimum: Mapped[int | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    rota: Mapped[bool] = mapped_column(default=False, server_default=false())
    called_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    start_reminded_at: Mapped[datetime | None]

    @property
    def wanted(self) -> int:
        """How many heads it needs: all that it takes, when it is filled by name."""
        return (self.capacity or 0) if self.rota else (self.minimum or 0)


class Seat(Base):
    """A person's place in one section, one row per sign-up and section, for ever; the sign-up follows its seats.

    ``queued_at``: when the message was *sent* that asked for it. ``late``: asked after the deadline, or put there afterwards.
    ``outcome``: what became of it where the roll of the section was called apart. ``checked_in_at``: when he said to be there.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("sign_up_id", "section_id"), Index("ix_seat_section_id", "section_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("sign_up.id", ondelete="RESTRICT"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="RESTRICT"))
    state: Mapped[SignUpState] = mapped_column(String(10))
    queued_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    outcome: Mapped[Outcome | None] = mapped_column(String(10))
    checked_in_at: Mapped[datetime | None]
