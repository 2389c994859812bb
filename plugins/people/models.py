"""Tables of people: communities, their groups, places and teams; members, their accounts and offices; deeds."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from plugins.inbox.speaker import RoleKind
from plugins.kernel.db import Base


class ChatKind(StrEnum):
    """What a group is for."""

    VOLUNTEERS = "志愿者群"
    LEADERS = "队长群"
    RESIDENTS = "居民群"


class Community(Base):
    """A community. All that it does differently from others is data: its preset, its settings, its teams."""

    __tablename__ = "community"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    preset: Mapped[str | None] = mapped_column(String(40))
    opened_at: Mapped[datetime]


class Counter(Base):
    """The last number given out in a community, per kind of thing (``activity``, ``ticket``)."""

    __tablename__ = "counter"

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class Setting(Base):
    """A setting that a community has changed; what it has not changed stands in its declaration."""

    __tablename__ = "setting"

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Chat(Base):
    """A group that belongs to a community. ``account`` is the bot's account that was last heard from there."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("platform", "ident"), Index("ix_chat_community_id", "community_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    platform: Mapped[str] = mapped_column(String(20))
    ident: Mapped[str] = mapped_column(String(100))
    account: Mapped[str] = mapped_column(String(100))
    kind: Mapped[ChatKind] = mapped_column(String(10), default=ChatKind.VOLUNTEERS)
    bound_at: Mapped[datetime]


class Place(Base):
    """A place in a community's tree: 小区, building, unit."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(40))


class ServiceKind(Base):
    """A kind of service, as the community tells them apart (平安和谐幸福服务星). ``short`` is how people say it (平安)."""

    __tablename__ = "service_kind"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(40))
    short: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)


class Team(Base):
    """A volunteer team. ``short`` is how people say it (骑行); ``patrols``: it takes turns at the lake.

    ``partner``: an organisation that sends heads without names; it has no members, its leader is its contact, and a member
    of its own stands for it (``Partner``). ``closed_at``: it went over into another; what was done for it stays in the books.
    ``service_id``: the kind of service that its activities are of, unless something else is said.
    """

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(40))
    short: Mapped[str] = mapped_column(String(20))
    patrols: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    partner: Mapped[bool] = mapped_column(default=False, server_default="0")
    closed_at: Mapped[datetime | None]
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service_kind.id", ondelete="RESTRICT"))


_SPOKEN_FOR = text("proxy_id IS NOT NULL")
_GONE = text("left_at IS NOT NULL")


class Member(Base):
    """A person in a community, with an account or without one.

    ``name_key`` is the squeezed name, for finding. ``proxy_id``: the member who speaks for a person without an account, and
    gets the notices. ``on_boards``: whether the name may stand on a board. ``gone_at``: became one with another record of
    the same person, or was erased: nobody finds him by name any more, and what the books need of him stays.
    """

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_community_id_name_key", "community_id", "name_key"),
        Index("ix_member_proxy_id", "proxy_id", sqlite_where=_SPOKEN_FOR, postgresql_where=_SPOKEN_FOR),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(60))
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    on_boards: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class Account(Base):
    """A person's account on a platform, in one community. ``group``: a group in which he was last heard (for fall-backs).

    ``left_at``: when he left the last of the community's groups on this platform; ``None``: he has not, or is back.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("platform", "user", "community_id"),
        Index("ix_account_member_id", "member_id"),
        Index("ix_account_left_at", "left_at", sqlite_where=_GONE, postgresql_where=_GONE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    platform: Mapped[str] = mapped_column(String(20))
    user: Mapped[str] = mapped_column(String(100))
    bot: Mapped[str] = mapped_column(String(100))
    group: Mapped[str | None] = mapped_column(String(100))
    heard_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class TeamMember(Base):
    """Who belongs to which team; a person may be in several."""

    __tablename__ = "team_member"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"), primary_key=True)
    joined_at: Mapped[datetime]


class Role(Base):
    """An office that a member holds, for a team or a place where the office asks for one. ``ended_at``: no longer."""

    __tablename__ = "role"
    __table_args__ = (Index("ix_role_member_id", "member_id"), Index("ix_role_community_id", "community_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    kind: Mapped[RoleKind] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="RESTRICT"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="RESTRICT"))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


_WORDED = text("words IS NOT NULL")


class Deed(Base):
    """Who did what when: the audit trail, and what 「撤销」 takes back.

    ``by``: the platform account that spoke (``qq:10001``), or ``-`` for the program. ``subject``: what it was done to
    (``activity:55``, ``signup:7``, ``setting:巡湖最少人数``). ``detail``: what undoing needs. ``words``: what was said, with
    personal numbers masked; only for the kinds that ``deeds.keep_words`` names, and only as long as the community keeps them.
    ``reference``: the message's in the log.
    """

    __tablename__ = "deed"
    __table_args__ = (
        Index("ix_deed_by_done_at", "by", "done_at"),
        Index("ix_deed_subject", "subject"),
        Index("ix_deed_done_at", "done_at", sqlite_where=_WORDED, postgresql_where=_WORDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="RESTRICT"))
    done_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    detail: Mapped[dict[str, Any]]
    words: Mapped[str | None] = mapped_column(String(200))
    reference: Mapped[str | None] = mapped_column(String(8))
    undone_at: Mapped[datetime | None]
