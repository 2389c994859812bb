"""What a preset says about categories of hazards is written down when a community opens, as if staff had changed it."""

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.people import opening, teams
from plugins.people.models import Community
from plugins.people.preset import Preset

from . import category_texts, rules
from .models import HazardCategory


@opening.on_open
async def furnish(turn: Turn, community: Community, preset: Preset) -> str:
    """A category that the file does not know is a mistake of the preset."""
    there = await teams.all_of(turn.session, community.id)
    for plan in preset.hazards:
        if plan.name not in rules.shipped().categories:
            raise Refusal(category_texts.no_such_category(plan.name, list(rules.shipped().categories)))
        team = teams.called(there, plan.team) if plan.team else None
        turn.session.add(
            HazardCategory(
                community_id=community.id,
                name=plan.name,
                added=list(plan.words),
                removed=[],
                owner=plan.owner,
                team_id=team.id if team else None,
                hours=plan.hours,
            )
        )
    await turn.session.flush()
    return ""
