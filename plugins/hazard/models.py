"""Tables of 随手报."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base


class HazardCategory(Base):
    """What a community has changed about a category of ``data/hazards.toml``; what it has not changed is empty.

    ``added`` and ``removed``: words. ``owner``: 网格员 or 社工; ``team_id`` comes before it.
    """

    __tablename__ = "hazard_category"

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"), primary_key=True)
    name: Mapped[str] = mapped_column(String(8), primary_key=True)
    added: Mapped[list[str]] = mapped_column(default=list)
    removed: Mapped[list[str]] = mapped_column(default=list)
    owner: Mapped[str | None] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    hours: Mapped[int | None]
