"""What assessments and certificates hold of a person, and how they forget him: numbers stay, and belong to nobody."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import personal
from plugins.people.personal import Person

from . import certificate_texts, held_texts
from .models import Assessment, AssessmentObjection, AssessmentState, Candidate, Certificate, ObjectionState, VerificationTries


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    lists = select(Candidate, Assessment).join(Assessment, Assessment.id == Candidate.assessment_id)
    lists = lists.where(Candidate.member_id.in_(whose.member_ids)).order_by(Candidate.id)
    said = select(AssessmentObjection, Assessment).join(Assessment, Assessment.id == AssessmentObjection.assessment_id)
    said = said.where(AssessmentObjection.member_id.in_(whose.member_ids)).order_by(AssessmentObjection.id)
    issued = select(Certificate).where(Certificate.member_id.in_(whose.member_ids)).order_by(Certificate.id)
    return [
        *(held_texts.candidate(row, assessment) for row, assessment in (await session.execute(lists)).all()),
        *(held_texts.objection(row, assessment) for row, assessment in (await session.execute(said)).all()),
        *(certificate_texts.held(row) for row in await session.scalars(issued)),
    ]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """Off the lists that are not published, objections taken back. Names on certificates go with all sealed words of his own."""
    going_on = select(Assessment.id).where(Assessment.state.in_((AssessmentState.DRAFT, AssessmentState.SHOWN)))
    mine = update(Candidate).where(Candidate.member_id.in_(whose.member_ids))
    off = mine.where(Candidate.assessment_id.in_(going_on), Candidate.removed_at.is_(None))
    await session.execute(off.values(removed_at=clock.now()))
    said = update(AssessmentObjection).where(AssessmentObjection.member_id.in_(whose.member_ids))
    await session.execute(said.where(AssessmentObjection.state == ObjectionState.OPEN).values(state=ObjectionState.WITHDRAWN))
    await session.execute(delete(VerificationTries).where(VerificationTries.by.in_(whose.speakers)))


personal.room(held_texts.title(), holds=_holds, erases=_forget, kept=held_texts.kept(), order=32)
