"""Table of conditions: who may come to an activity."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plugins.kernel.db import Base

if TYPE_CHECKING:
    from plugins.people.models import Team


class Conditions(Base):
    """Who may come to an activity; one without a row is open to everybody.

    ``team_id``: members of this team or of one of its parts. ``party``: 党员, 团员 or 群众. ``age_from``: 18 or 14. ``insured``:
    on its day. ``most_proxied``: how many one and the same person may sign up; ``None``: as the community has set.
    """

    __tablename__ = "conditions"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"), primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    party: Mapped[str | None] = mapped_column(String(10))
    age_from: Mapped[int | None]
    insured: Mapped[bool] = mapped_column(default=False, server_default=false())
    most_proxied: Mapped[int | None]
    team: Mapped["Team | None"] = relationship(lazy="selectin")
