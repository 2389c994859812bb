"""Who speaks: the person, his roles here, the community. The room of people registers how that is found out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from .heard import Heard


class RoleKind(StrEnum):
    """Offices a person can hold, as the communities call them."""

    SOCIAL_WORKER = "社工"
    GRID_KEEPER = "网格员"
    BUILDING_HEAD = "楼长"
    UNIT_HEAD = "单元长"
    CORPS_HEAD = "团长"
    CORPS_DEPUTY = "副团长"
    TEAM_LEADER = "队长"
    TEAM_DEPUTY = "副队长"


LEADING = frozenset({RoleKind.CORPS_HEAD, RoleKind.CORPS_DEPUTY, RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY})


class Who(IntEnum):
    """How much a person may do, lowest first; each may do what the ones before may."""

    ANYONE = 0
    LEADER = 1
    STAFF = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """An office held here and now, with the team or the place it is for."""

    kind: RoleKind
    team_id: int | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person who speaks, as known before the deed.

    ``community_id`` is ``None`` in a group that belongs to no community, and in private when it is not known which one is
    meant. ``member_id`` is ``None`` for somebody who has done nothing here yet.
    """

    platform: str
    user: str
    name: str
    community_id: int | None = None
    community: str = ""
    member_id: int | None = None
    roles: frozenset[RoleHeld] = field(default_factory=frozenset)
    is_admin: bool = False
    chat_kind: str | None = None

    @property
    def level(self) -> Who:
        """The most this person may do here."""
        kinds = {role.kind for role in self.roles}
        if self.is_admin:
            return Who.ADMIN
        if RoleKind.SOCIAL_WORKER in kinds:
            return Who.STAFF
        return Who.LEADER if kinds & LEADING else Who.ANYONE

    @property
    def leads_all(self) -> bool:
        """Whether he may lead every activity here: staff, 团长 and 副团长."""
        corps = {RoleKind.CORPS_HEAD, RoleKind.CORPS_DEPUTY}
        return self.level >= Who.STAFF or any(role.kind in corps for role in self.roles)

    def leads_team(self, team_id: int | None) -> bool:
        """Whether he leads this team, or all."""
        return self.leads_all or any(role.kind in LEADING and role.team_id == team_id for role in self.roles if team_id)


Recogniser = Callable[[AsyncSession, Heard], Awaitable[Speaker]]
_recognisers: list[Recogniser] = []


def use_recogniser(recogniser: Recogniser) -> None:
    """Find out who speaks with ``recogniser`` from now on."""
    _recognisers[:] = [recogniser]


async def recognise(session: AsyncSession, heard: Heard) -> Speaker:
    """Who said ``heard``."""
    return await _recognisers[0](session, heard)
