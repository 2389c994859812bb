"""Objections to a shown list: said in private, read and answered by staff alone, never decided by who raised them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import objection_texts
from .models import Assessment, AssessmentObjection, AssessmentState, ObjectionState

LONGEST = 300
MOST_OPEN = 3


async def open_numbers(session: AsyncSession, assessment: Assessment) -> Sequence[int]:
    """The numbers of those that wait for an answer."""
    query = select(AssessmentObjection.number).where(AssessmentObjection.assessment_id == assessment.id)
    query = query.where(AssessmentObjection.state == ObjectionState.OPEN).order_by(AssessmentObjection.number)
    return (await session.scalars(query)).all()


async def listed(session: AsyncSession, assessment: Assessment) -> Sequence[AssessmentObjection]:
    """All that nobody has taken back, in their order."""
    query = select(AssessmentObjection).where(AssessmentObjection.assessment_id == assessment.id)
    query = query.where(AssessmentObjection.state != ObjectionState.WITHDRAWN)
    return (await session.scalars(query.order_by(AssessmentObjection.number))).all()


async def raise_one(turn: Turn, assessment: Assessment, member: Member, words: str) -> AssessmentObjection:
    """Write it down. Raises ``Refusal``: nothing is shown, the days are over, nothing or too much is said."""
    if assessment.state != AssessmentState.SHOWN or assessment.closes_at is None:
        raise Refusal(objection_texts.not_on_show())
    if turn.heard.sent_at >= assessment.closes_at:
        raise Refusal(objection_texts.too_late(assessment))
    if not any(sign.isalnum() for sign in words):
        raise Refusal(objection_texts.say_what(assessment.number))
    if len(words) > LONGEST:
        raise Refusal(objection_texts.too_long(LONGEST))
    mine = [each for each in await listed(turn.session, assessment) if each.member_id == member.id]
    if any(each.words == words for each in mine):
        raise Refusal(objection_texts.said_already())
    if sum(each.state == ObjectionState.OPEN for each in mine) >= MOST_OPEN:
        raise Refusal(objection_texts.enough(MOST_OPEN))
    before = select(func.max(AssessmentObjection.number)).where(AssessmentObjection.assessment_id == assessment.id)
    row = AssessmentObjection(
        assessment_id=assessment.id,
        number=(await turn.session.scalar(before) or 0) + 1,
        member_id=member.id,
        words=words,
        said_at=clock.now(),
    )
    turn.session.add(row)
    await turn.session.flush()
    return row


async def find(turn: Turn, assessment: Assessment, number: int | None) -> AssessmentObjection:
    """The open objection of that number, or the only one. Raises ``Refusal``: none such, answered, or one's own."""
    if number is None:
        waiting = await open_numbers(turn.session, assessment)
        if len(waiting) != 1:
            raise Refusal(objection_texts.which(assessment.number, waiting))
        number = waiting[0]
    query = select(AssessmentObjection).where(AssessmentObjection.assessment_id == assessment.id)
    row = await turn.session.scalar(query.where(AssessmentObjection.number == number))
    if row is None or row.state == ObjectionState.WITHDRAWN:
        raise Refusal(objection_texts.no_such(assessment.number, number))
    if row.state != ObjectionState.OPEN:
        raise Refusal(objection_texts.answered_already(row))
    if turn.speaker.member_id == row.member_id:
        raise Refusal(objection_texts.your_own())
    return row
