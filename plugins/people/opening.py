"""Opening a community: from a preset to teams, places, settings and a bound group, in one transaction.

Recurring activities are made by the rooms above; each registers with ``on_open`` what it sets up.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import normalise, squeeze
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import chats, deeds, members, opening_texts, settings
from .models import ChatKind, Community, Place, ServiceKind, Team
from .preset import Preset

OnOpen = Callable[[Turn, Community, Preset], Awaitable[str]]
_rooms: list[OnOpen] = []
LONGEST_NAME = 20
_SIGNS = frozenset("·()- ")


@dataclass(frozen=True, slots=True)
class Opened:
    """What 「开通」 set up: the community, its preset, and what other rooms say they set up („8日、28日 巡湖“)."""

    name: str
    preset: Preset
    phrases: Sequence[str]


def on_open(room: OnOpen) -> OnOpen:
    """Have ``room`` set up its part inside the transaction of 「开通」; it returns a phrase to read back, empty for nothing."""
    _rooms.append(room)
    return room


async def named(session: AsyncSession, name: str) -> Community | None:
    """The community of that name, however it is written."""
    communities = await session.scalars(select(Community))
    return next((each for each in communities if squeeze(each.name) == squeeze(name)), None)


def inside(turn: Turn, community: Community) -> Turn:
    """The same turn, now that the group belongs to ``community``."""
    speaker = replace(turn.speaker, community_id=community.id, community=community.name, chat_kind=ChatKind.VOLUNTEERS)
    return replace(turn, speaker=speaker)


async def open_here(turn: Turn, said_name: str, preset: Preset) -> Opened:
    """Make the community from ``preset`` and bind this group to it. Who opens it becomes its member.

    Raises ``Refusal`` when the name is no name, is taken, the group is bound, or the preset has a setting nobody declared.
    """
    name = _checked_name(said_name)
    if bound := await chats.here(turn.session, turn.heard):
        community = await turn.session.get_one(Community, bound.community_id)
        raise Refusal(
            opening_texts.already_open(community.name)
            if squeeze(community.name) == squeeze(name)
            else opening_texts.bound_elsewhere(community.name)
        )
    if other := await named(turn.session, name):
        raise Refusal(opening_texts.open_in_another_group(other.name))
    community = Community(name=name, preset=preset.name, opened_at=clock.now())
    turn.session.add(community)
    await turn.session.flush()
    here = inside(turn, community)
    await chats.add(here)
    await members.myself(here)
    await _furnish(here.session, community, preset)
    await deeds.record(here, "open", f"community:{community.id}", {"preset": preset.name})
    phrases = [await room(here, community, preset) for room in _rooms]
    return Opened(name, preset, [phrase for phrase in phrases if phrase])


def _checked_name(said: str) -> str:
    name = " ".join(said.split())
    plain = normalise(name)
    odd = any(not sign.isalnum() and sign not in _SIGNS for sign in plain)
    if not 2 <= len(squeeze(name)) <= LONGEST_NAME or odd or squeeze(name).isdigit() or mask(name) != name:
        raise Refusal(opening_texts.no_community_name())
    return name


async def _furnish(session: AsyncSession, community: Community, preset: Preset) -> None:
    kinds = {
        plan.short: ServiceKind(community_id=community.id, name=plan.name, short=plan.short, position=position)
        for position, plan in enumerate(preset.services)
    }
    session.add_all(kinds.values())
    await session.flush()
    for position, plan in enumerate(preset.teams):
        team = Team(community_id=community.id, name=plan.name, short=plan.said, patrols=plan.patrols, position=position)
        team.service_id = kinds[plan.service].id if plan.service else None
        session.add(team)
    session.add_all(Place(community_id=community.id, name=name) for name in preset.places)
    for key, value in preset.settings.items():
        knob = settings.KNOBS.get(key)
        if knob is None or not knob.low <= value <= knob.high:
            raise preset.broken(("settings", key), opening_texts.setting_wrong(value, knob))
        await settings.change(session, community.id, knob, value)
    await session.flush()
