"""Who speaks: from the account and the chat to the person, his offices here and the community."""

from nonebot import get_driver
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.speaker import RoleHeld, RoleKind, Speaker, use_recogniser

from .models import Account, Chat, Community, Member, Role


def is_superuser(platform: str, user: str) -> bool:
    """Whether NoneBot's ``SUPERUSERS`` names this account, plain or as ``qq:10001`` / ``onebot:10001``."""
    return bool({user, f"{platform}:{user}", f"onebot:{user}"} & set(get_driver().config.superusers))


async def _community_of(session: AsyncSession, heard: Heard) -> tuple[Community | None, str | None]:
    """The community meant by where it was said; in private, the one in which the person was heard last."""
    group = heard.chat.ident if heard.in_group else heard.temp_group
    if group:
        query = select(Community, Chat.kind).join(Chat, Chat.community_id == Community.id)
        found = (await session.execute(query.where(Chat.platform == heard.platform, Chat.ident == group))).first()
        return (found[0], found[1]) if found else (None, None)
    query = select(Community).join(Account, Account.community_id == Community.id)
    query = query.where(Account.platform == heard.platform, Account.user == heard.user)
    known = await session.scalar(query.order_by(Account.heard_at.desc()).limit(1))
    if known:
        return known, None
    only = (await session.scalars(select(Community).limit(2))).all()
    return (only[0] if len(only) == 1 else None), None


async def _staff_anywhere(session: AsyncSession, heard: Heard) -> frozenset[RoleHeld]:
    """社工, for one who is it in some community: he may bind this group to that one, which the command checks."""
    query = select(Role.id).join(Account, Account.member_id == Role.member_id)
    query = query.where(Account.platform == heard.platform, Account.user == heard.user)
    query = query.where(Role.kind == RoleKind.SOCIAL_WORKER, Role.ended_at.is_(None))
    found = await session.scalar(query.limit(1))
    return frozenset({RoleHeld(RoleKind.SOCIAL_WORKER)}) if found else frozenset()


async def recognise(session: AsyncSession, heard: Heard) -> Speaker:
    """The person behind ``heard``. A group of no community gives a speaker without one, who may be 社工 elsewhere."""
    community, chat_kind = await _community_of(session, heard)
    admin = is_superuser(heard.platform, heard.user)
    if community is None:
        roles = await _staff_anywhere(session, heard) if heard.in_group else frozenset[RoleHeld]()
        return Speaker(heard.platform, heard.user, heard.name, roles=roles, is_admin=admin)
    query = (
        select(Member.id, Member.name, Role.kind, Role.team_id, Role.place_id)
        .join(Account, Account.member_id == Member.id)
        .outerjoin(Role, (Role.member_id == Member.id) & Role.ended_at.is_(None))
        .where(Account.platform == heard.platform, Account.user == heard.user, Account.community_id == community.id)
    )
    rows = (await session.execute(query)).all()
    return Speaker(
        platform=heard.platform,
        user=heard.user,
        name=rows[0].name if rows else heard.name,
        community_id=community.id,
        community=community.name,
        member_id=rows[0].id if rows else None,
        roles=frozenset(RoleHeld(row.kind, row.team_id, row.place_id) for row in rows if row.kind),
        is_admin=admin,
        chat_kind=chat_kind,
    )


use_recogniser(recognise)
