"""A backup every night at three. A night that was missed is made up for as soon as the program runs again."""

from datetime import datetime, time, timedelta

from nonebot import get_driver
from nonebot.log import logger
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, config
from plugins.kernel.address import Address
from plugins.kernel.db import write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post
from plugins.people.models import Account

from . import backup, texts
from .keeping import day_of

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
    except backup.BackupFailed as failed:
        logger.warning(f"no backup: {failed}")
        _failed_on[:] = [f"{clock.local():%F}"]
        await _tell_admins(str(failed))


async def _tell_admins(why: str) -> None:
    admins = get_driver().config.superusers
    async with write() as session:
        for account in await session.scalars(select(Account).order_by(Account.id)):
            if {account.user, f"{account.platform}:{account.user}"} & set(admins):
                to = Address(account.platform, account.bot, "person", account.user)
                key = f"backup:{clock.local():%F}:{account.platform}:{account.user}"
                await post(session, Letter(key=key, to=to, text=texts.backup_missed(why)))
