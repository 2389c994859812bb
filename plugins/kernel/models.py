"""The ground floor's own table."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base


class KeyProof(Base):
    """One known word, sealed: by it the program sees at start whether it holds the key of this database."""

    __tablename__ = "key_proof"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(Text)
