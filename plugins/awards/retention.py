"""What assessments forget by themselves: the words of objections a year after they were said, wrong codes after a day."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import forgetting

from .models import AssessmentObjection, ObjectionState, VerificationTries


@forgetting.forgets("评比的异议", after=timedelta(days=365))
async def _objections(session: AsyncSession, limit: datetime) -> None:
    """That there was one, and how it was decided, stays."""
    old = update(AssessmentObjection).where(
        AssessmentObjection.said_at < limit, AssessmentObjection.state != ObjectionState.OPEN
    )
    await session.execute(old.values(words="", answer=None))


@forgetting.forgets("核验试错", after=timedelta(days=1))
async def _tries(session: AsyncSession, limit: datetime) -> None:
    await session.execute(delete(VerificationTries).where(VerificationTries.last_at < limit))
