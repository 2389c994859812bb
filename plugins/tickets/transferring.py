"""To whom a ticket is handed: a team, the 网格员 of a place, another office, or a person by @ or by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind
from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.people import appointments, members, offices, places, reach, staff, teams
from plugins.people.models import Place

from . import owners, refusal_texts
from .models import Ticket


@dataclass(frozen=True, slots=True)
class Target:
    """The columns that change, and what else was said."""

    change: Mapping[str, Any]
    rest: str


async def read(turn: Turn, ticket: Ticket, said: str) -> Target:
    """Who is meant at the beginning of ``said``. Raises ``Refusal``: nobody, several, somebody who cannot be reached, or who has it."""
    word, _, rest = said.partition(" ")
    if turn.heard.mentions:
        kept = " ".join(each for each in said.split() if not each.startswith("@"))
        return await _person(turn, ticket, "", kept)
    if not word:
        raise Refusal(refusal_texts.to_whom(ticket.number))
    known = await teams.all_of(turn.session, turn.community_id)
    if team := teams.called(known, word.removesuffix("队长").removesuffix("副")) or teams.called(known, word):
        return await _office(turn.session, ticket, RoleKind.TEAM_LEADER, rest, team_id=team.id)
    kind = next((each for each in sorted(RoleKind, key=lambda each: -len(each)) if word.endswith(each)), None)
    if kind and kind not in offices.OF_TEAM:
        return await _by_office(turn, ticket, kind, word.removesuffix(kind), rest)
    return await _person(turn, ticket, word, rest)


async def _by_office(turn: Turn, ticket: Ticket, kind: RoleKind, of: str, rest: str) -> Target:
    if kind not in offices.OF_PLACE:
        return await _office(turn.session, ticket, kind, rest)
    place = await places.find(turn.session, turn.community_id, of) if of else None
    if place is None and not of and ticket.place_id:
        place = await turn.session.get(Place, ticket.place_id)
    if place is None:
        raise Refusal(refusal_texts.which_place(ticket.number, kind))
    return await _office(turn.session, ticket, kind, rest, post_id=place.id)


async def _office(
    session: AsyncSession,
    ticket: Ticket,
    kind: RoleKind,
    rest: str,
    *,
    team_id: int | None = None,
    post_id: int | None = None,
) -> Target:
    if (ticket.office, ticket.team_id, ticket.post_id, ticket.handler_id) == (kind, team_id, post_id, None):
        raise Refusal(refusal_texts.has_it_already(ticket.number))
    if not await _held(session, ticket.community_id, kind, team_id, post_id):
        raise Refusal(refusal_texts.nobody_there(ticket.number))
    return Target({"office": kind, "team_id": team_id, "post_id": post_id, "handler_id": None}, rest.strip())


async def _held(
    session: AsyncSession, community_id: int, kind: RoleKind, team_id: int | None, post_id: int | None
) -> Sequence[int]:
    if post_id:
        return await owners.keepers(session, community_id, kind, post_id)
    if kind == RoleKind.SOCIAL_WORKER:
        return await staff.of(session, community_id)
    return await reach.holders(session, community_id, tuple(offices.OF_TEAM) if team_id else (kind,), team_id)


async def _person(turn: Turn, ticket: Ticket, name: str, rest: str) -> Target:
    if not turn.heard.mentions and not await members.by_name(turn.session, turn.community_id, name):
        raise Refusal(refusal_texts.nobody_called(ticket.number, name))
    member = await appointments.person(turn, name)
    if member.id == ticket.handler_id:
        raise Refusal(refusal_texts.has_it_already(ticket.number))
    if member.id not in await reach.of_members(turn.session, [member.id]):
        raise Refusal(refusal_texts.cannot_be_reached(member.name))
    return Target({"handler_id": member.id}, rest.strip())
