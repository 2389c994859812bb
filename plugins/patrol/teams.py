"""The teams that take turns at the lake, and for which of them somebody rides."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, SignUp
from plugins.inbox.wording import squeeze
from plugins.people import teams
from plugins.people.models import Member, Team, TeamMember

from .rides import KIND


async def patrolling(session: AsyncSession, community_id: int) -> Sequence[Team]:
    """The community's patrol teams, in the order of its preset."""
    return [team for team in await teams.all_of(session, community_id) if team.patrols]


def named_in(words: str, among: Sequence[Team]) -> Team | None:
    """The one team whose name or short name stands in ``words`` (squeezed); two different ones are none."""
    found = [team for team in among if squeeze(team.name) in words or squeeze(team.short) in words]
    return found[0] if len(found) == 1 else None


async def team_of(session: AsyncSession, activity: Activity, member: Member, words: str) -> int | None:
    """The team that was said, else the one of his sign-up here or of his last patrol, else the one he is a member of."""
    among = await patrolling(session, activity.community_id)
    if said := named_in(words, among):
        await teams.join(session, said.id, member.id)
        return said.id
    ids = [team.id for team in among]
    return await _last_ridden_for(session, activity, member, ids) or await _belongs_to(session, member, ids)


async def _last_ridden_for(session: AsyncSession, activity: Activity, member: Member, ids: Sequence[int]) -> int | None:
    query = select(SignUp.team_id).join(Activity, Activity.id == SignUp.activity_id)
    query = query.where(SignUp.member_id == member.id, SignUp.team_id.in_(ids), Activity.kind == KIND)
    return await session.scalar(query.order_by((Activity.id == activity.id).desc(), Activity.starts_at.desc()).limit(1))


async def _belongs_to(session: AsyncSession, member: Member, ids: Sequence[int]) -> int | None:
    query = select(TeamMember.team_id).where(TeamMember.member_id == member.id, TeamMember.team_id.in_(ids))
    return await session.scalar(query.order_by(TeamMember.joined_at.desc(), TeamMember.team_id).limit(1))
