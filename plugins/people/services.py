"""Kinds of service (三星 and the like): a community's own, from its preset; one without any has none.

An activity is of the kind that was said, else of its team's; what it earns is booked under it, and boards can be had by it.
"""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal

from . import service_texts
from .models import ServiceKind, Team

TAILS = ("服务星", "星", "类", "服务")
SAID = re.compile(
    r"(?P<before>^|[\s,，、;；。])(?:服[务務])?[类類][别別](?P<gap>\s*[:：为是]?\s*)(?P<word>[^\s,，、;；。:：]+)"
)


async def all_of(session: AsyncSession, community_id: int) -> Sequence[ServiceKind]:
    """The community's kinds in the order of its preset."""
    query = select(ServiceKind).where(ServiceKind.community_id == community_id)
    return (await session.scalars(query.order_by(ServiceKind.position, ServiceKind.id))).all()


def spellings(kind: ServiceKind) -> set[str]:
    """What people call it: 平安, 平安星, 平安类, 平安和谐幸福, 平安和谐幸福服务星."""
    whole = kind.name.removesuffix("服务星")
    return {squeeze(each) for each in (kind.name, whole, kind.short, *(kind.short + tail for tail in TAILS))}


def called(kinds: Sequence[ServiceKind], word: str) -> ServiceKind | None:
    """The kind that ``word`` means."""
    return next((each for each in kinds if squeeze(word) in spellings(each)), None)


async def named(session: AsyncSession, community_id: int, word: str) -> ServiceKind:
    """The same. Raises ``Refusal`` with those that there are."""
    kinds = await all_of(session, community_id)
    if found := called(kinds, word):
        return found
    raise Refusal(service_texts.no_such_kind(word, kinds))


async def take(session: AsyncSession, community_id: int, text: str) -> tuple[ServiceKind | None, str]:
    """「类别 平安」 out of a line, and the line without it; a title with that word in it stays. Raises ``Refusal``."""
    kinds = await all_of(session, community_id)
    for found in SAID.finditer(text):
        kind = called(kinds, found["word"])
        if kind is None and not found["gap"]:
            continue
        if kind is None:
            raise Refusal(service_texts.no_such_kind(found["word"], kinds))
        return kind, f"{text[: found.start()]}{found['before']}{text[found.end() :]}".strip()
    return None, text


async def of(session: AsyncSession, service_id: int | None, *team_ids: int | None) -> int | None:
    """The kind that was said, else that of the first team that has one."""
    if service_id is not None:
        return service_id
    for team_id in team_ids:
        team = await session.get(Team, team_id) if team_id else None
        if team is not None and team.service_id is not None:
            return team.service_id
    return None
