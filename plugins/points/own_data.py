"""What the books hold of a person. They are never rewritten: what is erased is the name that they belong to."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import personal
from plugins.people.personal import Person

from . import statement, texts

MOST = 100_000


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    lines: list[str] = []
    for number in whose.member_ids:
        balance = await statement.balance(session, number)
        entries = await statement.last_entries(session, number, MOST)
        lines += [texts.sums(balance), *map(texts.entry_line, entries)] if entries else []
    return lines


personal.room("积分和时长", holds=_holds, erases=None, kept="一直保留，删除后只剩总数，没有名字", order=30)
