"""How an activity stands: who is on its list, in what order, how many places are left, in all and in each section."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people.models import Member

from .eligibility.models import Conditions as Conditions  # an activity knows it by its name alone
from .models import Activity, SignUp, SignUpState
from .sections.models import Seat, Section

HEADS = 1 + SignUp.guests + SignUp.children
ADULTS = 1 + SignUp.guests

# Every sign-up asks these: they are put together once, which costs more than to run them.
_JOINED = SignUp.state == SignUpState.JOINED
_TALLY = select(
    func.count().filter(_JOINED),
    func.coalesce(func.sum(HEADS).filter(_JOINED), 0),
    func.coalesce(func.sum(ADULTS).filter(_JOINED), 0),
    func.count().filter(SignUp.state == SignUpState.WAITING),
).where(SignUp.activity_id == bindparam("activity"))
_ROW = select(SignUp).where(SignUp.activity_id == bindparam("activity"), SignUp.member_id == bindparam("member"))
_UP_TO = select(func.count()).where(
    SignUp.activity_id == bindparam("activity"),
    SignUp.state == bindparam("state"),
    (SignUp.queued_at < bindparam("queued")) | ((SignUp.queued_at == bindparam("queued")) & (SignUp.id <= bindparam("row"))),
)
_SEATED = Seat.state == SignUpState.JOINED
_PER_SECTION = (
    select(
        Seat.section_id,
        func.coalesce(func.sum(HEADS).filter(_SEATED), 0),
        func.coalesce(func.sum(ADULTS).filter(_SEATED), 0),
        func.count().filter(Seat.state == SignUpState.WAITING),
    )
    .join(SignUp, SignUp.id == Seat.sign_up_id)
    .where(SignUp.activity_id == bindparam("activity"))
    .group_by(Seat.section_id)
)


@dataclass(frozen=True, slots=True)
class SectionTally:
    """How a section stands: heads that have a seat, those that count towards the minimum, rows that wait."""

    section: Section
    heads: int
    adults: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Places left; ``None`` without a limit."""
        return None if self.section.capacity is None else max(self.section.capacity - self.heads, 0)

    @property
    def short(self) -> int:
        """How many are missing to what it needs."""
        return max(self.section.wanted - self.adults, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """How an activity stands: rows and heads that take part, heads that count towards the minimum, rows that wait.

    ``sections``: the same for each section that takes place, in their order; empty where there are none.
    """

    rows: int
    heads: int
    adults: int
    waiting: int
    sections: tuple[SectionTally, ...] = ()

    def free(self, activity: Activity) -> int | None:
        """Places left; ``None`` without a limit."""
        if self.sections:
            free = [each.free for each in self.sections]
            return None if None in free else sum(each or 0 for each in free)
        return None if activity.capacity is None else max(activity.capacity - self.heads, 0)

    def short(self, activity: Activity) -> int:
        """How many are missing to the minimum, that of the sections together or that of all; 0 when it is reached."""
        return max((activity.minimum or 0) - self.adults, sum(each.short for each in self.sections), 0)

    def of(self, section: Section) -> SectionTally:
        """That of one section that takes place."""
        return next(each for each in self.sections if each.section.id == section.id)


async def tally(session: AsyncSession, activity_id: int) -> Tally:
    """Count the activity's lists."""
    rows, heads, adults, waiting = (await session.execute(_TALLY, {"activity": activity_id})).one()
    activity = await session.get_one(Activity, activity_id)
    sections = await _per_section(session, activity) if activity.sections else ()
    return Tally(rows, int(heads), int(adults), waiting, sections)


async def _per_section(session: AsyncSession, activity: Activity) -> tuple[SectionTally, ...]:
    counted = {row[0]: row[1:] for row in await session.execute(_PER_SECTION, {"activity": activity.id})}
    taking_place = [each for each in activity.sections if not each.called_off]
    return tuple(SectionTally(each, *map(int, counted.get(each.id, (0, 0, 0)))) for each in taking_place)


async def row_of(session: AsyncSession, activity_id: int, member_id: int) -> SignUp | None:
    """The member's row in this activity, in whatever state."""
    return await session.scalar(_ROW, {"activity": activity_id, "member": member_id})


async def listed(session: AsyncSession, activity_id: int, state: SignUpState) -> Sequence[tuple[SignUp, Member]]:
    """Rows with their members, in the order of the list: section by section, and by the time of asking."""
    query = select(SignUp, Member).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id == activity_id, SignUp.state == state)
    if (await session.get_one(Activity, activity_id)).sections:
        first = select(func.min(Section.place)).join(Seat, Seat.section_id == Section.id)
        query = query.order_by(first.where(Seat.sign_up_id == SignUp.id, Seat.state == state).scalar_subquery())
    rows = await session.execute(query.order_by(SignUp.queued_at, SignUp.id))
    return [(row[0], row[1]) for row in rows]


async def position(session: AsyncSession, signup: SignUp) -> int:
    """1-based place among those of the same state."""
    here = {"activity": signup.activity_id, "state": signup.state, "queued": signup.queued_at, "row": signup.id}
    return await session.scalar(_UP_TO, here) or 0
