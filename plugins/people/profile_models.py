"""Tables of what a person has told about himself, and of when he is away."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


class Party(StrEnum):
    """政治面貌."""

    MEMBER = "党员"
    YOUTH = "团员"
    MASSES = "群众"


class PartyKind(StrEnum):
    """Kinds of party members that communities report apart."""

    EMPLOYED = "在职"
    RETIRED = "退休"
    RESIDENT = "居住"
    PUBLIC = "公职"
    MOBILE = "流动"


class Profile(Base):
    """What a member has told about himself; one row at most, and every column may be unknown.

    ``at_least``: 18 or 14 years old at least, 0 for under 14; a birth date is never stored. ``rider``: of the new trades
    (delivery, ride hailing). ``insured_until``: the last day of the accident insurance. ``platform_number``: his number on
    the provincial volunteer platform. ``free_times``: names of ``FreeTime``. ``guardian_id``: who speaks for a child.
    """

    __tablename__ = "profile"
    __table_args__ = (
        CheckConstraint("at_least IN (0, 14, 18)", name="at_least"),
        Index("ix_profile_guardian_id", "guardian_id"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    party: Mapped[Party | None] = mapped_column(String(4))
    party_kind: Mapped[PartyKind | None] = mapped_column(String(4))
    unit: Mapped[str | None] = mapped_column(String(40))
    rider: Mapped[bool] = mapped_column(default=False)
    at_least: Mapped[int | None]
    insured_until: Mapped[date | None]
    platform_number: Mapped[str | None] = mapped_column(String(30))
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    guardian_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"))
    free_times: Mapped[list[str]] = mapped_column(default=list)
    phone: Mapped[str | None] = mapped_column(Sealed)
    registered_at: Mapped[datetime | None]


class Skill(Base):
    """Something a member can do, in his own words (修电器), and the class it belongs to (a name of ``SkillClass``)."""

    __tablename__ = "skill"
    __table_args__ = (Index("ix_skill_field", "field"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    field: Mapped[str] = mapped_column(String(10))


class Consent(Base):
    """What a member agreed to, when, and in which words; ``withdrawn_at``: no longer. Rows are never changed otherwise."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_member_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    purpose: Mapped[str] = mapped_column(String(20))
    wording: Mapped[str] = mapped_column(String(300))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Absence(Base):
    """Away until the end of a day; ``ended_at``: came back before that, or said it again with another day."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_member_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    begins_at: Mapped[datetime]
    until: Mapped[date]
    ended_at: Mapped[datetime | None]


class Partner(Base):
    """The member under whose name the heads of an organisation are signed up; it stands on no board and has no account."""

    __tablename__ = "partner"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))


class Merger(Base):
    """Two records of one person became one: ``gone_id`` is found no more, what it had belongs to ``kept_id``."""

    __tablename__ = "merger"
    __table_args__ = (Index("ix_merger_kept_id", "kept_id"),)

    gone_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    merged_at: Mapped[datetime]


class BindingCode(Base):
    """Six characters that make the account on another platform the same person: for ten minutes, once.

    ``chat``: where its owner was told, and is told what came of it.
    """

    __tablename__ = "binding_code"
    __table_args__ = (UniqueConstraint("code"), Index("ix_binding_code_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    platform: Mapped[str] = mapped_column(String(20))
    user: Mapped[str] = mapped_column(String(100))
    chat: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(6))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BindingTries(Base):
    """How many wrong codes an account has said in a row, and until when it has to wait."""

    __tablename__ = "binding_tries"

    by: Mapped[str] = mapped_column(String(120), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]


class RegistrationDraft(Base):
    """A registration under way in private: what has been answered, what is still to be asked. Gone when it is finished.

    ``steps``: names of the questions still open, the present one first. ``answers``: by the name of what they tell.
    ``chat``: where it is talked about. ``reminded_at``: when the person was kindly asked whether to go on.
    """

    __tablename__ = "registration_draft"
    __table_args__ = (UniqueConstraint("community_id", "platform", "user"), Index("ix_registration_draft_asked_at", "asked_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    platform: Mapped[str] = mapped_column(String(20))
    user: Mapped[str] = mapped_column(String(100))
    chat: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(60))
    for_child: Mapped[bool] = mapped_column(default=False)
    steps: Mapped[list[str]]
    answers: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]


class Viewing(Base):
    """Who has looked at somebody's file, when, and what for; shown to the person by 「谁看过我的」."""

    __tablename__ = "viewing"
    __table_args__ = (Index("ix_viewing_member_id", "member_id", "seen_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    by_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    what: Mapped[str] = mapped_column(String(60))
    seen_at: Mapped[datetime]
