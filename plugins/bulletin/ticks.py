"""Whoever has not carried a notice after some waking hours is reminded, once."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post
from plugins.people import reach

from . import forward_texts, forwarding
from .models import Bulletin, Forwarder, Forwarding


def _unreminded() -> tuple:
    return (*forwarding.waits(), Forwarding.reminded_at.is_(None))


async def _next(session: AsyncSession, after: datetime) -> datetime | None:
    query = select(func.min(Forwarding.remind_at)).join(Bulletin, Bulletin.id == Forwarding.bulletin_id)
    query = query.join(Forwarder, Forwarder.id == Forwarding.forwarder_id)
    return await session.scalar(query.where(*_unreminded(), Forwarding.remind_at > after))


@tick("remind who forwards", next_due=_next)
async def remind() -> None:
    """Those whose time has come."""
    due = (*_unreminded(), Forwarding.remind_at <= clock.now())
    async with read() as session:
        numbers = [each.row.id for each in await forwarding.found(session, forwarding.tasks(*due))]
    for number in numbers:
        async with write() as session:
            here = forwarding.tasks(Forwarding.id == number, *due).with_for_update(of=Forwarding)
            for task in await forwarding.found(session, here):
                await _remind(session, task)


async def _remind(session: AsyncSession, task: forwarding.Task) -> None:
    task.row.reminded_at = clock.now()
    where = (await reach.of_members(session, [task.forwarder.member_id])).get(task.forwarder.member_id)
    if where is None:
        return
    text = forward_texts.reminder(task.row.number, task.bulletin.number, task.forwarder.place)
    letter = Letter(
        f"{task.row.key}:again",
        where.private,
        text,
        about=task.row.subject,
        via_group=where.group,
        discreet=forward_texts.look_into_private(),
    )
    await post(session, letter)
