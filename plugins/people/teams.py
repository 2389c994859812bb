"""Teams: finding one by what people call it, and how many are in each."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from . import office_texts
from .models import Team, TeamMember

_TAIL = re.compile("(?:志愿服务队|志愿队|服务队|小分队|分队|小队|队伍|队)$")
NEAR = 50  # of 100: 环保 for 环境保护 is near, 理发 for 法律援助 is not


async def all_of(session: AsyncSession, community_id: int) -> Sequence[Team]:
    """The community's teams in the order of its preset, without those that went over into others."""
    query = select(Team).where(Team.community_id == community_id, Team.closed_at.is_(None)).order_by(Team.position, Team.id)
    return (await session.scalars(query)).all()


def _bare(word: str) -> str:
    squeezed = squeeze(word)
    return _TAIL.sub("", squeezed) or squeezed


def called(teams: Sequence[Team], word: str) -> Team | None:
    """The team of that name or short name; 队, 服务队 … at the end do not matter."""
    for spelling in (squeeze, _bare):
        wanted = spelling(word)
        found = [team for team in teams if wanted and wanted in (spelling(team.name), spelling(team.short))]
        if found:
            return found[0]
    return None


def nearest(teams: Sequence[Team], word: str) -> Team | None:
    """The team that was most likely meant, if any is near."""
    if not squeeze(word):
        return None
    spelt = {team.id: _bare(team.name) for team in teams}
    found = process.extractOne(_bare(word), spelt, scorer=fuzz.WRatio, score_cutoff=NEAR)
    return next(team for team in teams if team.id == found[2]) if found else None


async def named(session: AsyncSession, community_id: int, word: str) -> Team:
    """The team that people call ``word``. Raises ``Refusal`` with the nearest one when there is none."""
    teams = await all_of(session, community_id)
    found = called(teams, word)
    if found is None:
        near = nearest(teams, word)
        raise Refusal(office_texts.no_such_team(word, near.name if near else None))
    return found


async def sizes(session: AsyncSession, community_id: int) -> Mapping[int, int]:
    """How many members each team has; a team without any is not in it."""
    query = select(TeamMember.team_id, func.count().label("size")).join(Team, Team.id == TeamMember.team_id)
    rows = await session.execute(query.where(Team.community_id == community_id).group_by(TeamMember.team_id))
    return {row.team_id: row.size for row in rows}


async def join(session: AsyncSession, team_id: int, member_id: int) -> bool:
    """Put a member into a team; ``False`` when he is in it already."""
    if await session.get(TeamMember, (team_id, member_id)):
        return False
    session.add(TeamMember(team_id=team_id, member_id=member_id, joined_at=clock.now()))
    await session.flush()
    return True


async def leave(session: AsyncSession, team_id: int, member_id: int) -> None:
    """Take a member out of a team; nothing happens when he is not in it."""
    row = await session.get(TeamMember, (team_id, member_id))
    if row:
        await session.delete(row)
        await session.flush()
