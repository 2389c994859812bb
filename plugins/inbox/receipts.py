"""A message delivered twice does its deed once and is answered at most once."""

from collections import OrderedDict
from datetime import datetime, timedelta

from sqlalchemy import Executable, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, ticks
from plugins.kernel.db import read, upsert, write

from .heard import Heard
from .models import Question, Receipt

KEPT = timedelta(days=7)
MOST_REMEMBERED = 20_000
_seen: OrderedDict[str, None] = OrderedDict()
_statements: dict[str, Executable] = {}


def is_new(heard: Heard) -> bool:
    """Whether this process has not met the message yet. Spares the table a question; the table has the last word."""
    if heard.key in _seen:
        return False
    _seen[heard.key] = None
    if len(_seen) > MOST_REMEMBERED:
        _seen.popitem(last=False)
    return True


def forget(heard: Heard) -> None:
    """The deed failed by a defect and nothing was changed: when the message comes again, it may be tried again."""
    _seen.pop(heard.key, None)


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _seen.clear()


async def give(session: AsyncSession, heard: Heard, command: str) -> bool:
    """Write the receipt in the deed's own transaction. ``False``: there is one already, so do nothing."""
    row = {"key": heard.key, "command": command, "heard_at": clock.now()}
    connection = await session.connection()
    return (await connection.execute(_unless_there(session), row)).scalar() is not None


async def is_given(session: AsyncSession, heard: Heard) -> bool:
    """Whether there is one for this message, whatever time of sending the peer tells now."""
    return (
        await session.scalar(select(Receipt.id).where(Receipt.key.startswith(heard.stem, autoescape=True)).limit(1)) is not None
    )


def _unless_there(session: AsyncSession) -> Executable:
    """The statement that writes a receipt unless there is one: put together once, which costs more than to run it."""
    dialect = session.get_bind().dialect.name
    if dialect not in _statements:
        insert = upsert(session, Receipt).on_conflict_do_nothing(index_elements=["key"])
        _statements[dialect] = insert.returning(Receipt.id)
    return _statements[dialect]


async def _oldest(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await session.scalar(select(func.min(Receipt.heard_at)))
    return max(oldest + KEPT, after + timedelta(days=1)) if oldest else None


@ticks.tick("forget old receipts", next_due=_oldest, order=90)
async def forget_old() -> None:
    """Drop receipts older than a week and questions that nobody answered."""
    present = clock.now()
    old, over = Receipt.heard_at < present - KEPT, Question.expires_at < present - timedelta(days=1)
    async with read() as session:
        found = await session.scalar(select(Receipt.id).where(old).limit(1))
        found = found or await session.scalar(select(Question.id).where(over).limit(1))
    if found:
        async with write() as session:
            await session.execute(delete(Receipt).where(old))
            await session.execute(delete(Question).where(over))
