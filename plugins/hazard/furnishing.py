"""What a preset says about categories of hazards is written down when a community opens, as if staff had changed it."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.people import opening, teams
from plugins.people.models import Community
from plugins.people.preset import Preset

from . import category_texts, rules
from .models import HazardCategory


@opening.on_open
async def furnish(turn: Turn, community: Community, preset: Preset) -> str:
    """Every line of it."""
    for at in range(len(preset.hazards)):
        await enter(turn.session, community.id, preset, at)
    return ""


async def enter(session: AsyncSession, community_id: int, preset: Preset, at: int) -> None:
    """The line at this place. A category that the house does not know is a mistake of the preset: raises ``Refusal``."""
    plan = preset.hazards[at]
    if plan.name not in rules.shipped().categories:
        said = category_texts.no_such_category(plan.name, list(rules.shipped().categories))
        raise preset.broken(("hazards", at, "name"), said.rstrip("。"))
    team = teams.called(await teams.all_of(session, community_id), plan.team) if plan.team else None
    row = HazardCategory(community_id=community_id, name=plan.name, added=list(plan.words), removed=[], hours=plan.hours)
    row.owner, row.team_id = plan.owner, team.id if team else None
    session.add(row)
    await session.flush()
