"""Who comes to every occurrence of a series."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class Standing(Base):
    """「整期都来」: a wish for every occurrence, also those made later, until ``ended_at``. One row per person and series.

    ``queued_at``: when it was sent; the list of each occurrence goes by it, so who came first is first everywhere.
    """

    __tablename__ = "standing"
    __table_args__ = (UniqueConstraint("series_id", "member_id"), Index("ix_standing_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    guests: Mapped[int] = mapped_column(default=0)
    children: Mapped[int] = mapped_column(default=0)
    guest_names: Mapped[list[str]] = mapped_column(default=list)
    sections: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    queued_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def heads(self) -> int:
        """How many places it takes."""
        return 1 + self.guests + self.children

    @property
    def subject(self) -> str:
        """How deeds name it."""
        return f"standing:{self.id}"
