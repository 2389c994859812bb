"""The series of a preset, with their first occurrences, in the transaction of 「开通」."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.people import teams
from plugins.people.models import Community
from plugins.people.numbers import next_number
from plugins.people.opening import on_open
from plugins.people.preset import Preset, SeriesPlan, check_rules_with

from .. import kinds
from ..models import Series
from . import texts
from .making import make_ahead
from .reading import read_rule
from .rule import to_row

check_rules_with(lambda words: read_rule(words, clock.local().date()))


@on_open
async def open_series(turn: Turn, community: Community, preset: Preset) -> str:
    """Every series of the preset."""
    made = []
    for plan in preset.series:
        made.append(series := await _enter(turn.session, community.id, plan))
        await make_ahead(turn.session, series)
    return "；".join(map(texts.opened, made))


async def _enter(session: AsyncSession, community_id: int, plan: SeriesPlan) -> Series:
    plain = plan.kind == "activity"
    among = await teams.all_of(session, community_id)
    team = teams.called(among, plan.teams[0]) if plain and len(plan.teams) == 1 else None
    series = Series(
        community_id=community_id,
        number=await next_number(session, community_id, "series"),
        kind=kinds.PLAIN if plain else plan.kind,
        title=plan.title,
        rule=to_row(read_rule(plan.when, clock.local().date())),
        start=f"{plan.start:%H:%M}",
        end=f"{plan.end:%H:%M}",
        place=plan.place,
        capacity=plan.capacity,
        minimum=plan.minimum,
        team_id=team.id if team else None,
    )
    session.add(series)
    await session.flush()
    return series
