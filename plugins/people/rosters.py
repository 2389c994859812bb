"""Who is in which team: joining, leaving, and the list for those who lead it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import LEADING, RoleKind
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post

from . import deeds, members, reach, team_texts, teams, texts
from .models import Deed, Member, Role, Team, TeamMember

JOIN, LEAVE = "team.join", "team.leave"
OF_TEAM = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)


async def teams_of(session: AsyncSession, member_id: int) -> Sequence[Team]:
    """The teams a member is in, in the order of the community."""
    query = select(Team).join(TeamMember, TeamMember.team_id == Team.id)
    query = query.where(TeamMember.member_id == member_id, Team.closed_at.is_(None))
    return (await session.scalars(query.order_by(Team.position, Team.id))).all()


async def led_by(turn: Turn) -> Sequence[Team]:
    """The teams whose leader or deputy the speaker is, and the smaller ones inside them."""
    own = {role.team_id for role in turn.speaker.roles if role.kind in LEADING and role.team_id}
    known = await teams.all_of(turn.session, turn.community_id)
    return [team for team in known if team.id in own or team.parent_id in own]


async def join(turn: Turn, team: Team) -> str:
    """Put the speaker into the team; its leaders are told."""
    if team.partner:
        raise Refusal(team_texts.partner_has_no_members(team.name))
    me = await members.myself(turn)
    if not await teams.join(turn.session, team.id, me.id):
        raise Refusal(team_texts.in_it_already(me.name, team.name))
    deed = await deeds.record(turn, JOIN, f"team:{team.id}", {"member": me.id})
    await _tell_leaders(turn, team, f"{JOIN}:{deed.id}", team_texts.has_joined(me.name, team.name), but=me.id)
    return team_texts.joined(me.name, team.name)


async def leave(turn: Turn, team: Team) -> str:
    """Take the speaker out of the team. Raises ``Refusal`` for its leader: an office is given back first."""
    me = turn.speaker.member_id
    row = await turn.session.get(TeamMember, (team.id, me)) if me else None
    if me is None or row is None:
        raise Refusal(team_texts.not_in_it(team.name))
    held = select(Role.id).where(Role.member_id == me, Role.team_id == team.id, Role.ended_at.is_(None))
    if await turn.session.scalar(held.limit(1)):
        raise Refusal(team_texts.leader_stays(team.name))
    await teams.leave(turn.session, team.id, me)
    deed = await deeds.record(turn, LEAVE, f"team:{team.id}", {"member": me, "since": row.joined_at.isoformat()})
    await _tell_leaders(turn, team, f"{LEAVE}:{deed.id}", team_texts.has_left(turn.speaker.name, team.name), but=me)
    return team_texts.left(turn.speaker.name, team.name)


async def _tell_leaders(turn: Turn, team: Team, key: str, text: str, *, but: int) -> None:
    leaders = await reach.holders(turn.session, turn.community_id, OF_TEAM, team.id)
    for number, found in (await reach.of_members(turn.session, [each for each in leaders if each != but])).items():
        await post(turn.session, Letter(f"{key}:{number}", found.private, text))


async def listed(session: AsyncSession, team: Team) -> str:
    """The names of a team, its leaders first, with the smaller teams inside it."""
    inside = (await session.scalars(select(Team).where(Team.parent_id == team.id, Team.closed_at.is_(None)))).all()
    groups = [(each, await _names(session, each)) for each in (team, *inside)]
    return team_texts.roster([(each.name, names) for each, names in groups])


async def _names(session: AsyncSession, team: Team) -> Sequence[tuple[str, str]]:
    """(name, office) of each, leaders first."""
    roles = select(Role.member_id, Role.kind).where(Role.team_id == team.id, Role.ended_at.is_(None)).order_by(Role.id)
    offices = {row.member_id: str(row.kind) for row in await session.execute(roles)}
    query = select(Member).join(TeamMember, TeamMember.member_id == Member.id).where(TeamMember.team_id == team.id)
    found = (await session.scalars(query.order_by(TeamMember.joined_at, Member.id))).all()
    order = {RoleKind.TEAM_LEADER: 0, RoleKind.TEAM_DEPUTY: 1}
    ranked = sorted(found, key=lambda each: order.get(RoleKind(offices[each.id]), 2) if each.id in offices else 2)
    return [(each.name, offices.get(each.id, "")) for each in ranked]


@deeds.undoes(JOIN)
async def _not_joined(turn: Turn, deed: Deed) -> str:
    team = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    member = await turn.session.get_one(Member, deed.detail["member"])
    if await turn.session.get(TeamMember, (team.id, member.id)) is None:
        raise Refusal(texts.changed_since())
    await teams.leave(turn.session, team.id, member.id)
    await _tell_leaders(turn, team, f"{JOIN}:{deed.id}:undone", team_texts.has_left(member.name, team.name), but=member.id)
    return team_texts.not_joined(member.name, team.name)


@deeds.undoes(LEAVE)
async def _not_left(turn: Turn, deed: Deed) -> str:
    team = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    member = await turn.session.get_one(Member, deed.detail["member"])
    if team.closed_at is not None or not await teams.join(turn.session, team.id, member.id):
        raise Refusal(texts.changed_since())
    if since := deed.detail.get("since"):
        (await turn.session.get_one(TeamMember, (team.id, member.id))).joined_at = clock.from_text(since)
    await _tell_leaders(turn, team, f"{LEAVE}:{deed.id}:undone", team_texts.has_joined(member.name, team.name), but=member.id)
    return team_texts.not_left(member.name, team.name)
