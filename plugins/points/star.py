"""Stars: the more hours of service, the more stars; hours are never spent, so a star is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import settings

from .rule import HOUR

LEVELS = "一二三四五"
NATIONAL = (100, 300, 600, 1000, 1500)
KNOBS = tuple(
    settings.knob(f"{level}星时长", f"服务满多少小时是{level}星志愿者", default=hours, low=1, high=100_000)
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


def star_of(minutes: int, hours: Sequence[int]) -> Star:
    """The star for ``minutes`` of service, given the thresholds in hours."""
    level = sum(minutes >= each * HOUR for each in hours)
    return Star(level, hours[level] * HOUR - minutes if level < len(hours) else None)
