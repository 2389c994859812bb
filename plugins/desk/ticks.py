"""A backup every night at three (a missed night is made up for as soon as the program runs again), and a look whether all is well."""

from datetime import datetime, time, timedelta

from nonebot.log import logger
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, config
from plugins.kernel.db import read, write
from plugins.kernel.ticks import LAST, tick
from plugins.outbox import peers
from plugins.outbox.models import OutgoingMessage, State
from plugins.outbox.service import Letter, post

from . import backup, books, handover, incidents, signs, texts
from .keeping import day_of
from .models import BooksReader

NIGHT = time(3)
_failed_on: list[str] = []


def _night(moment: datetime) -> datetime:
    """Three o'clock of that Shanghai day."""
    return clock.at_local(datetime.combine(clock.local(moment).date(), NIGHT))


async def _next_night(session: AsyncSession, after: datetime) -> datetime | None:
    if not config.load().backups:
        return None
    tonight = _night(after)
    return tonight if tonight > after else tonight + timedelta(days=1)


def _is_due() -> bool:
    present = clock.now()
    if present < _night(present) or f"{clock.local():%F}" in _failed_on:
        return False
    last = day_of(backup.newest() or "")
    return last is None or last < clock.local(present).date()


@tick("back up at night", next_due=_next_night, order=95)
async def back_up_at_night() -> None:
    """Once a day; one that fails is told to the 管理员 once, and tried again the next night."""
    if not config.load().backups or not _is_due():
        return
    try:
        await backup.make()
    except backup.Busy:
        return
    except backup.BackupFailed as failed:
        logger.warning(f"no backup: {failed}")
        _failed_on[:] = [f"{clock.local():%F}"]
        await _tell_admins(str(failed))


async def _tell_admins(why: str) -> None:
    async with write() as session:
        for to in await incidents.admins(session):
            key = f"backup:{clock.local():%F}:{to.platform}:{to.ident}"
            await post(session, Letter(key=key, to=to, text=texts.backup_missed(why)))


async def _next_sign(session: AsyncSession, after: datetime) -> datetime | None:
    """When a lost peer has been lost for long, or the oldest letter has waited too long."""
    waiting = (OutgoingMessage.state == State.QUEUED) & (OutgoingMessage.due_at > after - signs.QUEUE_OLD)
    due = await session.scalar(select(func.min(OutgoingMessage.due_at)).where(waiting))
    moments = [since + signs.PEER_LOST + signs.A_MOMENT for since in (await signs.lost_peers(session)).values()]
    moments += [due + signs.QUEUE_OLD] if due else []
    return min((moment for moment in moments if moment > after), default=None)


@tick("see whether all is well", next_due=_next_sign, order=LAST + 1, everywhere=True)
async def see_whether_all_is_well() -> None:
    """Writes only when a peer has to be noted or something has begun or ended."""
    signs.began()
    async with read() as session:
        found = await signs.all_of(session)
        if await peers.are_noted(session) and not await incidents.is_news(session, found):
            return
    async with write() as session:
        await peers.note(session)
        await incidents.follow(session, found)


async def _next_first(session: AsyncSession, after: datetime) -> datetime | None:
    """Nine o'clock on the first of next month, when somebody is named."""
    if await session.scalar(select(BooksReader.id).where(BooksReader.ended_at.is_(None)).limit(1)) is None:
        return None
    first = books.after(clock.local(handover.last_hour(after)).date())
    return clock.at_local(datetime.combine(first, handover.NINE))


@tick("hand over the books", next_due=_next_first, order=40)
async def hand_over_the_books() -> None:
    """Once a month for each community; a first that was missed is made up for as soon as the program runs again."""
    present = clock.now()
    async with read() as session:
        communities = await handover.due(session, present)
    for each in communities:
        async with write() as session:
            await handover.hand(session, each, present)
