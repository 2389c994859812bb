"""Tables of the lake patrol."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class PatrolLog(Base):
    """One entry of a patrol's log: what was seen, as typed. ``photos``: stored files, relative to the photo folder."""

    __tablename__ = "patrol_log"
    __table_args__ = (Index("ix_patrol_log_activity_id", "activity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    text: Mapped[str]
    photos: Mapped[list[str]] = mapped_column(default=list)
    logged_at: Mapped[datetime]

    @property
    def subject(self) -> str:
        """How deeds name it."""
        return f"patrol_log:{self.id}"
