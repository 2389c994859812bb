"""The figures of a stretch of time: what was done, in one place. The workbook, the report on paper and the chat read them here.

What each of them counts:
an activity was held when somebody was there; people-times are adults who were there, companions too, children apart; hours and
points are what stands in the books; a report is closed when it has ended, done when somebody other than the handler has said so.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.deeds.models import DeedKind
from plugins.hazard import month
from plugins.kernel import clock
from plugins.people import services
from plugins.people.models import Member, ServiceKind, Team
from plugins.people.profile_models import Partner, Profile
from plugins.points.period import Months
from plugins.tickets.life import State

from . import casework, kindnesses, lake, newcomers, service_record
from .casework import NeedCount
from .kindnesses import Kindness
from .lake import Ride
from .newcomers import Newcomer
from .service_record import Held, Part


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is. ``organisation``: the name of one that sends heads, and no person's."""

    name: str
    on_boards: bool
    platform_number: str
    organisation: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What belongs together: of a person, a team, a kind of service, a month."""

    activities: int
    times: int
    minutes: int
    points: int


@dataclass(frozen=True)
class Figures:
    """All that is told of a stretch. ``unrecorded``: activities that are over, with people on the list and no attendance yet."""

    period: Months
    listed: Sequence[Held]
    called_off: int
    parts: Sequence[Part]
    newcomers: Sequence[Newcomer]
    hazards: month.Figures
    needs: Sequence[NeedCount]
    rides: Sequence[Ride]
    deeds: Sequence[Kindness]
    waiting_deeds: int
    people: dict[int, Person]
    teams: Sequence[Team]
    services: Sequence[ServiceKind]

    @cached_property
    def held(self) -> Sequence[Held]:
        """The activities to which somebody came."""
        return [each for each in self.listed if each.id in self.heads]

    @cached_property
    def heads(self) -> dict[int, int]:
        """How many adults were at each activity."""
        came: defaultdict[int, int] = defaultdict(int)
        for each in self.parts:
            if each.activity:
                came[each.activity.id] += each.heads
        return came

    @cached_property
    def unrecorded(self) -> Sequence[Held]:
        """Those of which nobody has said yet who was there."""
        return [each for each in self.listed if not each.recorded and each.listed and each.ends_at < clock.now()]

    @cached_property
    def all(self) -> Sums:
        """Everything together."""
        return _sums(self.parts)

    @cached_property
    def children(self) -> int:
        """Children who came along."""
        return sum(each.children for each in self.parts)

    @cached_property
    def servers(self) -> int:
        """How many different people were somewhere or have served; an organisation is none."""
        served = {each.member_id for each in self.parts if each.heads or each.minutes > 0}
        return sum(not self.people[number].organisation for number in served)

    def by(self, key: Callable[[Part], int | None]) -> dict[int | None, Sums]:
        """The sums of those parts that have the same key."""
        groups: defaultdict[int | None, list[Part]] = defaultdict(list)
        for each in self.parts:
            groups[key(each)].append(each)
        return {number: _sums(some) for number, some in groups.items()}

    @property
    def hazards_closed(self) -> int:
        """Reports that have ended, whatever came of them."""
        return self.hazards.count(State.CLOSED, State.DUPLICATE, State.UNFOUNDED)

    @property
    def in_time(self) -> int:
        """Of those that are done: how many within their deadline."""
        return sum(each.fixed and each.in_time for each in self.hazards.rows)

    def needs_of(self, what: str) -> int:
        """``asked``, ``served``, ``open`` or ``content`` over all sorts and months."""
        return sum(getattr(each, what) for each in self.needs)

    @property
    def reached(self) -> int:
        """How many patrols had as many people as they need."""
        return sum(each.day.reached for each in self.rides)

    def deeds_of(self, kind: DeedKind) -> Sequence[Kindness]:
        """The confirmed good deeds of a kind."""
        return [each for each in self.deeds if each.kind == kind]

    @property
    def copies(self) -> int:
        """Leaflets that were handed out."""
        return sum(each.copies for each in self.deeds)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was done or asked for."""
        return not (self.parts or self.listed or self.hazards.rows or self.needs or self.deeds or self.newcomers)


def _sums(parts: Sequence[Part]) -> Sums:
    return Sums(
        activities=len({each.activity.id for each in parts if each.activity}),
        times=sum(each.heads for each in parts),
        minutes=sum(each.minutes for each in parts),
        points=sum(each.points for each in parts),
    )


async def of(session: AsyncSession, community_id: int, period: Months) -> Figures:
    """The figures of the community in the stretch, as its tables are now."""
    listed = await service_record.activities(session, community_id, period)
    parts = await service_record.parts(session, community_id, period, listed)
    return Figures(
        period=period,
        listed=listed,
        called_off=await service_record.called_off(session, community_id, period),
        parts=parts,
        newcomers=await newcomers.within(session, community_id, period, parts),
        hazards=await month.figures(session, community_id, period),
        needs=await casework.needs(session, community_id, period),
        rides=await lake.rides(session, community_id, period),
        deeds=await kindnesses.confirmed(session, community_id, period),
        waiting_deeds=await kindnesses.waiting(session, community_id, period),
        people=await _people(session, community_id),
        teams=(
            await session.scalars(select(Team).where(Team.community_id == community_id).order_by(Team.position, Team.id))
        ).all(),
        services=await services.all_of(session, community_id),
    )


async def _people(session: AsyncSession, community_id: int) -> dict[int, Person]:
    query = select(Member.id, Member.name, Member.on_boards, Profile.platform_number, Partner.team_id)
    query = query.outerjoin(Profile, Profile.member_id == Member.id).outerjoin(Partner, Partner.member_id == Member.id)
    rows = await session.execute(query.where(Member.community_id == community_id))
    return {number: Person(name, listed, code or "", bool(partner)) for number, name, listed, code, partner in rows}
