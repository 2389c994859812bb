"""Stars: the more hours of service, the more stars; hours are never spent, so a star is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import settings
from plugins.people.models import Member

from .models import Book, LedgerEntry
from .rule import HOUR
from .statement import total

LEVELS = "一二三四五"
NATIONAL = (100, 300, 600, 1000, 1500)
KNOBS = tuple(
    settings.knob(f"{level}星时长", f"服务满多少小时是{level}星志愿者", default=hours, low=1, high=100_000, topic="星级")
    for level, hours in zip(LEVELS, NATIONAL, strict=True)
)


@dataclass(frozen=True, slots=True)
class Star:
    """``level`` 0 to 5; ``missing``: minutes to the next one, ``None`` at the top."""

    level: int
    missing: int | None


async def thresholds(session: AsyncSession, community_id: int) -> list[int]:
    """Hours for one star, two, …, lowest first."""
    return sorted([await settings.value(session, community_id, knob) for knob in KNOBS])


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a star: his name, his minutes in all, his star."""

    name: str
    minutes: int
    star: Star


async def holders(session: AsyncSession, community_id: int) -> Sequence[Holder]:
    """Everybody with a star, most hours first. Who does not want to stand on boards is left out."""
    scale = await thresholds(session, community_id)
    minutes = total(Book.HOURS)
    query = select(Member.name, minutes.label("minutes")).join(LedgerEntry, LedgerEntry.member_id == Member.id)
    query = query.where(Member.community_id == community_id, Member.on_boards).group_by(Member.id, Member.name)
    query = query.having(minutes >= scale[0] * HOUR).order_by(minutes.desc(), Member.name, Member.id)
    return [Holder(row.name, row.minutes, star_of(row.minutes, scale)) for row in await session.execute(query)]


def star_of(minutes: int, hours: Sequence[int]) -> Star:
    """The star for ``minutes`` of service, given the thresholds in hours."""
    level = sum(minutes >= each * HOUR for each in hours)
    return Star(level, hours[level] * HOUR - minutes if level < len(hours) else None)
