"""Which of our messages was about what. Remembered at once, written down in batches: losing a second of it costs a quote."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, db

from .models import SpokenMessage

MOST_KEPT = 4000
_recent: dict[tuple[str, str], str] = {}
_unwritten: list[dict[str, object]] = []


def remember(chat: str, message_id: str, about: str, *, written: bool = False) -> None:
    """Our message ``message_id`` in ``chat`` was about ``about`` (``activity:55``); empty: about nothing, but ours.

    ``written``: it stands in the table already.
    """
    _recent[(chat, message_id)] = about
    if len(_recent) > MOST_KEPT:
        del _recent[next(iter(_recent))]
    if about and not written:
        _unwritten.append({"chat": chat, "message_id": message_id, "about": about, "said_at": clock.now()})


async def write(session: AsyncSession, chat: str, message_id: str, about: str) -> None:
    """Put it into the table at once, in the transaction that marks a letter as sent."""
    row = {"chat": chat, "message_id": message_id, "about": about, "said_at": clock.now()}
    await session.execute(insert(SpokenMessage), [row])


async def write_down() -> None:
    """Put what has been remembered since the last time into the table."""
    if not _unwritten:
        return
    rows = list(_unwritten)
    async with db.write() as session:
        await session.execute(insert(SpokenMessage), rows)
    del _unwritten[: len(rows)]


async def about(session: AsyncSession, chat: str, message_id: str) -> str | None:
    """What our message was about, empty when about nothing; ``None`` when it was not ours (or forgotten)."""
    if (known := _recent.get((chat, message_id))) is not None:
        return known
    query = select(SpokenMessage.about).where(SpokenMessage.chat == chat, SpokenMessage.message_id == message_id)
    return await session.scalar(query.order_by(SpokenMessage.id.desc()).limit(1))


async def forget_before(session: AsyncSession, moment: object) -> None:
    """Drop what was said before ``moment``: nobody quotes it any more."""
    await session.execute(delete(SpokenMessage).where(SpokenMessage.said_at < moment))


def forget_all() -> None:
    """Empty the memory (tests, another database)."""
    _recent.clear()
    _unwritten.clear()
