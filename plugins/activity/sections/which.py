"""Which section is meant: what was said, else the one whose team the person belongs to; never a guess."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.people.models import Member, Team, TeamMember

from ..models import Activity
from ..wish import begins
from .models import Section

ALL = ("都报", "全报", "都要", "全部", "都来", "都参加", "全都", "都退", "全退")


def said(activity: Activity, words: str) -> list[Section]:
    """The sections whose names stand in ``words`` (squeezed), or all where that is said; of names within names the longer."""
    found = [each for each in activity.sections if squeeze(each.name) in words]
    longest = [
        each for each in found if not any(squeeze(each.name) in squeeze(other.name) for other in found if other is not each)
    ]
    if not longest and any(word in words for word in ALL):
        return list(activity.sections)
    return longest


def called(activity: Activity, word: str) -> Section | None:
    """The section of exactly this name."""
    return next((each for each in activity.sections if word and squeeze(each.name) == squeeze(word)), None)


def open_at(activity: Activity, at: datetime) -> list[Section]:
    """Those that take place and have not begun."""
    return [each for each in activity.sections if not each.called_off and at < begins(activity, each)]


async def belongs_to(session: AsyncSession, member_id: int) -> set[int]:
    """The teams of a member; who is in a team is also in those above it."""
    own = set(await session.scalars(select(TeamMember.team_id).where(TeamMember.member_id == member_id)))
    return await with_those_above(session, own)


async def with_those_above(session: AsyncSession, team_ids: Iterable[int]) -> set[int]:
    """These teams and all they are parts of."""
    found: set[int] = set()
    new = set(team_ids)
    while new:
        found |= new
        parents = await session.scalars(select(Team.parent_id).where(Team.id.in_(new)))
        new = {each for each in parents if each is not None} - found
    return found


async def wanted(session: AsyncSession, activity: Activity, member: Member, words: str) -> Sequence[Section]:
    """The sections that ``member`` signs up to; empty when he has to be asked.

    Where nothing is said: the quota of his team if it is the only one of his, or the only section there is.
    """
    if named := said(activity, words):
        return named
    among = [each for each in activity.sections if not each.called_off]
    if len(among) == 1:
        return among
    if not any(each.team_id for each in among):
        return []
    own = await belongs_to(session, member.id)
    fitting = [each for each in among if each.team_id in own]
    return fitting if len(fitting) == 1 else []
