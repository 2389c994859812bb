"""Numbers that people say: one sequence per community and kind of thing, without gaps or doubles."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from .models import Counter


async def next_number(session: AsyncSession, community_id: int, kind: str) -> int:
    """The next number of ``kind`` in the community. The row is locked until the transaction ends."""
    step = update(Counter).where(Counter.community_id == community_id, Counter.kind == kind)
    number = await session.scalar(step.values(value=Counter.value + 1).returning(Counter.value))
    if number is None:
        session.add(Counter(community_id=community_id, kind=kind, value=1))
        await session.flush()
        return 1
    return number
