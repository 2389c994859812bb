"""The table of sheets that were read and wait for their leader's word."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class AttendanceSheet(Base):
    """The lines of the last sheet that an account sent for an activity. Gone once it is recorded, or after a week.

    ``by``: the platform account, as in the deeds.
    """

    __tablename__ = "attendance_sheet"
    __table_args__ = (UniqueConstraint("activity_id", "by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    by: Mapped[str] = mapped_column(String(120))
    lines: Mapped[list[Any]]
    sent_at: Mapped[datetime] = mapped_column(index=True)
