"""Tables of activities: series, activities, sign-ups."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plugins.kernel.db import Base

if TYPE_CHECKING:
    from .eligibility.models import Conditions
    from .sections.models import Section


class ActivityState(StrEnum):
    """``closed``: the leader has ended the sign-up. That an activity is over is told by its times, not by a state."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SignUpState(StrEnum):
    """Where a person stands. Whoever is ``waiting`` is never counted or shown as taking part."""

    JOINED = "joined"
    WAITING = "waiting"
    LEFT = "left"


class Outcome(StrEnum):
    """What became of a sign-up: 到, 请假, 没到."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class ObjectionState(StrEnum):
    """What became of „I was there“: 等核对, 算到, 不算, 本人收回."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Series(Base):
    """A recurring activity: its rule is kept, its occurrences are made ahead, each once (``made_until``: up to which day).

    ``rule``: as ``series.rule`` keeps it. ``start`` and ``end`` are Shanghai wall-clock times, ``08:30``; an end that is not later
    is on the day after. ``signup_closes``, ``cancel_closes``: minutes before each start. ``leader_id``, ``team_id``, ``chat``:
    whose its occurrences are, and where it was set up. ``sections``, ``conditions``: what each occurrence begins with, as
    ``series.furnishing`` keeps them.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    rule: Mapped[dict[str, Any]]
    start: Mapped[str] = mapped_column(String(5))
    end: Mapped[str] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[int | None]
    minimum: Mapped[int | None]
    signup_closes: Mapped[int | None]
    cancel_closes: Mapped[int | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    chat: Mapped[str | None] = mapped_column(String(200))
    sections: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    made_until: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How deeds and quoted messages name it."""
        return f"series:{self.id}"


_DIGESTED = text("digest_at IS NOT NULL")
SHORT = "short"  # the question of too few people, to those who lead


class Activity(Base):
    """One activity with a number of its own in its community.

    ``number`` is given when somebody first deals with it: what is made weeks ahead must not use the small numbers up.

    ``kind``: ``plain`` or ``patrol``. ``capacity`` and ``minimum`` count heads (guests too; children not towards the
    minimum). ``chat``: the group it was published in. ``revision`` grows with every change of time or place. The ``*_at``
    columns of reminders and nags say when each was posted: the ticks ask for those that are due and empty. ``checkin_code``:
    the word that whoever signs in has to say; ``None``: none is asked for. ``sections``: its shifts, stalls or quotas, in their
    order; where there are any, places are counted there. ``conditions``: who may come, where not everybody may. ``told_*``: the
    time that people knew before the last change. ``confirm_by``: until when they answer it, ``digest_at``: when the leaders hear
    who is silent. ``goes_ahead_at``: the leader has said that it takes place though too few have signed up.
    ``service_id``: the kind of service that was said.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        UniqueConstraint("series_id", "occurs_on"),
        Index("ix_activity_community_id_ends_at", "community_id", "ends_at"),
        Index("ix_activity_ends_at", "ends_at"),
        Index("ix_activity_starts_at", "starts_at"),
        Index("ix_activity_digest_at", "digest_at", sqlite_where=_DIGESTED, postgresql_where=_DIGESTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20), default="plain")
    title: Mapped[str] = mapped_column(String(60))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="RESTRICT"))
    occurs_on: Mapped[date | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[int | None]
    minimum: Mapped[int | None]
    signup_closes_at: Mapped[datetime | None]
    cancel_closes_at: Mapped[datetime | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service_kind.id", ondelete="RESTRICT"))
    chat: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[ActivityState] = mapped_column(String(10), default=ActivityState.OPEN)
    reason: Mapped[str | None] = mapped_column(String(100))
    revision: Mapped[int] = mapped_column(default=0)
    told_starts_at: Mapped[datetime | None]
    told_ends_at: Mapped[datetime | None]
    confirm_by: Mapped[datetime | None]
    digest_at: Mapped[datetime | None]
    goes_ahead_at: Mapped[datetime | None]
    checkin_code: Mapped[str | None] = mapped_column(String(4))
    published_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    eve_reminded_at: Mapped[datetime | None]
    start_reminded_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    short_48_at: Mapped[datetime | None]
    short_24_at: Mapped[datetime | None]
    attended_at: Mapped[datetime | None]
    nagged_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    conditions: Mapped["Conditions | None"] = relationship(lazy="selectin")
    sections: Mapped[list["Section"]] = relationship(lazy="selectin", order_by="Section.place")

    @property
    def subject(self) -> str:
        """How deeds and quoted messages name it."""
        return f"activity:{self.id}"

    def asks(self, question: str) -> str:
        """How a question about it is known, and the letter that asks it (``activity:55?confirm``)."""
        return f"{self.subject}?{question}"


class SignUp(Base):
    """One row per person and activity, for ever; its history stands in the deeds of ``signup:<id>``.

    ``queued_at``: when the message was *sent* that put the person on the list; the list and the waitlist go by it (then by
    id). ``guests`` are adults, ``children`` do not count towards the minimum. ``proxy_id``: who signed up for him.
    ``late``: asked after the sign-up deadline, or added afterwards by the leader. ``confirmed``: the answer to a change of
    time or place, ``None`` while it is open. ``checked_in_at``: when he said that he is there, which the leader confirms.
    ``came_at`` and ``left_at``: when he really came and left, where the leader has written it down; ``None``: as planned.
    """

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("activity_id", "member_id"),
        Index("ix_sign_up_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    state: Mapped[SignUpState] = mapped_column(String(10))
    guests: Mapped[int] = mapped_column(default=0)
    children: Mapped[int] = mapped_column(default=0)
    guest_names: Mapped[list[str]] = mapped_column(default=list)
    queued_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    confirmed: Mapped[bool | None]
    checked_in_at: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(String(10))
    minutes: Mapped[int | None]

    @property
    def heads(self) -> int:
        """How many places it takes."""
        return 1 + self.guests + self.children

    @property
    def subject(self) -> str:
        """How deeds and the books name it."""
        return f"signup:{self.id}"


class CodeTries(Base):
    """How often an account has said a wrong code word of an activity in a row; after too many it pauses until then."""

    __tablename__ = "code_tries"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"), primary_key=True)
    by: Mapped[str] = mapped_column(String(120), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None]


class Objection(Base):
    """「我去了」: a person whom the attendance does not show as present says that he was; a leader decides, once.

    ``decided_by``: the platform account, as in the deeds. Never shown to anybody but the person and those who decide.
    """

    __tablename__ = "objection"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"), Index("ix_objection_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    said_at: Mapped[datetime]
    state: Mapped[ObjectionState] = mapped_column(String(10), default=ObjectionState.OPEN)
    decided_by: Mapped[str | None] = mapped_column(String(120))

    @property
    def subject(self) -> str:
        """How deeds name it."""
        return f"objection:{self.id}"
