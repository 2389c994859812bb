"""What is special about a patrol among activities: three teams, a tally of each, who usually comes, a summary afterwards."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import kinds
from plugins.activity.models import Activity, Series
from plugins.activity.signing import Place, Tally
from plugins.inbox import questions
from plugins.inbox.speaker import LEADING, RoleKind, Speaker
from plugins.inbox.table import Turn
from plugins.people import reach, settings
from plugins.people.models import Member

from . import regulars, summary, teams, texts
from .minimum import MINIMUM
from .rides import KIND
from .tally import split


class Patrol(kinds.Kind):
    """The lake patrol."""

    async def minimum(self, session: AsyncSession, series: Series) -> int | None:
        """The community's setting."""
        return await settings.value(session, series.community_id, MINIMUM)

    async def answers_to(self, session: AsyncSession, activity: Activity, words: str) -> bool:
        """「报名 骑行」 means the next patrol."""
        return teams.named_in(words, await teams.patrolling(session, activity.community_id)) is not None

    async def team_for(self, session: AsyncSession, activity: Activity, member: Member, words: str) -> int | None:
        """Said, or known from before."""
        return await teams.team_of(session, activity, member, words)

    async def after_join(self, turn: Turn, activity: Activity, member: Member, place: Place) -> str:
        """Name the team; where none is known ask once, offering 「报名 3 骑行」. For somebody else it stays open."""
        among = await teams.patrolling(turn.session, activity.community_id)
        if team := next((each for each in among if each.id == place.signup.team_id), None):
            return texts.rides_for(team)
        if not among or (place.signup.proxy_id is not None and member.id != turn.speaker.member_id):
            return ""
        await questions.ask(turn.session, turn.heard, [f"报名 {activity.number} {team.short}" for team in among])
        return texts.which_team(among)

    async def standing(self, session: AsyncSession, activity: Activity, tally: Tally) -> str:
        """骑行 9 · 党员 6 · 团员 3 = 18/20 还差 2."""
        return texts.standing(await split(session, activity), activity.minimum)

    async def leaders(self, session: AsyncSession, activity: Activity) -> Sequence[int]:
        """The leaders and deputies of the patrol teams."""
        found: list[int] = []
        for team in await teams.patrolling(session, activity.community_id):
            offices = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)
            found += await reach.holders(session, activity.community_id, offices, team.id)
        return found

    async def led_by(self, session: AsyncSession, activity: Activity | Series, speaker: Speaker) -> bool:
        """Whoever leads one of the patrol teams leads the patrol."""
        led = {role.team_id for role in speaker.roles if role.kind in LEADING}
        return any(team.id in led for team in await teams.patrolling(session, activity.community_id))

    async def usual(self, session: AsyncSession, activity: Activity) -> Sequence[str]:
        """The regulars who are silent."""
        return await regulars.silent(session, activity)

    async def recorded(self, session: AsyncSession, activity: Activity) -> None:
        """Post the summary."""
        await summary.post(session, activity)


kinds.register(KIND, Patrol())
