"""Tables of 随手报."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


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


class Hazard(Base):
    """What a ticket of the kind 随手报 has beside the ticket.

    ``core`` is what two reports of one place have in common for certain, ``spot`` the whole key (``spots.same``); neither holds a
    door. ``danger``: which one, where somebody's life was at stake. ``heard_at``: platform, person and chat in which it was
    said: a photo that follows there belongs to it. ``erased_at``: when the words went, some years after the end.
    """

    __tablename__ = "hazard"
    __table_args__ = (Index("ix_hazard_community_id_category_core", "community_id", "category", "core"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    category: Mapped[str] = mapped_column(String(8))
    core: Mapped[str] = mapped_column(String(40))
    spot: Mapped[str] = mapped_column(String(80))
    danger: Mapped[str | None] = mapped_column(String(8))
    heard_at: Mapped[list[str]] = mapped_column(default=list)
    erased_at: Mapped[datetime | None]


class Asked(StrEnum):
    """What a draft waits for; the value is the word that continues it."""

    PLACE = "地点"
    SAME = "同一件"
    SPLIT = "分开"
    MORE = "补充"
    WISH = "要报"
    WHAT = "什么事"


class HazardDraft(Base):
    """A report that waits for a word of its reporter: where it is, whether it is the same thing, whether it is two things.

    It is filed, or followed, without that word when ``until`` has passed, so that nothing that was said is lost. ``about_id``:
    the ticket that the question names.
    """

    __tablename__ = "hazard_draft"
    __table_args__ = (Index("ix_hazard_draft_until", "until"), Index("ix_hazard_draft_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    behalf_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"))
    asked: Mapped[Asked] = mapped_column(String(4))
    words: Mapped[str] = mapped_column(Sealed)
    photos: Mapped[list[str]] = mapped_column(default=list)
    anonymous: Mapped[bool] = mapped_column(default=False)
    heard_at: Mapped[list[str]] = mapped_column(default=list)
    until: Mapped[datetime]


class HazardWeek(Base):
    """That the Monday's list of what is late has been told; so it is told once, whatever happens to the letters."""

    __tablename__ = "hazard_week"

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"), primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
