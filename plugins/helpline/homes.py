"""Which community is meant by somebody who lives, or helps, in two: he is asked once, and then it is that one."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.people.models import Account, Community, Member

from . import asking, drafts, texts
from .reading import Parts

COMMUNITY = "community"
Home = tuple[Account, Community, Member]


async def _homes(turn: Turn) -> Sequence[Home]:
    query = select(Account, Community, Member).join(Community, Community.id == Account.community_id)
    query = query.join(Member, Member.id == Account.member_id)
    query = query.where(Account.platform == turn.heard.platform, Account.user == turn.heard.user)
    return [(row[0], row[1], row[2]) for row in await turn.session.execute(query.order_by(Community.id))]


async def which(turn: Turn, parts: Parts) -> Answer | None:
    """The question, where there are several and the way in which he spoke does not say which; else ``None``."""
    if turn.heard.temp_group:
        return None
    homes = await _homes(turn)
    if len(homes) < 2:
        return None
    names = [community.name for _, community, _ in homes]
    await drafts.keep(turn.session, turn.heard.person, COMMUNITY, parts)
    await drafts.choose(turn.session, turn.heard.person, [f"{drafts.LINE} {name}" for name in names])
    return Answer(texts.which_community(names), done=False)


async def chosen(turn: Turn, said: str, parts: Parts) -> Answer:
    """Open it there. From then on what he says in private is about that community."""
    homes = await _homes(turn)
    found = next((home for home in homes if squeeze(home[1].name) == squeeze(said)), None)
    if found is None:
        return await which(turn, parts) or await asking.ask(turn, parts)
    account, community, member = found
    account.heard_at = clock.now()
    await turn.session.flush()
    await drafts.drop(turn.session, turn.heard)
    return await asking.ask(replace(turn, speaker=_there(turn.speaker, community, member)), parts)


def _there(speaker: Speaker, community: Community, member: Member) -> Speaker:
    return replace(
        speaker, community_id=community.id, community=community.name, member_id=member.id, name=member.name, roles=frozenset()
    )
