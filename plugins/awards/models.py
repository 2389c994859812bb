"""Tables of assessments and certificates."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed


class Rhythm(StrEnum):
    """How often a community assesses its volunteers (domain.md 1-10, 2-07, 0-08)."""

    QUARTER = "季度"
    HALF = "半年"
    YEAR = "年终"


class AssessmentState(StrEnum):
    """草稿 → 公示 → 公布; 取消 from either of the first two."""

    DRAFT = "draft"
    SHOWN = "shown"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ObjectionState(StrEnum):
    """等答复, 成立, 不成立, 本人收回."""

    OPEN = "open"
    UPHELD = "upheld"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CertificateKind(StrEnum):
    """A record of service, from the books; or an honour, from a published assessment."""

    SERVICE = "service"
    HONOUR = "honour"


class Assessment(Base):
    """A shortlist made from the books of a period, shown to everybody for some working days, then published.

    ``number``: one sequence per community (评比 1). ``top``: how many ranks were asked for. ``closes_at``: the midnight that ends
    the days of objection; ``reminded_at``: when staff was told that they are over.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_assessment_state_closes_at", "state", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    number: Mapped[int]
    rhythm: Mapped[Rhythm] = mapped_column(String(4))
    label: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    top: Mapped[int]
    state: Mapped[AssessmentState] = mapped_column(String(10), default=AssessmentState.DRAFT)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How deeds and quoted messages name it."""
        return f"assessment:{self.id}"


class Candidate(Base):
    """One person of a shortlist, with what the books and the attendance said when it was made.

    ``place``: the number in the list, which never changes. ``rank``: ``None`` for somebody whom staff has added. ``times``: services
    in the books; ``signed_up``, ``came``: of the activities whose attendance is recorded. ``shown``: the name stood in the public
    list. ``reason``: why staff has added or removed him; sealed, because it is about a person.
    """

    __tablename__ = "assessment_candidate"
    __table_args__ = (UniqueConstraint("assessment_id", "place"), Index("ix_assessment_candidate_member_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    place: Mapped[int]
    rank: Mapped[int | None]
    minutes: Mapped[int]
    times: Mapped[int]
    signed_up: Mapped[int]
    came: Mapped[int]
    shown: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Sealed)
    removed_at: Mapped[datetime | None]


class AssessmentObjection(Base):
    """Words against a shown list, said in private, read by staff alone. ``number``: within the assessment (异议 1 2)."""

    __tablename__ = "assessment_objection"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        Index("ix_assessment_objection_member_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="RESTRICT"))
    number: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    words: Mapped[str] = mapped_column(Sealed)
    said_at: Mapped[datetime]
    state: Mapped[ObjectionState] = mapped_column(String(10), default=ObjectionState.OPEN)
    answer: Mapped[str | None] = mapped_column(Sealed)
    decided_by: Mapped[str | None] = mapped_column(String(120))

    @property
    def subject(self) -> str:
        """How deeds name it."""
        return f"assessment_objection:{self.id}"


class Certificate(Base):
    """A certificate as it was printed: identity, hours, content, issuer, number and date (domain.md §8).

    ``number``: within community and ``year`` (2026-0003). ``code``: what 「核验」 is asked with, unique in the whole house.
    ``name`` and ``identity`` (the number on the provincial platform) are sealed, and gone when the person erases his data.
    ``since`` and ``until``: first and last day. ``withdrawn_at``: no longer valid, for this ``reason``.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        UniqueConstraint("code"),
        Index("ix_certificate_member_id", "member_id"),
        Index("ix_certificate_assessment_id", "assessment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    year: Mapped[int]
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(6))
    kind: Mapped[CertificateKind] = mapped_column(String(8))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="RESTRICT"))
    name: Mapped[str | None] = mapped_column(Sealed)
    identity: Mapped[str | None] = mapped_column(Sealed)
    honour: Mapped[str | None] = mapped_column(String(40))
    issuer: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]
    until: Mapped[date]
    minutes: Mapped[int]
    times: Mapped[int]
    content: Mapped[str] = mapped_column(String(200))
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Sealed)

    @property
    def called(self) -> str:
        """How people say it: 2026-0003."""
        return f"{self.year}-{self.number:04d}"

    @property
    def subject(self) -> str:
        """How deeds name it."""
        return f"certificate:{self.id}"


class VerificationTries(Base):
    """How many wrong codes an account has asked about lately, and until when it has to wait."""

    __tablename__ = "verification_tries"

    by: Mapped[str] = mapped_column(String(120), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]
