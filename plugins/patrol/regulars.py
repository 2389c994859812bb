"""Who usually comes: was there at two of the last four patrols (signed up, where attendance was never recorded)."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, Outcome, SignUp, SignUpState
from plugins.people.models import Member

from .rides import last_before

LOOK_BACK = 4
OFTEN = 2


async def silent(session: AsyncSession, activity: Activity) -> Sequence[str]:
    """Names of the regulars who have not answered for this patrol; leaving the list is an answer, too."""
    came = or_(SignUp.outcome == Outcome.PRESENT, Activity.attended_at.is_(None))
    answered = select(SignUp.member_id).where(SignUp.activity_id == activity.id)
    query = (
        select(Member.name)
        .join(SignUp, SignUp.member_id == Member.id)
        .join(Activity, Activity.id == SignUp.activity_id)
        .where(SignUp.activity_id.in_(await last_before(session, activity, LOOK_BACK)))
        .where(SignUp.state == SignUpState.JOINED, came, Member.id.not_in(answered))
        .group_by(Member.id, Member.name)
        .having(func.count() >= OFTEN)
        .order_by(func.count().desc(), Member.id)
    )
    return (await session.scalars(query)).all()
