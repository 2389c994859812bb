"""Teams that staff founds, renames and puts together. A team that went over into another stays as history, under no command."""

from sqlalchemy import select, update

from plugins.inbox.table import Turn
from plugins.inbox.wording import normalise, squeeze, visible
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import deeds, members, team_texts, teams, texts
from .models import Deed, Member, Role, Team, TeamMember
from .profile_models import Partner

FOUND, RENAME, TOGETHER = "team.found", "team.rename", "team.together"
LONGEST, LONGEST_SHORT = 20, 10


async def found(turn: Turn, name: str, short: str, parent: Team | None, *, partner: bool) -> Team:
    """Make a team. ``partner``: an organisation that sends heads without names. Teams nest one level. Raises ``Refusal``."""
    called, said = _checked(name), _checked(short) if short else ""
    known = await teams.all_of(turn.session, turn.community_id)
    for word in filter(None, (called, said)):
        if taken := teams.called(known, word):
            raise Refusal(team_texts.taken(taken.name))
    if parent is not None and parent.parent_id is not None:
        raise Refusal(team_texts.one_level(parent.name))
    team = await closed(turn, called) or Team(community_id=turn.community_id, name=called)
    team.short, team.closed_at = said[:LONGEST_SHORT] or called, None
    team.parent_id = parent.id if parent else None
    team.position = max((each.position for each in known), default=0) + 1
    team.partner = partner
    turn.session.add(team)
    await turn.session.flush()
    if partner and await turn.session.get(Partner, team.id) is None:
        await _stand_for(turn, team)
    await deeds.record(turn, FOUND, f"team:{team.id}")
    return team


async def closed(turn: Turn, name: str) -> Team | None:
    """One that was there before under this name is opened again: its history is its own."""
    query = select(Team).where(Team.community_id == turn.community_id, Team.name == name, Team.closed_at.is_not(None))
    return await turn.session.scalar(query)


async def _stand_for(turn: Turn, team: Team) -> None:
    member = Member(
        community_id=turn.community_id,
        name=team.name,
        name_key=members.name_key(team.name),
        on_boards=False,
        joined_at=clock.now(),
    )
    turn.session.add(member)
    await turn.session.flush()
    turn.session.add(Partner(team_id=team.id, member_id=member.id))
    await turn.session.flush()


def _checked(name: str) -> str:
    said = visible(name).strip("「」\"' ")
    odd = any(sign in said for sign in "[]<>{}=\\\n")
    if not 2 <= len(squeeze(said)) <= LONGEST or len(said) > LONGEST or odd or mask(said) != said or squeeze(said).isdigit():
        raise Refusal(team_texts.no_team_name())
    return said


async def rename(turn: Turn, team: Team, name: str) -> None:
    """Call the team otherwise; what it was called in short is only kept where it is not the old name. Raises ``Refusal``."""
    called = _checked(name)
    others = [each for each in await teams.all_of(turn.session, turn.community_id) if each.id != team.id]
    if taken := teams.called(others, called) or await closed(turn, called):
        raise Refusal(team_texts.taken(taken.name))
    if normalise(team.name) == normalise(called):
        raise Refusal(team_texts.called_so_already(team.name))
    was = {"name": team.name, "short": team.short}
    if team.short == team.name[:LONGEST]:
        team.short = called
    await _call(turn, team, called)
    await deeds.record(turn, RENAME, f"team:{team.id}", {"was": was, "now": called})


async def _call(turn: Turn, team: Team, name: str) -> None:
    """An organisation's member is called like it."""
    team.name = name
    if partner := await turn.session.get(Partner, team.id):
        member = await turn.session.get_one(Member, partner.member_id)
        member.name, member.name_key = name, members.name_key(name)
    await turn.session.flush()


async def put_together(turn: Turn, gone: Team, kept: Team) -> int:
    """Members, offices and smaller teams of ``gone`` go over to ``kept``; returns how many members are new there.

    What was done for ``gone`` stays in the books under its name. Raises ``Refusal``.
    """
    if gone.id == kept.id or kept.parent_id == gone.id or gone.partner or kept.partner:
        raise Refusal(team_texts.not_into_itself())
    session = turn.session
    inside = set((await session.scalars(select(TeamMember.member_id).where(TeamMember.team_id == gone.id))).all())
    fresh = [number for number in sorted(inside) if await teams.join(session, kept.id, number)]
    roles = await _move_roles(turn, gone, kept)
    nested = (await session.scalars(select(Team.id).where(Team.parent_id == gone.id, Team.closed_at.is_(None)))).all()
    upper = kept.parent_id or kept.id
    await session.execute(update(Team).where(Team.id.in_(nested)).values(parent_id=upper))
    gone.closed_at = clock.now()
    await session.flush()
    detail = {"kept": kept.id, "members": fresh, "roles": roles, "nested": list(nested)}
    await deeds.record(turn, TOGETHER, f"team:{gone.id}", detail)
    return len(fresh)


async def _move_roles(turn: Turn, gone: Team, kept: Team) -> list[list[int]]:
    """Offices of ``gone`` end and begin anew in ``kept``, unless held there already: [ended, begun or 0]."""
    query = select(Role).where(Role.team_id == gone.id, Role.ended_at.is_(None)).order_by(Role.id)
    there = select(Role.member_id, Role.kind).where(Role.team_id == kept.id, Role.ended_at.is_(None))
    held = {(row.member_id, row.kind) for row in await turn.session.execute(there)}
    moved: list[list[int]] = []
    for role in (await turn.session.scalars(query)).all():
        role.ended_at = clock.now()
        begun = Role(community_id=role.community_id, member_id=role.member_id, kind=role.kind, team_id=kept.id)
        begun.granted_at = clock.now()
        if (role.member_id, role.kind) not in held:
            turn.session.add(begun)
            await turn.session.flush()
        moved.append([role.id, begun.id or 0])
    return moved


@deeds.undoes(FOUND)
async def _not_founded(turn: Turn, deed: Deed) -> str:
    """A team in which somebody is already, or that has an office, stays."""
    team = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    used = await turn.session.scalar(select(TeamMember.member_id).where(TeamMember.team_id == team.id).limit(1))
    used = used or await turn.session.scalar(select(Role.id).where(Role.team_id == team.id).limit(1))
    if used or team.closed_at is not None:
        raise Refusal(team_texts.team_in_use(team.name))
    team.closed_at = clock.now()
    return team_texts.not_founded(team.name)


@deeds.undoes(RENAME)
async def _called_as_before(turn: Turn, deed: Deed) -> str:
    team = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    was = deed.detail["was"]
    query = select(Team.id).where(Team.community_id == team.community_id, Team.name == was["name"], Team.id != team.id)
    if team.name != deed.detail["now"] or await turn.session.scalar(query):
        raise Refusal(texts.changed_since())
    team.short = was["short"]
    await _call(turn, team, was["name"])
    return team_texts.called_as_before(team.name)


@deeds.undoes(TOGETHER)
async def _apart_again(turn: Turn, deed: Deed) -> str:
    gone = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    for number in deed.detail["members"]:
        await teams.leave(turn.session, deed.detail["kept"], number)
    for ended, begun in deed.detail["roles"]:
        (await turn.session.get_one(Role, ended)).ended_at = None
        if begun:
            (await turn.session.get_one(Role, begun)).ended_at = clock.now()
    await turn.session.execute(update(Team).where(Team.id.in_(deed.detail["nested"])).values(parent_id=gone.id))
    gone.closed_at = None
    await turn.session.flush()
    return team_texts.apart_again(gone.name)
