"""The ground floor's own tables."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base


class KeyProof(Base):
    """One known word, sealed: by it the program sees at start whether it holds the key of this database."""

    __tablename__ = "key_proof"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(Text)


class Lease(Base):
    """What one process does for all, and until when it may (``lease.py``)."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(8))
    until: Mapped[datetime]
