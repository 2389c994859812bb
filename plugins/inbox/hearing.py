"""How far each group has been heard, and what is caught up after a gap.

The watermark is the time at which the last message heard was sent. It is kept in memory and written once a minute, so it may lag
behind; that does no harm, because what was done has its receipt. While a gap is caught up the watermark stands still.
"""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, upsert, write
from plugins.kernel.masking import mask
from plugins.outbox import peers

from .heard import Heard
from .models import Hearing
from .table import Answer

KEPT_EVERY = timedelta(minutes=1)
HINT = re.compile("（[^（）]*撤销[^（）]*）")  # said once, under all of it
LONGEST = 60  # characters of what is said of one message
Place = tuple[str, str]
Groups = Callable[[AsyncSession], Awaitable[Sequence[Address]]]
_groups: list[Groups] = []
_heard: dict[Place, datetime] = {}
_kept: dict[Place, datetime] = {}


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a group was not heard. ``heard_at``: when the last message heard before it was sent."""

    group: Address
    heard_at: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one message that was missed: whose it was, the command, the first line of the answer, when it was sent."""

    who: str
    command: str
    said: str
    done: bool
    sent_at: datetime


def use_groups(groups: Groups) -> None:
    """Find out with ``groups`` which groups are ours, and by which account we hear them."""
    _groups[:] = [groups]


def note(heard: Heard) -> None:
    """The group was heard. One look-up: this is asked for all chatter."""
    if heard.in_group:
        place = heard.platform, heard.chat.ident
        if place not in _heard or _heard[place] < heard.sent_at:
            _heard[place] = heard.sent_at


async def groups_of(session: AsyncSession, platform: str, account: str) -> list[Address]:
    """Our groups that are heard by this account."""
    found = await _groups[0](session) if _groups else ()
    return [each for each in found if (each.platform, each.account) == (platform, account)]


async def start(session: AsyncSession, group: Address, moment: datetime) -> None:
    """The group is ours: what is said there after ``moment`` is to be heard."""
    row = {"platform": group.platform, "ident": group.ident, "heard_at": moment, "away_since": None, "lines": []}
    changed = {name: row[name] for name in ("heard_at", "away_since", "lines")}
    insert = upsert(session, Hearing).values(row)
    await session.execute(insert.on_conflict_do_update(index_elements=["platform", "ident"], set_=changed))


async def begin(session: AsyncSession, groups: Sequence[Address], until: datetime) -> list[Gap]:
    """Note that a line begins at ``until``, and what was not heard before. A gap that was not caught up goes on."""
    gaps, seen = [], await peers.seen(session)
    for group in groups:
        row = await session.get(Hearing, (group.platform, group.ident), with_for_update=True)
        if row is None:  # it was ours before anybody kept count
            await start(session, group, until)
            continue
        if row.away_since is None:
            last = seen.get(f"{group.platform}:{group.account}", row.heard_at)
            row.away_since = min(max(row.heard_at, last), until)
        gaps.append(Gap(group, row.heard_at, row.away_since, until))
    return gaps


async def note_done(session: AsyncSession, heard: Heard, command: str, answer: Answer) -> None:
    """What became of a message that was missed, for the summary; in the transaction of the deed."""
    said = mask(HINT.sub("", next(iter((answer.in_group or answer.text).splitlines()), "")))
    said = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
    line = json.dumps([heard.name, command, said, answer.done, heard.sent_at.isoformat()], ensure_ascii=False)
    row = await session.get(Hearing, (heard.platform, heard.chat.ident), with_for_update=True)
    if row is not None:
        row.lines = [*row.lines, line]


def _read(line: str) -> Done:
    who, command, said, done, sent_at = json.loads(line)
    return Done(who, command, said, done, clock.from_text(sent_at))


async def end(session: AsyncSession, gap: Gap, heard_to: datetime) -> list[Done]:
    """The gap is over; the group has been heard, as far as it can be, up to ``heard_to``. Returns what was done in catching up."""
    row = await session.get(Hearing, (gap.group.platform, gap.group.ident), with_for_update=True)
    if row is None or row.away_since is None:
        return []
    done = [_read(each) for each in row.lines]
    row.heard_at, row.away_since, row.lines = max(row.heard_at, heard_to), None, []
    return done


async def _never(session: AsyncSession, after: datetime) -> datetime | None:
    return None


@ticks.tick("note how far groups are heard", next_due=_never, order=90, everywhere=True)
async def keep() -> None:
    """Write the watermarks that have moved by a minute, of our groups, where no gap is being caught up."""
    news = {place: at for place, at in _heard.items() if place not in _kept or at - _kept[place] >= KEPT_EVERY}
    if not news or not _groups:
        return
    async with read() as session:
        ours = {(each.platform, each.ident) for each in await _groups[0](session)}
    if kept := {place: at for place, at in news.items() if place in ours}:
        async with write() as session:
            for place, at in kept.items():
                await _keep(session, place, at)
        _kept.update(kept)


async def _keep(session: AsyncSession, place: Place, at: datetime) -> None:
    platform, ident = place
    row = {"platform": platform, "ident": ident, "heard_at": at, "lines": []}
    await session.execute(upsert(session, Hearing).values(row).on_conflict_do_nothing(index_elements=["platform", "ident"]))
    here = (Hearing.platform == platform) & (Hearing.ident == ident) & Hearing.away_since.is_(None) & (Hearing.heard_at < at)
    await session.execute(update(Hearing).where(here).values(heard_at=at))


async def watermark(session: AsyncSession, platform: str, ident: str) -> datetime | None:
    """When the last message heard in a group was sent, as far as it is written down."""
    query = select(Hearing.heard_at).where(Hearing.platform == platform, Hearing.ident == ident)
    return await session.scalar(query)


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _heard.clear()
    _kept.clear()
