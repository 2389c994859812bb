"""What the room of people moves itself when two records become one: the file, offices, teams; the rest is plain references."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from . import merging, profile
from .models import Account, Member, Role, TeamMember
from .profile_models import Partner, Profile


async def _move_file(job: merging.Merge) -> dict[str, Any] | None:
    """What the kept one has told stands; what he has not told is taken from the other. The other's file stays behind."""
    theirs = await job.session.get(Profile, job.gone_id)
    if theirs is None:
        return None
    mine = await profile.of(job.session, job.kept_id)
    was: dict[str, Any] = {}
    for column in (each.name for each in Profile.__table__.columns):
        old, new = getattr(mine, column), getattr(theirs, column)
        if column != "member_id" and not old and new and (old is None or column in ("free_times", "rider")):
            was[column] = old
            setattr(mine, column, new)
    return profile.plain(was)


async def _file_back(job: merging.Merge, was: dict[str, Any] | None) -> None:
    if was:
        mine = await profile.of(job.session, job.kept_id)
        for column, value in profile.values(was).items():
            setattr(mine, column, value)


async def _move_roles(job: merging.Merge) -> dict[str, list[int]]:
    """An office that both hold is held once."""
    query = select(Role).where(Role.member_id.in_((job.kept_id, job.gone_id))).order_by(Role.id)
    rows = (await job.session.scalars(query)).all()
    held = {(row.kind, row.team_id, row.place_id) for row in rows if row.member_id == job.kept_id and row.ended_at is None}
    moved, ended = [], []
    for row in (each for each in rows if each.member_id == job.gone_id):
        if row.ended_at is None and (row.kind, row.team_id, row.place_id) in held:
            row.ended_at = clock.now()
            ended.append(row.id)
        else:
            row.member_id = job.kept_id
            moved.append(row.id)
    return {"moved": moved, "ended": ended}


async def _roles_back(job: merging.Merge, was: dict[str, list[int]]) -> None:
    for number in was["moved"]:
        (await job.session.get_one(Role, number)).member_id = job.gone_id
    for number in was["ended"]:
        (await job.session.get_one(Role, number)).ended_at = None


async def _move_teams(job: merging.Merge) -> dict[str, list[Any]]:
    """A team that both are in has one member less."""
    rows = (await job.session.scalars(select(TeamMember).where(TeamMember.member_id == job.gone_id))).all()
    moved: list[Any] = []
    both: list[Any] = []
    for row in rows:
        there = await job.session.get(TeamMember, (row.team_id, job.kept_id))
        (both if there else moved).append([row.team_id, row.joined_at.isoformat()])
        await job.session.delete(row)
        if not there:
            job.session.add(TeamMember(team_id=row.team_id, member_id=job.kept_id, joined_at=row.joined_at))
    await job.session.flush()
    return {"moved": moved, "both": both}


async def _teams_back(job: merging.Merge, was: dict[str, list[Any]]) -> None:
    for team_id, _ in was["moved"]:
        if row := await job.session.get(TeamMember, (team_id, job.kept_id)):
            await job.session.delete(row)
    for team_id, joined_at in [*was["moved"], *was["both"]]:
        joined = clock.from_text(joined_at)
        job.session.add(TeamMember(team_id=team_id, member_id=job.gone_id, joined_at=joined))
    await job.session.flush()


merging.moves("file", columns=frozenset({"profile.member_id"}), move=_move_file, back=_file_back)
merging.moves("roles", columns=frozenset({"role.member_id"}), move=_move_roles, back=_roles_back)
merging.moves("teams", columns=frozenset({"team_member.member_id"}), move=_move_teams, back=_teams_back)


async def platforms(session: AsyncSession, member_id: int) -> list[str]:
    """On which platforms the member has an account, one for each account."""
    query = select(Account.platform).where(Account.member_id == member_id).order_by(Account.id)
    return list((await session.scalars(query)).all())


async def is_organisation(session: AsyncSession, member: Member) -> bool:
    """Whether the record stands for an organisation."""
    return await session.scalar(select(Partner.team_id).where(Partner.member_id == member.id).limit(1)) is not None
