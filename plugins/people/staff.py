"""Who sees to what nobody else does: the 社工, and where none is appointed the 管理员 whom the program itself names."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind

from . import reach
from .models import Account, Member
from .recognition import is_superuser, superusers


async def of(session: AsyncSession, community_id: int) -> Sequence[int]:
    """Member ids of the 社工, longest in office first; without any, those of the 管理员. Empty: nobody was ever heard here."""
    appointed = await reach.holders(session, community_id, (RoleKind.SOCIAL_WORKER,))
    return appointed or await admins(session, community_id)


async def names(session: AsyncSession, community_id: int, besides: int | None = None) -> Sequence[str]:
    """What they are called, in the same order, without the one who asks."""
    ids = [each for each in await of(session, community_id) if each != besides]
    called = {row.id: row.name for row in await session.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))}
    return [called[each] for each in ids]


async def admins(session: AsyncSession, community_id: int) -> Sequence[int]:
    """Member ids of the 管理员 (NoneBot's ``SUPERUSERS``) who have been heard in the community, longest known first."""
    numbers = {each.rpartition(":")[2] for each in superusers()}
    query = select(Account).where(Account.community_id == community_id, Account.user.in_(numbers), Account.left_at.is_(None))
    found = await session.scalars(query.order_by(Account.member_id))
    return list(dict.fromkeys(each.member_id for each in found if is_superuser(each.platform, each.user)))
