"""How many points a deed earns: by the hour, capped per deed and per day, as the community has set it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import settings

from .models import Book, LedgerEntry

HOUR = 60
AWARD = "award"

PER_HOUR = settings.knob("每小时积分", "服务 1 小时记几分", default=1, low=0, high=100, topic="积分")
PER_DEED = settings.knob("每次活动最多积分", "一次活动最多记几分，0 是不封顶", default=0, low=0, high=1000, topic="积分")
PER_DAY = settings.knob("每天最多积分", "一天里参加活动最多记几分，0 是不封顶", default=0, low=0, high=1000, topic="积分")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a deed is worth to a member: minutes and points, both whole and never negative, for which team and what kind of service."""

    member_id: int
    minutes: int
    points: int
    team_id: int | None = None
    service_id: int | None = None

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.points < 0:
            raise ValueError("a credit is never negative; to take something back, settle less or post a reversal")


@dataclass(frozen=True, slots=True)
class Tariff:
    """The community's rule: points per hour, at most so many per deed and per day; 0 means no limit."""

    per_hour: int
    per_deed: int
    per_day: int


async def tariff(session: AsyncSession, community_id: int) -> Tariff:
    """The rule of the community now."""
    return Tariff(*[await settings.value(session, community_id, each) for each in (PER_HOUR, PER_DEED, PER_DAY)])


def points_for(minutes: int, rate: int, cap: int = 0) -> int:
    """Whole points for ``minutes`` at ``rate`` per hour, half a point rounded up; at most ``cap``, where 0 means no limit."""
    points = (max(minutes, 0) * rate + HOUR // 2) // HOUR
    return min(points, cap) if cap else points


async def credit_for(
    session: AsyncSession,
    *,
    community_id: int,
    member_id: int,
    minutes: int,
    earned_at: datetime,
    cause: str,
    team_id: int | None = None,
    service_id: int | None = None,
) -> Credit:
    """What ``minutes`` of service are worth by the community's rule. Ready for ``ledger.settle`` under the same ``cause``.

    The limit per day counts what other deeds of the same Shanghai day have earned; awards by hand do not count. Hours are
    never capped.
    """
    rule = await tariff(session, community_id)
    points = points_for(minutes, rule.per_hour, rule.per_deed)
    if rule.per_day:
        points = min(points, max(0, rule.per_day - await _earned_that_day(session, member_id, earned_at, cause)))
    return Credit(member_id, minutes, points, team_id, service_id)


async def _earned_that_day(session: AsyncSession, member_id: int, moment: datetime, but: str) -> int:
    midnight = clock.local(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    query = select(func.coalesce(func.sum(LedgerEntry.amount), 0)).where(
        LedgerEntry.member_id == member_id,
        LedgerEntry.book == Book.POINTS,
        LedgerEntry.earned_at >= midnight,
        LedgerEntry.earned_at < midnight + timedelta(days=1),
        LedgerEntry.cause.not_in((AWARD, but)),
    )
    return await session.scalar(query) or 0
