"""Offices given and taken: who may be meant, what is recorded, who is told, how it is taken back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import names
from plugins.inbox.speaker import RoleKind
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post

from . import deeds, members, office_texts, offices, places, reach, teams, texts
from .models import Deed, Member, Place, Role, Team

APPOINT, DISMISS = "appoint", "dismiss"


async def person(turn: Turn, name: str) -> Member:
    """Who is meant: the one @-ed, else the one known here by ``name``.

    Raises ``Refusal`` when nobody is named, nobody is known by that name, or several are.
    """
    if len(turn.heard.mentions) > 1:
        raise Refusal(office_texts.one_at_a_time())
    for user in turn.heard.mentions:
        said = names.of_mentioned(turn.heard, user)
        return await members.ensure_user(turn.session, turn.heard, turn.community_id, user, said)
    found = await members.by_name(turn.session, turn.community_id, name) if members.name_key(name) else ()
    if len(found) != 1:
        raise Refusal(office_texts.which_person(name, len(found)))
    return found[0]


async def read_words(turn: Turn) -> offices.Said:
    """The words of the turn, sorted into office, team or place, and name."""
    known_teams = await teams.all_of(turn.session, turn.community_id)
    known_places = await places.known(turn.session, turn.community_id)
    return offices.read(
        turn.rest,
        mentioned=bool(turn.heard.mentions),
        is_team=lambda word: teams.called(known_teams, word) is not None,
        is_place=lambda word: places.spelt(word) in known_places or places.looks_like_one(word),
    )


async def label(session: AsyncSession, role: Role) -> str:
    """The office as people call it: 环境保护 队长."""
    team = await session.get(Team, role.team_id) if role.team_id else None
    place = await session.get(Place, role.place_id) if role.place_id else None
    of = team or place
    return office_texts.office(role.kind, of.name if of else "")


async def held(session: AsyncSession, member_id: int) -> Sequence[Role]:
    """The offices a member holds now, longest held first."""
    query = select(Role).where(Role.member_id == member_id, Role.ended_at.is_(None))
    return (await session.scalars(query.order_by(Role.id))).all()


async def appoint(turn: Turn, said: offices.Said) -> tuple[Member, str]:
    """Give the office that was said; returns who holds it and what it is called. A leader is in his team.

    Raises ``Refusal`` when the office, the team, the place or the person is not clear, or he holds it already.
    """
    if said.kind is None:
        raise Refusal(office_texts.which_office())
    team_id, place_id = await _of(turn, said.kind, said.of)
    member = await person(turn, said.name)
    await turn.session.get_one(Member, member.id, with_for_update=True)
    role = Role(community_id=turn.community_id, member_id=member.id, kind=said.kind, team_id=team_id, place_id=place_id)
    if any(_same(role, each) for each in await held(turn.session, member.id)):
        raise Refusal(office_texts.holds_already(member.name, await label(turn.session, role)))
    role.granted_at = clock.now()
    turn.session.add(role)
    joined = await teams.join(turn.session, team_id, member.id) if team_id else False
    await turn.session.flush()
    called = await label(turn.session, role)
    deed = await deeds.record(turn, APPOINT, f"member:{member.id}", {"role": role.id, "office": called, "joined": joined})
    await _tell(turn, member, f"office:{deed.id}", office_texts.you_are(turn.speaker.community, called))
    return member, called


def _same(one: Role, other: Role) -> bool:
    return (one.kind, one.team_id, one.place_id) == (other.kind, other.team_id, other.place_id)


async def _of(turn: Turn, kind: RoleKind, word: str) -> tuple[int | None, int | None]:
    """The team or place the office is for."""
    if kind in offices.OF_TEAM:
        if not word:
            raise Refusal(office_texts.of_which_team(kind))
        return (await teams.named(turn.session, turn.community_id, word)).id, None
    if kind in offices.OF_PLACE:
        if not word:
            raise Refusal(office_texts.of_which_place(kind))
        return None, (await places.ensure(turn.session, turn.community_id, word)).id
    return None, None


async def dismiss(turn: Turn, said: offices.Said) -> tuple[Member, Sequence[str]]:
    """Take the office that was said, or all where none was; returns who held it and what it was called.

    Raises ``Refusal`` when the person is not clear or does not hold it.
    """
    member = await _holder(turn, said.name)
    await turn.session.get_one(Member, member.id, with_for_update=True)
    now = await held(turn.session, member.id)
    ending = await _meant(turn, said, now)
    if not ending:
        raise Refusal(office_texts.holds_not(member.name, [await label(turn.session, role) for role in now]))
    for role in ending:
        role.ended_at = clock.now()
    called = [await label(turn.session, role) for role in ending]
    detail = {"roles": [role.id for role in ending], "offices": called}
    deed = await deeds.record(turn, DISMISS, f"member:{member.id}", detail)
    await _tell(turn, member, f"office:{deed.id}", office_texts.you_are_no_longer(turn.speaker.community, called))
    return member, called


async def _holder(turn: Turn, name: str) -> Member:
    """Like ``person``, but an @-ed stranger holds nothing and is not made a member for that."""
    for user in turn.heard.mentions[:1]:
        if await members.by_user(turn.session, turn.community_id, turn.heard.platform, user) is None:
            raise Refusal(office_texts.holds_not(names.of_mentioned(turn.heard, user) or texts.nameless(user), ()))
    return await person(turn, name)


async def _meant(turn: Turn, said: offices.Said, now: Sequence[Role]) -> Sequence[Role]:
    if said.kind is None:
        return now
    fitting = [role for role in now if role.kind == said.kind]
    if not said.of:
        return fitting
    if said.kind in offices.OF_TEAM:
        team = await teams.named(turn.session, turn.community_id, said.of)
        return [role for role in fitting if role.team_id == team.id]
    place = await places.find(turn.session, turn.community_id, said.of)
    return [role for role in fitting if place and role.place_id == place.id]


async def _tell(turn: Turn, member: Member, key: str, text: str) -> None:
    """Tell the person in private. An office is no secret: in the group the same may be said to him."""
    if member.id == turn.speaker.member_id:
        return
    found = (await reach.of_members(turn.session, [member.id])).get(member.id)
    if found is None:
        return
    greeted = office_texts.to(member.name, text)
    letter = Letter(key, found.private, greeted, via_group=found.group, discreet=greeted)
    await post(turn.session, letter)


@deeds.undoes(APPOINT)
async def _appointed_by_mistake(turn: Turn, deed: Deed) -> str:
    role = await turn.session.get_one(Role, deed.detail["role"])
    if role.ended_at is not None:
        raise Refusal(texts.changed_since())
    role.ended_at = clock.now()
    member = await turn.session.get_one(Member, role.member_id)
    if deed.detail["joined"] and role.team_id:
        await teams.leave(turn.session, role.team_id, member.id)
    await _tell(
        turn,
        member,
        f"office:{deed.id}:undone",
        office_texts.you_are_no_longer(turn.speaker.community, [deed.detail["office"]]),
    )
    return office_texts.appointment_undone(member.name, deed.detail["office"])


@deeds.undoes(DISMISS)
async def _dismissed_by_mistake(turn: Turn, deed: Deed) -> str:
    roles = [await turn.session.get_one(Role, number) for number in deed.detail["roles"]]
    member = await turn.session.get_one(Member, roles[0].member_id)
    now = await held(turn.session, member.id)
    for role in roles:
        if not any(_same(role, each) for each in now):
            role.ended_at = None
    called = deed.detail["offices"]
    await _tell(turn, member, f"office:{deed.id}:undone", office_texts.you_are(turn.speaker.community, "、".join(called)))
    return office_texts.dismissal_undone(member.name, called)
