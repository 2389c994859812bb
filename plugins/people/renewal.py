"""A preset that has gained lines is applied again: what is new in it comes, what the community has changed stays.

What was changed is told by the tables and the trail: a team that was renamed, merged or closed, a series that was stopped or called
otherwise, a setting that somebody has set, are the community's own, and a line of the preset about them is passed over.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal

from . import deeds, preset, renewal_texts
from .models import Community, Deed
from .preset import Preset

RENEWED = "preset.renewed"


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that the community does not have yet: what it is called, and how it is made.

    ``make`` returns plain data by which the room knows it again: its ``back`` takes it away, and one that was taken away is new again.
    """

    label: str
    make: Callable[[Turn], Awaitable[Any]]


@dataclass(slots=True)
class Look:
    """What a room finds: what would come, and what stays because the community has changed it."""

    new: list[Addition] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The community and its preset as it is now. ``undone``: what rooms had made and taken back again."""

    community: Community
    preset: Preset
    undone: Mapping[str, Sequence[Any]]


Looks = Callable[[AsyncSession, Renewed], Awaitable[Look]]
Back = Callable[[Turn, Any], Awaitable[None]]
_rooms: dict[str, tuple[int, Looks, Back]] = {}


def room(name: str, *, looks: Looks, back: Back, order: int) -> None:
    """Register what a room adds; a lower ``order`` is made first and taken back last. Twice the same name is a mistake."""
    if name in _rooms:
        raise ValueError(f"two rooms renew {name}")
    _rooms[name] = order, looks, back


def _in_order() -> list[tuple[str, Looks, Back]]:
    return [(name, looks, back) for name, (_, looks, back) in sorted(_rooms.items(), key=lambda each: each[1][0])]


async def of_here(turn: Turn) -> Renewed:
    """Raises ``Refusal`` when the community has no preset, or it is gone or broken."""
    community = await turn.session.get_one(Community, turn.community_id)
    if community.preset is None:
        raise Refusal(renewal_texts.without_preset())
    undone: dict[str, list[Any]] = {}
    query = select(Deed).where(Deed.community_id == community.id, Deed.kind == RENEWED, Deed.undone_at.is_not(None))
    for deed in await turn.session.scalars(query):
        for name, what in deed.detail["made"]:
            undone.setdefault(name, []).append(what)
    return Renewed(community, preset.load(community.preset), undone)


async def look(turn: Turn, renewed: Renewed) -> Look:
    """All that would come, and all that stays."""
    whole = Look()
    for _, looks, _ in _in_order():
        found = await looks(turn.session, renewed)
        whole.new += found.new
        whole.kept += found.kept
    return whole


async def renew(turn: Turn, renewed: Renewed) -> list[str]:
    """Make it; returns what came. A room looks when those before it have made theirs: a new series may be of a new team."""
    made: list[list[Any]] = []
    labels: list[str] = []
    for name, looks, _ in _in_order():
        for each in (await looks(turn.session, renewed)).new:
            made.append([name, await each.make(turn)])
            labels.append(each.label)
    if made:
        await deeds.record(turn, RENEWED, f"community:{turn.community_id}", {"made": made, "labels": labels})
    return labels


@deeds.undoes(RENEWED)
async def _as_before(turn: Turn, deed: Deed) -> str:
    backs = {name: back for name, _, back in _in_order()}
    for name, what in reversed(deed.detail["made"]):
        await backs[name](turn, what)
    return renewal_texts.as_before(len(deed.detail["made"]))
