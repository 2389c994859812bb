"""Who usually comes: was there at two of the last four patrols (signed up, where attendance was never recorded)."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import regulars
from plugins.activity.models import Activity

from .rides import last_before


async def silent(session: AsyncSession, activity: Activity) -> Sequence[str]:
    """Names of the regulars who have not answered for this patrol."""
    return await regulars.silent(session, activity, await last_before(session, activity, regulars.LOOK_BACK))
