"""How many ride for which team. Adults count towards the minimum, children do not; who waits is not counted."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity.models import Activity, Outcome, SignUp, SignUpState

from .teams import patrolling


@dataclass(frozen=True, slots=True)
class Split:
    """Adults per team in the teams' order (by how the team is called), and those of no patrol team."""

    teams: tuple[tuple[str, int], ...]
    unassigned: int

    @property
    def adults(self) -> int:
        """All of them."""
        return sum(count for _, count in self.teams) + self.unassigned


async def split(session: AsyncSession, activity: Activity, *, came: bool = False) -> Split:
    """Those on the list; with ``came``, those who were there."""
    query = select(SignUp.team_id, func.sum(1 + SignUp.guests)).where(
        SignUp.activity_id == activity.id, SignUp.state == SignUpState.JOINED
    )
    if came:
        query = query.where(SignUp.outcome == Outcome.PRESENT)
    counts = {team_id: int(adults) for team_id, adults in await session.execute(query.group_by(SignUp.team_id))}
    teams = [(team.short, counts.pop(team.id, 0)) for team in await patrolling(session, activity.community_id)]
    return Split(tuple(teams), sum(counts.values()))
