"""What a person has to see to: what is in his hand, and what waits for an office he holds and nobody has taken. By deadline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleHeld, RoleKind, Speaker
from plugins.kernel import clock
from plugins.people import offices
from plugins.people.models import Place, Role

from . import owners
from .life import LIVE
from .models import Ticket

MOST = 12
COUNTED = 200  # beyond that nobody needs the exact number


@dataclass(frozen=True, slots=True)
class Todo:
    """The first of them by deadline, how many there are (at most 200 are counted), how many are overdue."""

    tickets: Sequence[Ticket]
    count: int
    overdue: int


async def of_speaker(session: AsyncSession, community_id: int, speaker: Speaker) -> Todo:
    """Whatever the speaker, who is a member, has to see to now; a 管理员 also what is the 社工's while none is there."""
    assert speaker.member_id is not None
    stands_in = speaker.is_admin and await owners.staff_name(session, community_id) == owners.ADMIN
    roles = speaker.roles | {RoleHeld(RoleKind.SOCIAL_WORKER)} if stands_in else speaker.roles
    return await of_member(session, community_id, speaker.member_id, roles)


async def of_member(session: AsyncSession, community_id: int, member_id: int, roles: Collection[RoleHeld]) -> Todo:
    """Whatever this member has to see to now."""
    rows: dict[int, Ticket] = {}
    counts = [0, 0]
    for mine in await _parts(session, community_id, member_id, roles):
        for state in LIVE:
            this = (Ticket.community_id == community_id) & (Ticket.state == state) & mine
            found = await session.scalars(select(Ticket).where(this).order_by(Ticket.due_at).limit(MOST))
            if new := {each.id: each for each in found}:
                rows |= new
                counts[0] += len(new) if len(new) < MOST else await _count(session, this)
                counts[1] += await _count(session, this & (Ticket.due_at < clock.now()))
    first = sorted(rows.values(), key=lambda each: (each.due_at is None, each.due_at, each.id))[:MOST]
    return Todo(first, *counts)


async def _count(session: AsyncSession, wanted: ColumnElement[bool]) -> int:
    found = select(Ticket.id).where(wanted).limit(COUNTED).subquery()
    return await session.scalar(select(func.count()).select_from(found)) or 0


async def _parts(
    session: AsyncSession, community_id: int, member_id: int, roles: Collection[RoleHeld]
) -> list[ColumnElement[bool]]:
    """One condition for each index that answers it; no ticket is in two of them."""
    parts: list[ColumnElement[bool]] = [Ticket.handler_id == member_id]
    free = func.coalesce(Ticket.handler_id, 0) == 0  # not "is null": that looks like a use for the index of handlers
    parts += [
        free & (Ticket.team_id == team) for team in {role.team_id for role in roles if role.kind in offices.OF_TEAM} if team
    ]
    for kind in {role.kind for role in roles} & offices.OF_PLACE:
        own = {role.place_id for role in roles if role.kind == kind and role.place_id}
        posts = await _posts(session, community_id, kind, own)
        parts.append(free & Ticket.team_id.is_(None) & (Ticket.office == kind) & Ticket.post_id.in_(posts))
    alone = {role.kind for role in roles} - offices.OF_TEAM - offices.OF_PLACE
    parts += [free & (Ticket.office == kind) for kind in alone]
    return parts


async def _posts(session: AsyncSession, community_id: int, kind: RoleKind, own: Collection[int]) -> set[int]:
    """The places he keeps, and those below them that nobody else keeps."""
    query = select(Role.place_id).where(Role.community_id == community_id, Role.kind == kind, Role.ended_at.is_(None))
    others = {each for each in await session.scalars(query) if each is not None} - set(own)
    children: dict[int, list[int]] = {}
    for row in await session.execute(select(Place.id, Place.parent_id).where(Place.community_id == community_id)):
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row.id)
    kept, ahead = set[int](), list(own)
    while ahead:
        place = ahead.pop()
        kept.add(place)
        ahead += [each for each in children.get(place, ()) if each not in others and each not in kept]
    return kept


async def reported_by(session: AsyncSession, community_id: int, member_ids: Collection[int]) -> Sequence[Ticket]:
    """What these members have reported, the newest first."""
    query = select(Ticket).where(Ticket.community_id == community_id, Ticket.reporter_id.in_(member_ids))
    return (await session.scalars(query.order_by(Ticket.id.desc()).limit(MOST))).all()
