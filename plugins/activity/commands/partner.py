"""Organisations that send people without names: their contact says 「来 8 人」, and eight places are taken."""

from collections.abc import Sequence
from dataclasses import replace

from plugins.inbox.speaker import LEADING, Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel.refusal import Refusal
from plugins.people import members
from plugins.people.models import Member, Team
from plugins.people.profile_models import Partner

from .. import partner_texts
from .signup import on_behalf

COMES = r"(?P<heads>\d{1,3})\s*[个名位]?人?(?:\s+(?:活动)?\s*(?P<which>\S.{0,20}))?"


async def _contacts_of(turn: Turn) -> Sequence[Team]:
    """The organisations for which the speaker is the contact (their 队长 or 副队长)."""
    led = {role.team_id for role in turn.speaker.roles if role.kind in LEADING and role.team_id}
    teams = [await turn.session.get_one(Team, number) for number in sorted(led)]
    return [team for team in teams if team.partner and team.closed_at is None]


async def _is_a_contact(turn: Turn) -> bool:
    """「来 3 个人帮忙」 of anybody else is talk."""
    return turn.heard.spoken_to or bool(await _contacts_of(turn))


@command(
    "来",
    topic="带队",
    summary="共建单位的联系人报人数，不用名字",
    usage="来 8人 活动号",
    examples=("来 8人 {n}",),
    who=Who.LEADER,
    takes=Takes.REFERENCE,
    shape=f"(?:{COMES})?",
    accepts=_is_a_contact,
    known_only=True,
    writes=True,
)
async def come(turn: Turn) -> Answer | str:
    """Take so many places in the name of the organisation; saying it again changes the number."""
    mine = await _contacts_of(turn)
    if not mine:
        raise Refusal(partner_texts.only_contacts())
    heads, _, which = turn.rest.replace("个", "").replace("人", " ").partition(" ")
    if not heads.strip().isdigit() or not int(heads):
        raise Refusal(partner_texts.how_many())
    stands_for = await turn.session.get_one(Partner, mine[0].id)
    organisation = await turn.session.get_one(Member, stands_for.member_id)
    organisation.proxy_id = (await members.myself(turn)).id
    line = " ".join(f"{organisation.name} 报名 {which.strip().removeprefix('活动').strip()} {int(heads)}人".split())
    return await on_behalf(replace(turn, rest=normalise(line), raw=line, word="帮"))
