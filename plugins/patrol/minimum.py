"""How many a patrol needs: a setting of the community. A change holds for every patrol that has not begun."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.people import renewing, settings
from plugins.people.models import Community
from plugins.people.opening import on_open
from plugins.people.preset import Preset

from .rides import KIND

MINIMUM = settings.knob("巡湖最少人数", "每次巡湖最少要多少人，不够就提醒队长", default=20, low=1, high=500, topic="巡湖")


@settings.follows(MINIMUM)
async def _apply(session: AsyncSession, community_id: int, least: int) -> None:
    coming = (Activity.community_id == community_id, Activity.kind == KIND, Activity.starts_at > clock.now())
    await session.execute(update(Activity).where(*coming).values(minimum=least))


@on_open
async def take_from_preset(turn: Turn, community: Community, preset: Preset) -> str:
    """The minimum that stands at the preset's patrol becomes the setting, unless its settings say another one."""
    if MINIMUM.key not in preset.settings:
        for planned in planned_by(preset).values():
            await settings.change(turn.session, community.id, MINIMUM, planned)
    return ""


@renewing.implies
def planned_by(preset: Preset) -> dict[str, int]:
    """The minimum at the preset's patrol, as a setting; nothing where it has none."""
    planned = next((plan.minimum for plan in preset.series if plan.kind == KIND and plan.minimum), None)
    return {MINIMUM.key: planned} if planned else {}
