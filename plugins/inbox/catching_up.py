"""Catching up: what was written in our groups while we were away is fetched and done, oldest first, before anything newer.

The time of sending decides, as always. Deeds are done, lists that were asked for are not shown any more, and one summary in each
group tells what was done. What no peer could give is reported to the room above, which tells the staff.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nonebot.adapters import Bot
from nonebot.adapters.onebot import v11, v12
from nonebot.log import logger
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.db import read, write
from plugins.outbox import quiet
from plugins.outbox.gateway import platform_of
from plugins.outbox.service import Letter, post

from . import catching_up_texts as texts
from . import entry, hearing, history, lines, past, questions
from .heard import Heard
from .hearing import Done, Gap
from .lines import Line

REACH = clock.OLDEST_BELIEVED - timedelta(minutes=10)
OVERLAP = timedelta(minutes=2)
"""What was sent so shortly before the last message heard is looked at, too: it may have been in hand when the program died."""
AT_ONCE = 4
STILL_WAITED_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Unheard:
    """A stretch of a group that nobody could give."""

    group: Address
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """An account (``qq:80001``) is back: since when it was away, how much was done in catching up, and what stays unheard."""

    account: str
    since: datetime
    until: datetime
    done: int
    unheard: Sequence[Unheard]


@dataclass(slots=True)
class _Found:
    """What a group's history gave: messages for us, how far it has been heard, what is missing."""

    gap: Gap
    heard: list[Heard]
    heard_to: datetime
    unheard: Unheard | None = None


Handler = Callable[[AsyncSession, Report], Awaitable[None]]
_handlers: list[Handler] = []


def use_report(handler: Handler) -> None:
    """Tell ``handler`` of every account that is back, in the transaction that closes its gaps."""
    _handlers[:] = [handler]


async def catch_up(bot: Bot, line: Line) -> None:
    """Walk the course of a new line. One that is cut meanwhile is left as it is, to be gone on with on the next."""
    if not isinstance(bot, (v11.Bot, v12.Bot)):
        return
    until = clock.now()
    async with read() as session:
        await questions.remember_all(session)  # what another process, or this one before it died, has asked
        groups = await hearing.groups_of(session, platform_of(bot), bot.self_id)
    if not groups:
        return
    async with write() as session:
        gaps = await hearing.begin(session, groups, until)
    found = await _fetch(bot, gaps)
    if gaps and lines.is_cut(bot, line):
        line.broken = True
        return
    for heard in sorted((each for one in found for each in one.heard), key=lambda each: each.sent_at):
        if heard.stem not in line.live and entry.is_meant(heard):
            await entry.do_missed(heard)
    async with write() as session:
        await _settle(session, f"{platform_of(bot)}:{bot.self_id}", until, found)


async def _fetch(bot: v11.Bot | v12.Bot, gaps: Sequence[Gap]) -> list[_Found]:
    try:
        source = await history.source_of(bot) if gaps else None
    except history.NoHistory as why:
        logger.info(f"no history from {platform_of(bot)}: {why}")
        source = None
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(gap: Gap) -> _Found:
        async with turns:
            return await _of_group(bot, source, gap) if source else _lost(gap)

    return list(await asyncio.gather(*map(one, gaps)))


def _lost(gap: Gap) -> _Found:
    """Given up: nothing of it is fetched on another day, when people have said it once more."""
    return _Found(gap, [], gap.until, Unheard(gap.group, gap.since, gap.until))


async def _of_group(bot: v11.Bot | v12.Bot, source: history.Source, gap: Gap) -> _Found:
    oldest = clock.now() - REACH
    try:
        page = await source.back_to(gap.group.ident, max(gap.heard_at - OVERLAP, oldest))
    except history.NoHistory as why:
        logger.info(f"no history of a group from {gap.group.platform}: {why}")
        return _lost(gap)
    heard = [each for item in page.items if (each := past.heard_of(bot, item, gap.group))]
    told = [moment for item in page.items if (moment := history.time_of(item))]
    found = _Found(gap, heard, min(max([*told, gap.heard_at]), clock.now()))
    known_from = oldest if page.whole else min(told, default=gap.until)
    if known_from > gap.since:
        found.unheard = Unheard(gap.group, gap.since, min(known_from, gap.until))
    return found


async def _sum_up(session: AsyncSession, gap: Gap, done: Sequence[Done]) -> None:
    """Tell the group; at night only where somebody has just spoken."""
    waited_for = max(each.sent_at for each in done) > clock.now() - STILL_WAITED_FOR
    at_once = waited_for or not quiet.is_quiet(clock.now())
    key = f"caught-up:{gap.group}:{gap.since:%Y%m%d%H%M%S}"
    text = texts.summary(gap.since, gap.until, done, at_once=at_once)
    await post(session, Letter(key, gap.group, text, disturb=waited_for))


async def _settle(session: AsyncSession, account: str, until: datetime, found: Sequence[_Found]) -> None:
    done = 0
    for each in found:
        caught = await hearing.end(session, each.gap, each.heard_to)
        done += sum(one.done for one in caught)
        if caught:
            await _sum_up(session, each.gap, caught)
    since = min((each.gap.since for each in found), default=until)
    report = Report(account, since, until, done, [each.unheard for each in found if each.unheard])
    for handler in _handlers:
        await handler(session, report)


lines.use_course(catch_up)
