"""What the demo remembers over a restart."""

from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class DemoClock(Base):
    """How far the demo's clock runs ahead of the machine's: one row, ``id`` 1."""

    __tablename__ = "demo_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ahead_seconds: Mapped[int]
