"""Who usually comes to such activities and has not answered for this one."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.people.models import Member

from .models import Activity, ActivityState, Outcome, SignUp, SignUpState

LOOK_BACK = 4
OFTEN = 2
MOST_LOOKED_AT = 60


async def silent(session: AsyncSession, activity: Activity, earlier: Sequence[int]) -> Sequence[str]:
    """Names of those who were at two of the ``earlier`` ones, the most faithful first; leaving the list is an answer, too.

    Where attendance was never recorded, who had signed up counts as having been there.
    """
    came = or_(SignUp.outcome == Outcome.PRESENT, Activity.attended_at.is_(None))
    answered = select(SignUp.member_id).where(SignUp.activity_id == activity.id)
    query = (
        select(Member.name)
        .join(SignUp, SignUp.member_id == Member.id)
        .join(Activity, Activity.id == SignUp.activity_id)
        .where(SignUp.activity_id.in_(earlier), SignUp.state == SignUpState.JOINED, came, Member.id.not_in(answered))
        .group_by(Member.id, Member.name)
        .having(func.count() >= OFTEN)
        .order_by(func.count().desc(), Member.id)
    )
    return (await session.scalars(query)).all()


async def like_before(session: AsyncSession, activity: Activity) -> Sequence[int]:
    """Ids of the last four that were like it: of its series or its title; where there are none, of its team."""
    query = select(Activity).where(
        Activity.community_id == activity.community_id,
        Activity.kind == activity.kind,
        Activity.state != ActivityState.CANCELLED,
        Activity.starts_at < activity.starts_at,
        Activity.id != activity.id,
    )
    rows = (await session.scalars(query.order_by(Activity.starts_at.desc()).limit(MOST_LOOKED_AT))).all()
    same = [each for each in rows if _is_like(each, activity)]
    same = same or [each for each in rows if activity.team_id is not None and each.team_id == activity.team_id]
    return [each.id for each in same[:LOOK_BACK]]


def _is_like(other: Activity, activity: Activity) -> bool:
    if activity.series_id is not None and other.series_id == activity.series_id:
        return True
    one, two = squeeze(other.title), squeeze(activity.title)
    return one == two or (min(len(one), len(two)) > 1 and (one in two or two in one))
