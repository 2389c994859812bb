"""The table of good deeds."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


class DeedKind(StrEnum):
    """随手助: a small job done on the spot. 随手派: leaflets handed out."""

    HELP = "助"
    LEAFLETS = "派"


class DeedState(StrEnum):
    """Only ``confirmed`` stands in the books; ``withdrawn`` was taken back by the person."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class GoodDeed(Base):
    """What somebody says to have done, until staff has checked it.

    ``number``: people say 助31, one sequence per community for both kinds. ``words`` and ``reason`` are sealed: they name people
    who were helped. ``copies``: how many leaflets. ``day``: the Shanghai day it is counted for. ``asked_on``: when staff was last
    told that it waits.
    """

    __tablename__ = "good_deed"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_good_deed_state_asked_on", "state", "asked_on"),
        Index("ix_good_deed_member_id_day", "member_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[DeedKind] = mapped_column(String(2))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    words: Mapped[str] = mapped_column(Sealed)
    copies: Mapped[int | None]
    photos: Mapped[list[str]] = mapped_column(default=list)
    done_at: Mapped[datetime]
    day: Mapped[date]
    state: Mapped[DeedState] = mapped_column(String(10), default=DeedState.OPEN)
    reason: Mapped[str | None] = mapped_column(Sealed)
    decided_by: Mapped[str | None] = mapped_column(String(120))
    asked_on: Mapped[date | None]

    @property
    def called(self) -> str:
        """How people say it: 助31."""
        return f"{self.kind}{self.number}"

    @property
    def subject(self) -> str:
        """How the trail, the books and quoted messages name it."""
        return f"good_deed:{self.id}"
