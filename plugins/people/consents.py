"""What people have agreed to, with the day and the words they agreed to."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .profile_models import Consent

FILE, FOUND, CHILD = "档案", "被找到", "孩子"
WORDINGS = {
    FILE: "我填的资料由本社区的社工和我的队长查看，用来安排志愿服务；我随时可以查看、修改和删除。",
    FOUND: "队长、社工按特长找人时，可以看到我的名字、楼栋和特长（不给电话）。",
    CHILD: "我是孩子的监护人，同意孩子参加志愿服务；只记名字、满没满 14 岁和我是监护人。",
}


async def standing(session: AsyncSession, member_id: int) -> Sequence[Consent]:
    """What the member agrees to now, oldest first."""
    query = select(Consent).where(Consent.member_id == member_id, Consent.withdrawn_at.is_(None))
    return (await session.scalars(query.order_by(Consent.id))).all()


async def purposes(session: AsyncSession, member_id: int) -> list[str]:
    """For what the member's consent stands."""
    return sorted({each.purpose for each in await standing(session, member_id)})


async def agree(session: AsyncSession, member_id: int, wanted: Collection[str]) -> None:
    """From now on the member agrees to just these: others are withdrawn, new ones noted with day and wording."""
    now = await standing(session, member_id)
    for row in now:
        if row.purpose not in wanted:
            row.withdrawn_at = clock.now()
    for purpose in sorted(set(wanted) - {row.purpose for row in now}):
        given = Consent(member_id=member_id, purpose=purpose, wording=WORDINGS[purpose], given_at=clock.now())
        session.add(given)
    await session.flush()
