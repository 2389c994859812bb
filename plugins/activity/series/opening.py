"""The series of a preset, with their first occurrences, in the transaction of 「开通」; and one that was just set up taken back."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import teams
from plugins.people.models import Community
from plugins.people.numbers import next_number
from plugins.people.opening import on_open
from plugins.people.preset import Preset, SeriesPlan, check_rules_with
from plugins.people.texts import changed_since

from .. import kinds
from ..models import Series
from . import settling, standing, texts, which
from .making import make_ahead
from .reading import read_rule
from .rule import to_row

check_rules_with(lambda words: read_rule(words, clock.local().date()))


@on_open
async def open_series(turn: Turn, community: Community, preset: Preset) -> str:
    """Every series of the preset."""
    made = []
    for plan in preset.series:
        made.append(series := await enter(turn.session, community.id, plan))
        await make_ahead(turn.session, series)
    return "；".join(map(texts.opened, made))


async def enter(session: AsyncSession, community_id: int, plan: SeriesPlan) -> Series:
    """Write down what the preset says; no occurrence is made yet."""
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


async def unmake(session: AsyncSession, number: int, key: str) -> Series:
    """A series that was just set up is not. Raises ``Refusal`` once somebody is on any list: those who are deserve a word."""
    series = await which.hold(session, await session.get_one(Series, number))
    if series.ended_at is not None:
        raise Refusal(changed_since())
    people = sum([await settling.people_on(session, each) for each in await which.ahead(session, series)])
    if people or await standing.all_of(session, series.id):
        raise Refusal(texts.people_are_on_it(series, people))
    series.ended_at = clock.now()
    await settling.settle(session, series, key)
    return series
