"""When the days of objection are over, staff is told once, and asked to publish."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.kernel.ticks import tick

from . import objections, showing, showing_texts
from .models import Assessment, AssessmentState


def _waits() -> ColumnElement[bool]:
    return (Assessment.state == AssessmentState.SHOWN) & Assessment.reminded_at.is_(None)


async def _next_end(session: AsyncSession, after: datetime) -> datetime | None:
    query = select(func.min(Assessment.closes_at)).where(_waits(), Assessment.closes_at > after)
    return await session.scalar(query)


@tick("assessments whose days are over", next_due=_next_end)
async def tell_staff() -> None:
    """Once for each; at night it waits for the morning."""
    due = _waits() & (Assessment.closes_at <= clock.now())
    async with read() as session:
        numbers = (await session.scalars(select(Assessment.id).where(due).order_by(Assessment.id))).all()
    for number in numbers:
        async with write() as session:
            assessment = await session.scalar(select(Assessment).where(Assessment.id == number, due).with_for_update())
            if assessment is not None:
                await _tell(session, assessment)


async def _tell(session: AsyncSession, assessment: Assessment) -> None:
    assessment.reminded_at = clock.now()
    text = showing_texts.days_are_over(assessment, await objections.open_numbers(session, assessment))
    await showing.tell_staff(session, assessment, f"over:{assessment.closes_at:%Y-%m-%d-%H}", text)
