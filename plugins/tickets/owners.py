"""Who owns a ticket by office, and whom it goes up to: 网格员 or 队长, 副队长, 团长 and 副团长, 社工. Whoever is away is passed over.

Where no 社工 is there, the 管理员 stand at the end: no need and no report ends with nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.people import absence, office_texts, offices, reach, staff
from plugins.people.models import Place, Role, Team

from .models import Ticket

CORPS = (RoleKind.CORPS_HEAD, RoleKind.CORPS_DEPUTY)
ADMIN = "管理员"
HIGHEST_TREE = 6  # 社区 → 小区 → 楼栋 → 单元


@dataclass(frozen=True, slots=True)
class Stage:
    """Those who are asked together: what they are called, who is there, who is away."""

    name: str
    there: tuple[int, ...]
    away: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """From the owner upward. ``stages`` hold only those with somebody there; ``passed``: stages before the first, all away."""

    stages: tuple[Stage, ...]
    passed: tuple[Stage, ...] = ()

    @property
    def first(self) -> tuple[int, ...]:
        """Who has to see to it now; empty when the community has nobody at all."""
        return self.stages[0].there if self.stages else ()

    @property
    def everybody(self) -> frozenset[int]:
        """All of them; being away takes no right from anybody."""
        return frozenset(each for stage in (*self.stages, *self.passed) for each in (*stage.there, *stage.away))


async def chain(session: AsyncSession, ticket: Ticket) -> Chain:
    """The owner's office and everybody above, each person once."""
    stages, passed, seen = [], [], set[int]()
    for name, ids in await _offices(session, ticket):
        new = [each for each in ids if each not in seen]
        seen.update(new)
        gone = await absence.away(session, new, clock.now())
        stage = Stage(name, tuple(each for each in new if each not in gone), tuple(each for each in new if each in gone))
        if stage.there:
            stages.append(stage)
        elif stage.away and not stages:
            passed.append(stage)
    return Chain(tuple(stages), tuple(passed))


async def _offices(session: AsyncSession, ticket: Ticket) -> list[tuple[str, Sequence[int]]]:
    """Names and holders, the owner first. Who has it in hand stands before any office."""
    community, found = ticket.community_id, list[tuple[str, Sequence[int]]]()
    if ticket.handler_id:
        found.append(("经办人", [ticket.handler_id]))
    if ticket.office in offices.OF_PLACE:
        found.append((str(ticket.office), await keepers(session, community, ticket.office, ticket.post_id)))
    elif ticket.office != RoleKind.SOCIAL_WORKER:
        kinds = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY) if ticket.team_id else (ticket.office,)
        found += [(str(kind), await reach.holders(session, community, (kind,), ticket.team_id)) for kind in kinds]
    if ticket.office != RoleKind.SOCIAL_WORKER:
        found.append((RoleKind.CORPS_HEAD.value, await reach.holders(session, community, CORPS)))
    return [*found, *await _at_the_end(session, community)]


async def _at_the_end(session: AsyncSession, community_id: int) -> list[tuple[str, Sequence[int]]]:
    """社工, and the 管理员 while none of them is there."""
    workers = await reach.holders(session, community_id, (RoleKind.SOCIAL_WORKER,))
    found = [(RoleKind.SOCIAL_WORKER.value, workers)]
    if set(workers) <= await absence.away(session, workers, clock.now()):
        found.append((ADMIN, await staff.admins(session, community_id)))
    return found


async def keepers(session: AsyncSession, community_id: int, kind: RoleKind, place_id: int | None) -> Sequence[int]:
    """Who holds an office for the place or, where nobody does, for the nearest place above it."""
    for _ in range(HIGHEST_TREE):
        if place_id is None:
            return ()
        query = select(Role.member_id).where(Role.community_id == community_id, Role.kind == kind)
        query = query.where(Role.ended_at.is_(None), Role.place_id == place_id).order_by(Role.id)
        if found := list(dict.fromkeys((await session.scalars(query)).all())):
            return found
        place_id = await session.scalar(select(Place.parent_id).where(Place.id == place_id))
    return ()


async def office_name(session: AsyncSession, ticket: Ticket) -> str:
    """The owner as people call it: 环境保护队长, 3栋网格员, 社工."""
    if ticket.office == RoleKind.SOCIAL_WORKER:
        return await staff_name(session, ticket.community_id)
    team = await session.get(Team, ticket.team_id) if ticket.team_id else None
    place = await session.get(Place, ticket.post_id) if ticket.post_id else None
    of = team or place
    return office_texts.office(ticket.office, of.name if of else "")


async def staff_name(session: AsyncSession, community_id: int) -> str:
    """Who answers for the community: the 社工, or the 管理员 while none is there and there is a 管理员."""
    there = [name for name, ids in await _at_the_end(session, community_id) if ids]
    return there[-1] if there else RoleKind.SOCIAL_WORKER.value
