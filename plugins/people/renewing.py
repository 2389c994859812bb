"""What the room of people adds when a preset is applied again: kinds of service, teams, places, settings."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock

from . import founding, opening_texts, preset_texts, renewal, renewal_texts, services, settings, teams
from .models import Deed, Place, ServiceKind, Setting, Team
from .preset import Preset, ServicePlan, TeamPlan
from .renewal import Addition, Look, Renewed

Implies = Callable[[Preset], dict[str, int]]
_implied: list[Implies] = []


def implies(settings_of: Implies) -> Implies:
    """Register settings that follow from other lines of a preset; those that it names itself come before them."""
    _implied.append(settings_of)
    return settings_of


async def _services(session: AsyncSession, renewed: Renewed) -> Look:
    there = await services.all_of(session, renewed.community.id)
    known = {squeeze(word) for each in there for word in (each.name, each.short)}

    def addition(plan: ServicePlan, position: int) -> Addition:
        async def make(turn: Turn) -> int:
            row = ServiceKind(community_id=turn.community_id, name=plan.name, short=plan.short, position=position)
            return await _added(turn, row)

        return Addition(renewal_texts.service(plan.name), make)

    plans = [each for each in renewed.preset.services if not {squeeze(each.name), squeeze(each.short)} & known]
    return Look([addition(each, len(there) + at) for at, each in enumerate(plans)])


async def _teams(session: AsyncSession, renewed: Renewed) -> Look:
    query = select(Team).where(Team.community_id == renewed.community.id)
    rows = [
        each for each in await session.scalars(query) if not (each.closed_at and each.id in renewed.undone.get("teams", ()))
    ]
    now = {squeeze(word) for each in rows if each.closed_at is None for word in (each.name, each.short)}
    renamed = select(Deed).where(Deed.community_id == renewed.community.id, Deed.kind == founding.RENAME)
    once = {squeeze(each.name) for each in rows}
    once |= {squeeze(each.detail["was"]["name"]) for each in await session.scalars(renamed)}
    found = Look()
    for plan in renewed.preset.teams:
        if squeeze(plan.name) in now | once:
            found.kept += [renewal_texts.team_changed(plan.name)] if squeeze(plan.name) not in now else []
        elif squeeze(plan.said) not in now:
            found.new.append(Addition(renewal_texts.team(preset_texts.team(plan)), _founding(plan)))
        else:
            found.kept.append(renewal_texts.name_taken(plan.name))
    return found


def _founding(plan: TeamPlan):
    async def make(turn: Turn) -> int:
        there = await teams.all_of(turn.session, turn.community_id)
        old = await founding.closed(turn, plan.name)
        row = old or Team(community_id=turn.community_id, name=plan.name)
        row.short, row.patrols, row.closed_at = plan.said, plan.patrols, None
        row.position = max((each.position for each in there), default=0) + 1
        kind = services.called(await services.all_of(turn.session, turn.community_id), plan.service) if plan.service else None
        row.service_id = kind.id if kind else None
        return await _added(turn, row)

    return make


async def _places(session: AsyncSession, renewed: Renewed) -> Look:
    query = select(Place.name).where(Place.community_id == renewed.community.id)
    known = {squeeze(each) for each in await session.scalars(query)}

    def addition(name: str) -> Addition:
        async def make(turn: Turn) -> int:
            return await _added(turn, Place(community_id=turn.community_id, name=name))

        return Addition(renewal_texts.place(name), make)

    return Look([addition(each) for each in renewed.preset.places if squeeze(each) not in known])


async def _settings(session: AsyncSession, renewed: Renewed) -> Look:
    """One that nobody has ever touched gets the preset's value; one that differs otherwise stays and is told."""
    planned = {key: value for hook in _implied for key, value in hook(renewed.preset).items()} | renewed.preset.settings
    here = renewed.community.id
    stored = set(await session.scalars(select(Setting.key).where(Setting.community_id == here)))
    query = select(Deed.subject).where(Deed.community_id == here, Deed.kind == settings.SET, Deed.undone_at.is_(None))
    touched = stored | {each.removeprefix("setting:") for each in await session.scalars(query)}
    found = Look()
    for key, value in planned.items():
        knob = settings.KNOBS.get(key)
        if knob is None or not knob.low <= value <= knob.high:
            raise renewed.preset.broken(("settings", key), opening_texts.setting_wrong(value, knob))
        now = await settings.value(session, here, knob)
        if now != value and key in touched:
            found.kept.append(renewal_texts.set_otherwise(key, now, value))
        elif now != value:
            found.new.append(Addition(renewal_texts.setting(key, value), _setting(knob, value)))
    return found


def _setting(knob: settings.Knob, value: int):
    async def make(turn: Turn) -> list[Any]:
        await settings.change(turn.session, turn.community_id, knob, value)
        return [knob.key, value]

    return make


async def _added(turn: Turn, row: Any) -> int:
    turn.session.add(row)
    await turn.session.flush()
    return row.id


async def _setting_back(turn: Turn, what: Any) -> None:
    key, value = what
    knob = settings.KNOBS.get(key)
    if knob and await settings.value(turn.session, turn.community_id, knob) == value:
        await settings.change(turn.session, turn.community_id, knob, knob.default)


def _removing(table: type[Any]):
    async def back(turn: Turn, what: Any) -> None:
        """What something refers to already stays; a team is closed."""
        row = await turn.session.get(table, what)
        if row is None:
            return
        try:
            async with turn.session.begin_nested():
                await turn.session.delete(row)
        except IntegrityError:
            if isinstance(row, Team):
                row.closed_at, row.service_id = clock.now(), None
        await turn.session.flush()

    return back


renewal.room("services", looks=_services, back=_removing(ServiceKind), order=10)
renewal.room("teams", looks=_teams, back=_removing(Team), order=20)
renewal.room("places", looks=_places, back=_removing(Place), order=30)
renewal.room("settings", looks=_settings, back=_setting_back, order=40)
