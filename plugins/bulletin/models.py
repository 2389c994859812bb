"""Tables of the notices: what is to be said, what became of it in each group, and who carries it where we cannot speak."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class CopyState(StrEnum):
    """What became of a notice in one group.

    ``withdrawn``: it never left. ``recalling``: it is being taken back. ``recalled``: the platform has taken it back.
    ``disowned``: it could not, and a line says that it does not hold. ``standing``: neither of the two.
    """

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    RECALLING = "recalling"
    RECALLED = "recalled"
    DISOWNED = "disowned"
    STANDING = "standing"


class BulletinDraft(Base):
    """A notice that was shown to its author and waits for his 「1」; personal numbers in it are masked.

    ``by``: the account that spoke (``qq:10001``). ``kinds``: which groups it is for (names of ``ChatKind``). ``used_at``: it was sent.
    """

    __tablename__ = "bulletin_draft"
    __table_args__ = (Index("ix_bulletin_draft_made_at", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    by: Mapped[str] = mapped_column(String(120))
    words: Mapped[str]
    photos: Mapped[list[str]] = mapped_column(default=list)
    kinds: Mapped[list[str]]
    urgent: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Bulletin(Base):
    """A notice: people say 公告 5, one sequence per community.

    ``said_at``: when staff said 「1」. ``goes_at``: from when on it may leave, the day by which „明天“ in it is read.
    """

    __tablename__ = "bulletin"
    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    words: Mapped[str]
    photos: Mapped[list[str]] = mapped_column(default=list)
    kinds: Mapped[list[str]]
    urgent: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
    goes_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How the trail, letters and quoted messages name it."""
        return f"bulletin:{self.id}"


class BulletinCopy(Base):
    """A notice in one group. It is sent once: its letter's key is made of both."""

    __tablename__ = "bulletin_copy"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id", ondelete="RESTRICT"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="RESTRICT"), primary_key=True)
    state: Mapped[CopyState] = mapped_column(String(10), default=CopyState.WAITING)
    sent_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """The key of its letter."""
        return f"bulletin:{self.bulletin_id}:{self.chat_id}"


class Forwarder(Base):
    """Who carries notices to a place where the bot does not speak (西区微信群, 东门宣传栏); one person for each place."""

    __tablename__ = "forwarder"
    __table_args__ = (Index("ix_forwarder_community_id", "community_id"), Index("ix_forwarder_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    place: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"forwarder:{self.id}"


class Forwarding(Base):
    """One notice to be carried to one place: people say 转3, one sequence per community.

    ``remind_at``: when whoever has not done it is reminded, once. ``reminded_at``: that was.
    """

    __tablename__ = "forwarding"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        UniqueConstraint("bulletin_id", "forwarder_id"),
        Index("ix_forwarding_remind_at", "remind_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id", ondelete="RESTRICT"))
    forwarder_id: Mapped[int] = mapped_column(ForeignKey("forwarder.id", ondelete="RESTRICT"))
    remind_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How letters and quoted messages name it."""
        return f"forwarding:{self.id}"

    @property
    def key(self) -> str:
        """The beginning of the keys of its letters."""
        return f"forwarding:{self.id}"
