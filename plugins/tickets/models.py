"""Tables of the tickets. What anybody typed is sealed; what is open (state, category, building) can be asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.inbox.speaker import RoleKind
from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed

from .life import Level, State, Verb, Verdict


class Ticket(Base):
    """Something that somebody asked for. ``number``: one sequence per community for all kinds.

    ``place``: as far as the building, for reading; ``place_id``: where the tree knows it. ``reporter_id`` is empty when nobody
    shall be told; ``anonymous``: told, but named to nobody. ``behalf_id``: for whom it was said. ``office`` with ``team_id`` or
    ``post_id`` (a place): who owns it by office; ``handler_id``: who has it in hand, or is asked by name. ``due_at``: by when the
    present state must have ended; when shelved, the day to look again. ``wake_at``: when the house must look at it next, being on
    rung ``rung`` of the ladder of round ``round`` that began at ``timed_at``.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_ticket_wake_at", "wake_at"),
        Index("ix_ticket_community_id_state_due_at", "community_id", "state", "due_at"),
        Index("ix_ticket_community_id_kind_place", "community_id", "kind", "place"),
        Index("ix_ticket_community_id_office_state_due_at", "community_id", "office", "state", "due_at"),
        Index("ix_ticket_handler_id_state_due_at", "handler_id", "state", "due_at"),
        Index("ix_ticket_team_id_state_due_at", "team_id", "state", "due_at"),
        Index("ix_ticket_post_id_state_due_at", "post_id", "state", "due_at"),
        Index("ix_ticket_reporter_id", "reporter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[State] = mapped_column(String(10))
    level: Mapped[Level] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(40), default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(40), default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"))
    words: Mapped[str] = mapped_column(Sealed)
    photos: Mapped[list[str]] = mapped_column(default=list)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    behalf_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    anonymous: Mapped[bool] = mapped_column(default=False)
    office: Mapped[RoleKind] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"))
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    timed_at: Mapped[datetime]
    round: Mapped[int] = mapped_column(default=0)
    rung: Mapped[int] = mapped_column(default=0)
    wake_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(String(10))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    reopened: Mapped[int] = mapped_column(default=0)

    @property
    def subject(self) -> str:
        """How deeds, letters and quotes name it."""
        return f"ticket:{self.id}"


class TicketStep(Base):
    """One thing that happened to a ticket. Never changed but for ``undone_at``, and for its words when they are erased.

    ``before`` and ``after``: the state. ``prior``: the open columns of the ticket before it, for 「撤销」; no words. Of a duplicate
    also who was led to the other ticket by it (``led``, ``to``).
    ``member_id``: who did it; empty when the house did.
    """

    __tablename__ = "ticket_step"
    __table_args__ = (Index("ix_ticket_step_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"))
    verb: Mapped[Verb | None] = mapped_column(String(10))
    before: Mapped[State | None] = mapped_column(String(10))
    after: Mapped[State] = mapped_column(String(10))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    done_at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Sealed)
    photos: Mapped[list[str]] = mapped_column(default=list)
    prior: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]


class TicketFollower(Base):
    """Somebody who wants to hear what becomes of a ticket that is not his."""

    __tablename__ = "ticket_follower"
    __table_args__ = (Index("ix_ticket_follower_member_id", "member_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="RESTRICT"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    since: Mapped[datetime]
