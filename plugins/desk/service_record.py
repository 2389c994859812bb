"""Who took part in what: the attendance, and beside it what the two books hold for it, as plain rows.

Hours and points are those of the books and nothing else, so they are the same as on the boards; a posting that belongs to no
attendance (随手助, a need, points by hand) is a row of its own. An activity belongs to the stretch in which it ends, as in the books.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, ActivityState, Outcome, SignUp, SignUpState
from plugins.points.models import Book, LedgerEntry
from plugins.points.period import Months
from plugins.points.rule import AWARD
from plugins.points.statement import total

SIGNED = "signup:"


@dataclass(frozen=True, slots=True)
class Held:
    """An activity that was not called off. ``listed``: names on its list; ``recorded``: the attendance has been written down."""

    id: int
    number: int | None
    title: str
    place: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    team_id: int | None
    service_id: int | None
    recorded: bool
    listed: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one person did. ``heads``: adults, he and whom he brought, 0 for what was no activity; ``children`` count apart."""

    member_id: int
    what: str
    at: datetime
    minutes: int
    points: int
    team_id: int | None
    service_id: int | None
    activity: Held | None = None
    heads: int = 0
    children: int = 0
    cause: str = ""

    @property
    def by_hand(self) -> bool:
        """Points that staff gave."""
        return self.cause == AWARD


async def activities(session: AsyncSession, community_id: int, of: Months) -> Sequence[Held]:
    """Those that were not called off, in their order, whether anybody came or not."""
    listed = func.count(SignUp.id).filter(SignUp.state == SignUpState.JOINED)
    query = select(Activity, listed).outerjoin(SignUp, SignUp.activity_id == Activity.id).where(*_within(community_id, of))
    query = query.where(Activity.state != ActivityState.CANCELLED).group_by(Activity.id)
    rows = await session.execute(query.order_by(Activity.starts_at, Activity.id))
    return [_held(row[0], row[1]) for row in rows]


async def called_off(session: AsyncSession, community_id: int, of: Months) -> int:
    """How many were called off."""
    query = select(func.count(Activity.id)).where(*_within(community_id, of), Activity.state == ActivityState.CANCELLED)
    return await session.scalar(query) or 0


async def parts(session: AsyncSession, community_id: int, of: Months, held: Iterable[Held]) -> Sequence[Part]:
    """What everybody did, in the order of time."""
    by_id = {each.id: each for each in held}
    booked: dict[str, list[Part]] = {}
    for row in await session.execute(_books(community_id, of)):
        booked.setdefault(row.cause, []).append(_posting(row))
    found: list[Part] = []
    for row in await session.execute(_present(community_id, of)):
        if activity := by_id.get(row.activity_id):
            found += _taken_part(row, activity, booked.pop(f"{SIGNED}{row.id}", []))
    found += [each for some in booked.values() for each in some]
    return sorted(found, key=lambda each: (each.at, each.what, each.member_id))


def _within(community_id: int, of: Months):
    return Activity.community_id == community_id, Activity.ends_at >= of.start, Activity.ends_at < of.end


def _held(activity: Activity, listed: int) -> Held:
    return Held(
        id=activity.id,
        number=activity.number,
        title=activity.title,
        place=activity.place,
        kind=activity.kind,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        team_id=activity.team_id,
        service_id=activity.service_id,
        recorded=activity.attended_at is not None,
        listed=listed,
    )


def _present(community_id: int, of: Months):
    columns = (SignUp.id, SignUp.activity_id, SignUp.member_id, SignUp.team_id, SignUp.guests, SignUp.children)
    query = select(*columns).join(Activity, Activity.id == SignUp.activity_id).where(*_within(community_id, of))
    return query.where(SignUp.outcome == Outcome.PRESENT).order_by(SignUp.id)


def _books(community_id: int, of: Months):
    """Net sums per cause and person; what was reversed and not posted anew is not there."""
    whose = (LedgerEntry.cause, LedgerEntry.member_id, LedgerEntry.team_id, LedgerEntry.service_id)
    minutes, points = total(Book.HOURS), total(Book.POINTS)
    query = select(
        *whose,
        minutes.label("minutes"),
        points.label("points"),
        func.min(LedgerEntry.earned_at).label("at"),
        func.min(LedgerEntry.reason).filter(LedgerEntry.reverses_id.is_(None)).label("reason"),
    ).where(LedgerEntry.community_id == community_id, LedgerEntry.earned_at >= of.start, LedgerEntry.earned_at < of.end)
    return query.group_by(*whose).having((minutes != 0) | (points != 0))


def _posting(row: Row) -> Part:
    return Part(
        member_id=row.member_id,
        what=row.reason or "",
        at=row.at,
        minutes=int(row.minutes),
        points=int(row.points),
        team_id=row.team_id,
        service_id=row.service_id,
        cause=row.cause,
    )


def _taken_part(row: Row, activity: Held, booked: Sequence[Part]) -> list[Part]:
    """The attendance with what is booked for it; more than one posting would be one for each team, and only the first has the heads."""
    bare = Part(
        member_id=row.member_id,
        what=activity.title,
        at=activity.ends_at,
        minutes=0,
        points=0,
        team_id=row.team_id or activity.team_id,
        service_id=activity.service_id,
        activity=activity,
        cause=f"{SIGNED}{row.id}",
    )
    first, *others = booked or [bare]
    there = {"what": activity.title, "activity": activity}
    here = replace(first, **there, heads=1 + row.guests, children=row.children)
    return [here, *(replace(each, **there) for each in others)]
