"""What somebody's service was: by kinds of service where the community tells them apart, else by what the activities are called."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, SignUp
from plugins.kernel.masking import mask
from plugins.people.models import ServiceKind
from plugins.points.models import Book, LedgerEntry
from plugins.points.period import Months

from . import certificate_texts

MOST = 4
LONGEST = 200
_SIGN_UP = "signup:"


async def of(session: AsyncSession, member_id: int, period: Months) -> str:
    """The kinds of a member's service in the period, most hours first: 巡湖、清洁家园、随手助等."""
    minutes: Counter[str] = Counter()
    titles = await _titles(session, member_id)
    for cause, kind, amount in await _booked(session, member_id, period):
        minutes[kind or titles.get(cause) or certificate_texts.other(cause)] += amount
    names = [name for name, amount in sorted(minutes.items(), key=lambda each: (-each[1], each[0])) if amount > 0]
    return f"{'、'.join(names[:MOST])}{'等' if len(names) > MOST else ''}"[:LONGEST]


async def _booked(session: AsyncSession, member_id: int, period: Months) -> list[tuple[str, str | None, int]]:
    """(cause, kind of service, minutes) of what stands in the book of hours."""
    query = select(LedgerEntry.cause, ServiceKind.name, func.sum(LedgerEntry.amount))
    query = query.outerjoin(ServiceKind, ServiceKind.id == LedgerEntry.service_id)
    query = query.where(LedgerEntry.member_id == member_id, LedgerEntry.book == Book.HOURS)
    query = query.where(LedgerEntry.earned_at >= period.start, LedgerEntry.earned_at < period.end)
    rows = await session.execute(query.group_by(LedgerEntry.cause, ServiceKind.name))
    return [(cause, kind, int(amount)) for cause, kind, amount in rows]


async def _titles(session: AsyncSession, member_id: int) -> dict[str, str]:
    """By cause, what the activity is called."""
    query = select(SignUp.id, Activity.title).join(Activity, Activity.id == SignUp.activity_id)
    rows = await session.execute(query.where(SignUp.member_id == member_id))
    return {f"{_SIGN_UP}{row.id}": mask(row.title) for row in rows}
