"""Who gave how much in a period, with the evidence: hours and services from the books, absences from the attendance.

Order: hours, then services, then reliability (came out of signed up; somebody excused is counted in neither). Equal in all three
is the same rank: 1, 1, 3. Who does not want to stand on boards is in it, because staff has to know; organisations and records
that are gone are not. Whoever was only served has no hours and so no rank.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, ActivityState, Outcome, SignUp, SignUpState
from plugins.people.models import Member, Role
from plugins.people.profile_models import Partner
from plugins.points.models import Book, LedgerEntry
from plugins.points.period import Months


@dataclass(frozen=True, slots=True)
class Record:
    """What a person did in a period. ``minutes`` of service, ``times``: services in the books."""

    member_id: int
    name: str
    listed: bool
    minutes: int
    times: int
    signed_up: int
    came: int

    @property
    def merit(self) -> tuple[int, int, Fraction]:
        """What is compared. Who signed up for nothing has let nobody down."""
        return self.minutes, self.times, Fraction(self.came, self.signed_up) if self.signed_up else Fraction(1)


def ranked(records: Iterable[Record]) -> list[tuple[int, Record]]:
    """Everybody with his rank, the best first; who shares a rank stands by name."""
    order = sorted(records, key=lambda each: (*(-part for part in each.merit), each.name, each.member_id))
    found: list[tuple[int, Record]] = []
    for place, each in enumerate(order, 1):
        same = bool(found) and found[-1][1].merit == each.merit
        found.append((found[-1][0] if same else place, each))
    return found


def shortlist(everybody: Sequence[tuple[int, Record]], top: int) -> list[tuple[int, Record]]:
    """The first ``top`` ranks; those who share the last one are all in it."""
    return [each for each in everybody if each[0] <= top]


async def records(session: AsyncSession, community_id: int, period: Months, member_id: int | None = None) -> list[Record]:
    """What everybody (or one) did in the period; who has no hours is left out."""
    attended = await _attended(session, community_id, period, member_id)
    found = []
    for row in await session.execute(_served(community_id, period, member_id)):
        signed_up, came = attended.get(row.id, (0, 0))
        found.append(Record(row.id, row.name, row.listed, int(row.minutes), int(row.times), signed_up, came))
    return found


def _served(community_id: int, period: Months, member_id: int | None) -> Select[*tuple[Any, ...]]:
    """One row per person: the sum of his hours, and of how many causes something stands."""
    net = select(LedgerEntry.member_id, func.sum(LedgerEntry.amount).label("minutes"))
    net = net.where(LedgerEntry.community_id == community_id, LedgerEntry.book == Book.HOURS)
    net = net.where(LedgerEntry.earned_at >= period.start, LedgerEntry.earned_at < period.end)
    if member_id is not None:
        net = net.where(LedgerEntry.member_id == member_id)
    cause = net.group_by(LedgerEntry.member_id, LedgerEntry.cause).subquery()
    minutes, times = func.sum(cause.c.minutes), func.sum(case((cause.c.minutes > 0, 1), else_=0))
    query = select(Member.id, Member.name, Member.on_boards.label("listed"), minutes.label("minutes"), times.label("times"))
    query = query.join(cause, cause.c.member_id == Member.id)
    query = query.where(Member.gone_at.is_(None), Member.id.not_in(select(Partner.member_id)))
    return query.group_by(Member.id, Member.name, Member.on_boards).having(minutes > 0)


async def _attended(
    session: AsyncSession, community_id: int, period: Months, member_id: int | None
) -> dict[int, tuple[int, int]]:
    """Per person: how many activities of recorded attendance he had signed up for and not been excused from, and how many he came to."""
    came = func.sum(case((SignUp.outcome == Outcome.PRESENT, 1), else_=0))
    query = select(SignUp.member_id, func.count().label("signed_up"), came.label("came"))
    query = query.join(Activity, Activity.id == SignUp.activity_id)
    query = query.where(Activity.community_id == community_id, Activity.state != ActivityState.CANCELLED)
    query = query.where(Activity.ends_at >= period.start, Activity.ends_at < period.end)
    query = query.where(SignUp.state == SignUpState.JOINED, SignUp.outcome.in_((Outcome.PRESENT, Outcome.ABSENT)))
    if member_id is not None:
        query = query.where(SignUp.member_id == member_id)
    return {row.member_id: (row.signed_up, int(row.came)) for row in await session.execute(query.group_by(SignUp.member_id))}


async def in_office(session: AsyncSession, member_id: int) -> bool:
    """Whether the member holds an office now: who organises is not always on a list himself."""
    query = select(Role.id).where(Role.member_id == member_id, Role.ended_at.is_(None))
    return await session.scalar(query.limit(1)) is not None
