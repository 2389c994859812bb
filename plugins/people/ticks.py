"""What happens by time to people: a registration left half done is kindly recalled once, and dropped after a day."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick
from plugins.outbox.service import Letter, post

from . import registration, registration_texts
from .profile_models import RegistrationDraft

REMINDED_AFTER = timedelta(minutes=30)


async def _next_draft(session: AsyncSession, after: datetime) -> datetime | None:
    waiting = select(func.min(RegistrationDraft.asked_at))
    unreminded = await session.scalar(waiting.where(RegistrationDraft.reminded_at.is_(None)))
    oldest = await session.scalar(waiting)
    moments = [unreminded + REMINDED_AFTER if unreminded else None, oldest + registration.LIFE if oldest else None]
    return min((each for each in moments if each and each > after), default=None)


@tick("registrations half done", next_due=_next_draft)
async def look_after_drafts() -> None:
    """Remind once after half an hour, drop after a day."""
    async with read() as session:
        query = select(RegistrationDraft.id).where(RegistrationDraft.asked_at <= clock.now() - REMINDED_AFTER)
        due = (await session.scalars(query)).all()
    for number in due:
        async with write() as session:
            draft = await session.get(RegistrationDraft, number, with_for_update=True)
            if draft is not None:
                await _look_after(session, draft)


async def _look_after(session: AsyncSession, draft: RegistrationDraft) -> None:
    left = clock.now() - draft.asked_at
    if left >= registration.LIFE:
        await session.delete(draft)
    elif left >= REMINDED_AFTER and draft.reminded_at is None:
        draft.reminded_at = clock.now()
        key = f"registration:{draft.id}:reminder"
        await post(session, Letter(key, Address.parse(draft.chat), registration_texts.reminder()))
