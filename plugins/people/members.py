"""Finding and making members: nobody has to register, and a person without an account is a full member."""

import re
from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze, visible
from plugins.kernel import clock
from plugins.kernel.db import writes_alone
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from .models import Account, Community, Member, Place
from .places import spelt
from .profile_models import Profile
from .texts import name_with_number, nameless, no_such_name

LONGEST_NAME = 60
MARKUP = re.compile(r"[\[\]<>{}=\\]")
_WITH_PLACE = re.compile(r"(?P<name>[^()（）]+)[(（](?P<place>[^()（）]+)[)）]")
_ACCOUNT = (
    Account.platform == bindparam("platform"),
    Account.user == bindparam("user"),
    Account.community_id == bindparam("community"),
)
_BEHIND = select(Member).join(Account, Account.member_id == Member.id).where(*_ACCOUNT)
_ITSELF = select(Account).where(*_ACCOUNT)


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
    await _hold(session, speaker.community_id)
    if known := await by_user(session, speaker.community_id, speaker.platform, speaker.user):
        return known
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


async def _hold(session: AsyncSession, community_id: int) -> None:
    """Nobody else makes a member of this community until the transaction ends: two must not make the same person.

    This comes before any other lock that a deed takes (of an activity, of an account in the books), or two deeds may wait for
    each other.
    """
    if not writes_alone(session):
        await session.execute(select(Community.id).where(Community.id == community_id).with_for_update(key_share=True))


async def _note(session: AsyncSession, speaker: Speaker, heard: Heard, group: str | None) -> None:
    """Keep the account's whereabouts, but only when they changed or are a day old: not one row more per message."""
    account = await account_of(session, speaker)
    if account is None:
        return
    stale = (clock.now() - account.heard_at).days >= 1
    moved = account.bot != heard.account or (group is not None and account.group != group)
    if stale or moved or account.left_at:
        account.bot, account.group, account.heard_at = heard.account, group or account.group, clock.now()
        account.left_at = None
        await session.flush()


async def _learn_name(session: AsyncSession, member: Member, speaker: Speaker, heard: Heard) -> None:
    """Somebody made a member by an @ before anybody knew his name gets it when he speaks."""
    if heard.name and heard.user == speaker.user and member.name == nameless(speaker.user):
        member.name = heard.name[:LONGEST_NAME]
        member.name_key = name_key(member.name)
        await session.flush()


async def account_of(session: AsyncSession, speaker: Speaker) -> Account | None:
    """The speaker's account row in this community."""
    who = {"platform": speaker.platform, "user": speaker.user, "community": speaker.community_id}
    return await session.scalar(_ITSELF, who)


async def by_name(session: AsyncSession, community_id: int, name: str) -> Sequence[Member]:
    """Members of that name, the longest known first. 「王阿姨(3栋)」 is the one who lives there."""
    query = select(Member).where(Member.community_id == community_id, Member.gone_at.is_(None))
    found = (await session.scalars(query.where(Member.name_key == name_key(name)).order_by(Member.id))).all()
    if found or not (said := _WITH_PLACE.fullmatch(visible(name))):
        return found
    here = Place.id.in_(select(Place.id).where(Place.community_id == community_id, Place.name.startswith(spelt(said["place"]))))
    query = query.join(Profile, Profile.member_id == Member.id).join(Place, Place.id == Profile.place_id).where(here)
    return (await session.scalars(query.where(Member.name_key == name_key(said["name"])).order_by(Member.id))).all()


async def by_user(session: AsyncSession, community_id: int, platform: str, user: str) -> Member | None:
    """The member behind an account (as it stands in an @)."""
    return await session.scalar(_BEHIND, {"platform": platform, "user": user, "community": community_id})


async def ensure_user(session: AsyncSession, heard: Heard, community_id: int, user: str, name: str) -> Member:
    """The member behind an @-ed account, made when he has done nothing here yet."""
    known = await by_user(session, community_id, heard.platform, user)
    if known:
        return known
    speaker = Speaker(heard.platform, user, name, community_id=community_id)
    return await ensure(session, speaker, heard)


def checked_name(name: str) -> str:
    """The name as it is stored. Raises ``Refusal`` when it is empty, too long, holds a telephone number or signs of markup."""
    cleaned = visible(name)
    if not name_key(cleaned) or len(cleaned) > 20 or MARKUP.search(cleaned):
        raise Refusal(no_such_name())
    if mask(cleaned) != cleaned:
        raise Refusal(name_with_number())
    return cleaned


async def without_account(session: AsyncSession, proxy: Member, name: str) -> Member:
    """The person whom ``proxy`` speaks for: the one of that name he already speaks for, or known here, else a new member.

    Raises ``Refusal`` when the name is none.
    """
    cleaned = checked_name(name)
    if known := await _spoken_for(session, proxy, cleaned):
        return known
    await _hold(session, proxy.community_id)
    if known := await _spoken_for(session, proxy, cleaned):
        return known
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


async def _spoken_for(session: AsyncSession, proxy: Member, name: str) -> Member | None:
    known = await by_name(session, proxy.community_id, name)
    mine = [each for each in known if each.proxy_id == proxy.id or each.id == proxy.id]
    return (mine or known)[0] if mine or len(known) == 1 else None
