"""Numbers that people say: one sequence per community and kind of thing, without gaps or doubles."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.db import upsert

from .models import Counter


async def next_number(session: AsyncSession, community_id: int, kind: str) -> int:
    """The next number of ``kind`` in the community. The row is locked until the transaction ends.

    One statement, so that two who need the very first number at once get 1 and 2.
    """
    first = upsert(session, Counter).values(community_id=community_id, kind=kind, value=1)
    step = first.on_conflict_do_update(index_elements=["community_id", "kind"], set_={"value": Counter.value + 1})
    return (await session.scalars(step.returning(Counter.value))).one()
