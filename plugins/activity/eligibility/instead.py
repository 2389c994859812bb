"""What somebody can join instead of an activity that is not for him."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .. import finding
from ..counting import tally
from ..models import Activity, ActivityState
from .checking import lacks

MOST = 2


async def others(session: AsyncSession, activity: Activity, member_id: int) -> Sequence[Activity]:
    """The next activities with room whose conditions he meets, at most two."""
    now, found = clock.now(), []
    for each in await finding.open_ones(session, activity.community_id, now):
        closes = min(each.signup_closes_at or each.starts_at, each.starts_at)
        if each.id == activity.id or each.number is None or each.state != ActivityState.OPEN or closes <= now:
            continue
        if (await tally(session, each.id)).free(each) == 0 or (await lacks(session, each, [member_id]))[member_id]:
            continue
        found.append(each)
        if len(found) == MOST:
            break
    return found
