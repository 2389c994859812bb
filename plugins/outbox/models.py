"""Tables of the outbox: what is to be said, which said message was about what, and which peers have been there."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


class State(StrEnum):
    """Where a message is. ``unknown`` means: it may have been delivered, and nobody can tell."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


class Route(StrEnum):
    """How a private message travels: straight, through a group's temporary chat, or as a discreet @ in the group."""

    DIRECT = "direct"
    TEMP = "temp"
    GROUP = "group"


class OutgoingMessage(Base):
    """One thing to say unasked. ``key`` is unique: posting the same thing twice is harmless.

    ``sealed``: the words of a private letter, gone once it is sent; ``text`` is empty then. ``pictures``: stored photos that go
    along. ``thread``: letters of one thread leave in the order in which they were posted. ``recalls``: the key of an earlier
    letter that is to be taken back; its words are said only where the platform cannot. ``reference``: of the message that caused it.
    ``claimed_by``: the process that sends it or was the last to try.
    """

    __tablename__ = "outgoing_message"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_outgoing_message_state_due_at", "state", "due_at"),
        Index("ix_outgoing_message_thread", "thread"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    to: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(100))
    via_group: Mapped[str | None] = mapped_column(String(200))
    route: Mapped[Route] = mapped_column(String(10), default=Route.DIRECT)
    text: Mapped[str]
    sealed: Mapped[str | None] = mapped_column(Sealed)
    pictures: Mapped[list[str] | None]
    thread: Mapped[str | None] = mapped_column(String(100))
    recalls: Mapped[str | None] = mapped_column(String(200))
    discreet: Mapped[str | None]
    mentions: Mapped[list[str]] = mapped_column(default=list)
    card: Mapped[dict[str, Any] | None]
    enclosure: Mapped[dict[str, Any] | None]
    about: Mapped[str | None] = mapped_column(String(60))
    disturb: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State] = mapped_column(String(10), default=State.QUEUED)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(8))
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str | None] = mapped_column(String(100))
    error: Mapped[str | None] = mapped_column(String(300))
    reference: Mapped[str | None] = mapped_column(String(8))


class SpokenMessage(Base):
    """What a message of ours was about, so that a person can quote it: 「+1」 under the notice of activity 12."""

    __tablename__ = "spoken_message"
    __table_args__ = (Index("ix_spoken_message_chat_message_id", "chat", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(String(200))
    message_id: Mapped[str] = mapped_column(String(100))
    about: Mapped[str] = mapped_column(String(60))
    said_at: Mapped[datetime]


class PeerSeen(Base):
    """When an account of the bot (``qq:80001``) was last connected, to any process, and to which; noted once a minute."""

    __tablename__ = "peer_seen"

    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen_at: Mapped[datetime]
    seen_by: Mapped[str | None] = mapped_column(String(8))
