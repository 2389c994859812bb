"""Tables of the inbox: what has been heard, and what is still to be answered."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import SealedLines


class Receipt(Base):
    """A message whose deed is done. Its key is unique, so the same message delivered twice does its deed once.

    Holds no words of the message: only which command it was.
    """

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300))
    command: Mapped[str] = mapped_column(String(40))
    heard_at: Mapped[datetime] = mapped_column(index=True)


class Question(Base):
    """A question that waits for one person's answer in one chat.

    ``lines``: command lines to choose from by number; or, when ``blank`` is set, one line to which the answer is appended.
    Sealed: somebody's own words may stand in them.
    ``topic``: what it is about, and by what the letter that asked is known when it is quoted (``activity:55?confirm``); empty:
    the talk at hand. Questions of different topics wait beside each other, a newer one of the same topic takes the older's
    place. ``answered``: it counts only under a quote by now, for whoever changes his mind.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("platform", "user", "chat", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    user: Mapped[str] = mapped_column(String(100))
    chat: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str] = mapped_column(String(60), default="")
    lines: Mapped[list[str]] = mapped_column(SealedLines)
    blank: Mapped[bool] = mapped_column(default=False)
    answered: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Hearing(Base):
    """How far a group has been heard: up to which moment of sending.

    ``away_since``: the begin of a gap that is being caught up; ``None``: of none. ``lines``: what was done in catching up so far
    (``hearing.Done`` as JSON), for the one summary at its end. Sealed: names stand in it.
    """

    __tablename__ = "hearing"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    ident: Mapped[str] = mapped_column(String(100), primary_key=True)
    heard_at: Mapped[datetime]
    away_since: Mapped[datetime | None]
    lines: Mapped[list[str]] = mapped_column(SealedLines)


class WatchedMessage(Base):
    """A message whose recall matters to a room above, which knows it by ``about``. Holds no words of the message."""

    __tablename__ = "watched_message"
    __table_args__ = (UniqueConstraint("key", "room"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300))
    room: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(200))
    heard_at: Mapped[datetime] = mapped_column(index=True)
