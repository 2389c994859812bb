"""Who speaks: from the account and the chat to the person, his offices here and the community."""

from collections.abc import Collection, Sequence
from typing import Any

from nonebot import get_driver
from sqlalchemy import Row, bindparam, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.speaker import RoleHeld, RoleKind, Speaker, use_recogniser

from .models import Account, Chat, Community, Member, Role


def superusers() -> Collection[str]:
    """NoneBot's ``SUPERUSERS`` as they are written there."""
    return get_driver().config.superusers


def is_superuser(platform: str, user: str) -> bool:
    """Whether ``SUPERUSERS`` names this account, plain or as ``qq:10001`` / ``onebot:10001``."""
    return bool({user, f"{platform}:{user}", f"onebot:{user}"} & set(superusers()))


# Every message that is for us asks one of these two: they are put together once, which costs more than to run them.
_PERSON = (
    select(
        Community.id.label("community_id"),
        Community.name.label("community"),
        Member.id.label("member_id"),
        Member.name.label("name"),
        Role.kind,
        Role.team_id,
        Role.place_id,
    )
    .select_from(Community)
    .outerjoin(
        Account,
        (Account.community_id == Community.id)
        & (Account.platform == bindparam("platform"))
        & (Account.user == bindparam("user")),
    )
    .outerjoin(Member, Member.id == Account.member_id)
    .outerjoin(Role, (Role.member_id == Member.id) & Role.ended_at.is_(None))
)
_IN_GROUP = (
    _PERSON.add_columns(Chat.kind.label("chat_kind"))
    .join(Chat, Chat.community_id == Community.id)
    .where(Chat.platform == bindparam("platform"), Chat.ident == bindparam("group"))
)
_IN_COMMUNITY = _PERSON.add_columns(null().label("chat_kind")).where(Community.id == bindparam("community"))


async def _rows(session: AsyncSession, heard: Heard) -> Sequence[Row[Any]]:
    """The community meant by where it was said, with the person and a row for each of his offices there."""
    who = {"platform": heard.platform, "user": heard.user}
    if group := heard.chat.ident if heard.in_group else heard.temp_group:
        return (await session.execute(_IN_GROUP, who | {"group": group})).all()
    community = await _in_private(session, heard)
    return (await session.execute(_IN_COMMUNITY, who | {"community": community.id})).all() if community else ()


async def _in_private(session: AsyncSession, heard: Heard) -> Community | None:
    """The community in which the person was heard last, else the only one there is."""
    query = select(Community).join(Account, Account.community_id == Community.id)
    query = query.where(Account.platform == heard.platform, Account.user == heard.user)
    known = await session.scalar(query.order_by(Account.heard_at.desc()).limit(1))
    if known:
        return known
    only = (await session.scalars(select(Community).limit(2))).all()
    return only[0] if len(only) == 1 else None


async def _staff_anywhere(session: AsyncSession, heard: Heard) -> frozenset[RoleHeld]:
    """社工, for one who is it in some community: he may bind this group to that one, which the command checks."""
    query = select(Role.id).join(Account, Account.member_id == Role.member_id)
    query = query.where(Account.platform == heard.platform, Account.user == heard.user)
    query = query.where(Role.kind == RoleKind.SOCIAL_WORKER, Role.ended_at.is_(None))
    found = await session.scalar(query.limit(1))
    return frozenset({RoleHeld(RoleKind.SOCIAL_WORKER)}) if found else frozenset()


async def recognise(session: AsyncSession, heard: Heard) -> Speaker:
    """The person behind ``heard``. A group of no community gives a speaker without one, who may be 社工 elsewhere."""
    rows = await _rows(session, heard)
    admin = is_superuser(heard.platform, heard.user)
    if not rows:
        roles = await _staff_anywhere(session, heard) if heard.in_group else frozenset[RoleHeld]()
        return Speaker(heard.platform, heard.user, heard.name, roles=roles, is_admin=admin)
    known = rows[0]
    return Speaker(
        platform=heard.platform,
        user=heard.user,
        name=known.name or heard.name,
        community_id=known.community_id,
        community=known.community,
        member_id=known.member_id,
        roles=frozenset(RoleHeld(row.kind, row.team_id, row.place_id) for row in rows if row.kind),
        is_admin=admin,
        chat_kind=known.chat_kind,
    )


use_recogniser(recognise)
