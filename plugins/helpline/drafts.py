"""What somebody has begun to say: one draft a person, sealed, so that a restart in the middle changes nothing.

The answer to a question of the dialog comes as 「接着求助 …」, by a question of the inbox that waits for it.
"""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.inbox.heard import Heard
from plugins.kernel import clock, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, upsert, write

from .models import NeedDraft
from .reading import Parts

LINE = "接着求助"
GIVE_UP = ("取消", "不办了", "不用了", "算了")
LIFE = timedelta(hours=2)
questions.dialog(LINE, answers=())


async def of(session: AsyncSession, heard: Heard) -> NeedDraft | None:
    """The speaker's draft, while it is fresh."""
    query = select(NeedDraft).where(NeedDraft.platform == heard.platform, NeedDraft.user == heard.user)
    return await session.scalar(query.where(NeedDraft.written_at > clock.now() - LIFE))


def parts_of(draft: NeedDraft) -> Parts:
    """What has been said so far."""
    known = json.loads(draft.parts)
    return Parts(**known | {"photos": tuple(known["photos"])})


async def keep(session: AsyncSession, person: Address, step: str, parts: Parts) -> None:
    """Remember what has been said and what is asked now, and wait for the answer in private."""
    row = {
        "platform": person.platform,
        "user": person.ident,
        "step": step,
        "parts": json.dumps(asdict(parts), ensure_ascii=False),
        "written_at": clock.now(),
    }
    changed = {name: row[name] for name in ("step", "parts", "written_at")}
    insert = upsert(session, NeedDraft).values(row)
    await session.execute(insert.on_conflict_do_update(index_elements=["platform", "user"], set_=changed))


async def wait(session: AsyncSession, person: Address) -> None:
    """Take what the person writes next in private for the answer; what gives it up is understood by ``dialog``."""
    place = (person.platform, person.ident, str(person))
    await questions.ask_at(session, place, (LINE,), until=clock.now() + LIFE, blank=True)


async def choose(session: AsyncSession, person: Address, lines: list[str]) -> None:
    """Let the next number mean one of these command lines."""
    await questions.ask_at(session, (person.platform, person.ident, str(person)), lines, until=clock.now() + LIFE)


async def drop(session: AsyncSession, heard: Heard) -> None:
    """Nothing of it is kept, and no answer is waited for: what comes next is about something else."""
    await questions.drop(session, replace(heard, chat=heard.person))
    await session.execute(delete(NeedDraft).where(NeedDraft.platform == heard.platform, NeedDraft.user == heard.user))


async def _oldest(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await session.scalar(select(func.min(NeedDraft.written_at)))
    return max(oldest + LIFE, after + timedelta(minutes=1)) if oldest else None


@ticks.tick("forget unfinished needs", next_due=_oldest, order=80)
async def forget_old() -> None:
    """What was begun and not gone on with is gone after two hours."""
    old = NeedDraft.written_at <= clock.now() - LIFE
    async with read() as session:
        if await session.scalar(select(NeedDraft.id).where(old).limit(1)) is None:
            return
    async with write() as session:
        await session.execute(delete(NeedDraft).where(old))
