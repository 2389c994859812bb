"""Finding and making members: nobody has to register, and a person without an account is a full member."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .models import Account, Member
from .texts import nameless, no_such_name

LONGEST_NAME = 60


def name_key(name: str) -> str:
    """The name as it is compared: squeezed, simplified, without titles' spaces."""
    return squeeze(name)[:LONGEST_NAME]


async def myself(turn: Turn) -> Member:
    """The speaker as a member; made now if this is the first deed here."""
    return await ensure(turn.session, turn.speaker, turn.heard)


async def ensure(session: AsyncSession, speaker: Speaker, heard: Heard) -> Member:
    """The member behind ``speaker``, made with an account when there is none yet; notes where he was heard."""
    assert speaker.community_id is not None
    group = heard.chat.ident if heard.in_group else heard.temp_group
    if speaker.member_id is not None:
        member = await session.get_one(Member, speaker.member_id)
        await _note(session, speaker, heard, group)
        await _learn_name(session, member, speaker, heard)
        return member
    name = (speaker.name or nameless(speaker.user))[:LONGEST_NAME]
    member = Member(community_id=speaker.community_id, name=name, name_key=name_key(name), joined_at=clock.now())
    session.add(member)
    await session.flush()
    session.add(
        Account(
            community_id=speaker.community_id,
            member_id=member.id,
            platform=speaker.platform,
            user=speaker.user,
            bot=heard.account,
            group=group,
            heard_at=clock.now(),
        )
    )
    await session.flush()
    return member


async def _note(session: AsyncSession, speaker: Speaker, heard: Heard, group: str | None) -> None:
    """Keep the account's whereabouts, but only when they changed or are a day old: not one row more per message."""
    account = await account_of(session, speaker)
    if account is None:
        return
    stale = (clock.now() - account.heard_at).days >= 1
    moved = account.bot != heard.account or (group is not None and account.group != group)
    if stale or moved:
        account.bot, account.group, account.heard_at = heard.account, group or account.group, clock.now()
        await session.flush()


async def _learn_name(session: AsyncSession, member: Member, speaker: Speaker, heard: Heard) -> None:
    """Somebody made a member by an @ before anybody knew his name gets it when he speaks."""
    if heard.name and heard.user == speaker.user and member.name == nameless(speaker.user):
        member.name = heard.name[:LONGEST_NAME]
        member.name_key = name_key(member.name)
        await session.flush()


async def account_of(session: AsyncSession, speaker: Speaker) -> Account | None:
    """The speaker's account row in this community."""
    query = select(Account).where(Account.platform == speaker.platform, Account.user == speaker.user)
    return await session.scalar(query.where(Account.community_id == speaker.community_id))


async def by_name(session: AsyncSession, community_id: int, name: str) -> Sequence[Member]:
    """Members of that name, the longest known first."""
    query = select(Member).where(Member.community_id == community_id, Member.name_key == name_key(name))
    return (await session.scalars(query.order_by(Member.id))).all()


async def by_user(session: AsyncSession, community_id: int, platform: str, user: str) -> Member | None:
    """The member behind an account (as it stands in an @)."""
    query = select(Member).join(Account, Account.member_id == Member.id)
    query = query.where(Account.platform == platform, Account.user == user, Account.community_id == community_id)
    return await session.scalar(query)


async def ensure_user(session: AsyncSession, heard: Heard, community_id: int, user: str, name: str) -> Member:
    """The member behind an @-ed account, made when he has done nothing here yet."""
    known = await by_user(session, community_id, heard.platform, user)
    if known:
        return known
    speaker = Speaker(heard.platform, user, name, community_id=community_id)
    return await ensure(session, speaker, heard)


async def without_account(session: AsyncSession, proxy: Member, name: str) -> Member:
    """The person whom ``proxy`` speaks for: the one of that name he already speaks for, or known here, else a new member.

    Raises ``Refusal`` when the name is empty or too long.
    """
    cleaned = name.strip()
    if not name_key(cleaned) or len(cleaned) > 20:
        raise Refusal(no_such_name())
    known = await by_name(session, proxy.community_id, cleaned)
    mine = [each for each in known if each.proxy_id == proxy.id or each.id == proxy.id]
    if mine or len(known) == 1:
        return (mine or known)[0]
    member = Member(
        community_id=proxy.community_id,
        name=cleaned,
        name_key=name_key(cleaned),
        proxy_id=proxy.id,
        joined_at=clock.now(),
    )
    session.add(member)
    await session.flush()
    return member
