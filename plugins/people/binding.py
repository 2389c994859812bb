"""QQ and WeChat become one person: six characters given on one platform, said on the other, for ten minutes, once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select, update

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post

from . import binding_texts, codes, deeds, members, one_person, profile, texts
from .models import Community, Deed, Member
from .profile_models import BindingCode, BindingTries
from .tries import Guard

LIFE = timedelta(minutes=10)
PAUSE = timedelta(minutes=15)
wrong_codes = Guard(BindingTries, within=PAUSE, pause=PAUSE)
BIND, BOUND = "bind", "bind.other_side"


@dataclass(frozen=True, slots=True)
class Bound:
    """Two accounts are one person now: what he is called, and on which platforms."""

    name: str
    platforms: Sequence[str]


async def issue(turn: Turn) -> str:
    """A code for the speaker; one he was given before is of no use any more."""
    me = await members.myself(turn)
    await turn.session.execute(
        update(BindingCode).where(BindingCode.member_id == me.id, BindingCode.used_at.is_(None)).values(used_at=clock.now())
    )
    code = await codes.fresh(turn.session, BindingCode.code)
    row = BindingCode(
        member_id=me.id,
        platform=turn.heard.platform,
        user=turn.heard.user,
        chat=str(turn.heard.person),
        code=code,
        expires_at=clock.now() + LIFE,
    )
    turn.session.add(row)
    await turn.session.flush()
    return code


async def spoil(turn: Turn, said: str) -> None:
    """A code that was said in front of all is of no use any more."""
    spoilt = update(BindingCode).where(BindingCode.code == codes.spelt(said), BindingCode.used_at.is_(None))
    await turn.session.execute(spoilt.values(used_at=clock.now()))


async def redeem(turn: Turn, said: str) -> Bound | None:
    """Make the speaker and whoever was given the code one person; ``None`` when there is no such code now. Raises ``Refusal``."""
    query = select(BindingCode).where(BindingCode.code == codes.spelt(said), BindingCode.used_at.is_(None))
    code = await turn.session.scalar(query.where(BindingCode.expires_at > clock.now()).with_for_update())
    if code is None:
        return None
    if (code.platform, code.user) == (turn.heard.platform, turn.heard.user):
        raise Refusal(binding_texts.other_platform())
    giver = await turn.session.get_one(Member, code.member_id)
    here = await _inside(turn, giver.community_id)
    me = await members.myself(here)
    if me.id == giver.id:
        raise Refusal(binding_texts.one_already())
    code.used_at = clock.now()
    platforms = [code.platform, turn.heard.platform]
    account, chat = f"{code.platform}:{code.user}", code.chat
    kept, gone = await _kept_first(here, giver, me)
    deed = await one_person.merge(here, kept, gone, kind=BIND)
    await _tell_the_other(here, deed, account, chat, platforms)
    return Bound(deed.detail["names"][0], platforms)


async def _inside(turn: Turn, community_id: int) -> Turn:
    """The same turn in the community of the code, in which the speaker may be nobody yet."""
    community = await turn.session.get_one(Community, community_id)
    known = await members.by_user(turn.session, community_id, turn.heard.platform, turn.heard.user)
    speaker = replace(
        turn.speaker,
        community_id=community_id,
        community=community.name,
        member_id=known.id if known else None,
        name=known.name if known else turn.speaker.name,
    )
    return replace(turn, speaker=speaker)


async def _kept_first(turn: Turn, giver: Member, me: Member) -> tuple[Member, Member]:
    """The record that has registered stays; else that of the one who was given the code."""
    if (await profile.of(turn.session, giver.id)).registered_at is None:
        mine = await profile.of(turn.session, me.id)
        return (me, giver) if mine.registered_at else (giver, me)
    return giver, me


async def _tell_the_other(turn: Turn, deed: Deed, account: str, chat: str, platforms: Sequence[str]) -> None:
    """The other side is told, and may take it back as well."""
    mirror = Deed(
        community_id=deed.community_id,
        done_at=clock.now(),
        by=account,
        kind=BOUND,
        subject=deed.subject,
        detail={"of": deed.id},
    )
    turn.session.add(mirror)
    await turn.session.flush()
    text = binding_texts.told(deed.detail["names"][0], platforms[1])
    await post(turn.session, Letter(f"{BIND}:{deed.id}", Address.parse(chat), text, disturb=True))


@deeds.undoes(BIND)
async def _loose(turn: Turn, deed: Deed) -> str:
    await one_person.apart(turn, deed)
    await turn.session.execute(
        update(Deed)
        .where(Deed.kind == BOUND, Deed.subject == deed.subject, Deed.undone_at.is_(None))
        .values(undone_at=clock.now())
    )
    return binding_texts.loose()


@deeds.undoes(BOUND)
async def _loose_from_there(turn: Turn, deed: Deed) -> str:
    done = await turn.session.get_one(Deed, deed.detail["of"])
    if done.undone_at is not None:
        raise Refusal(texts.changed_since())
    await one_person.apart(turn, done)
    done.undone_at = clock.now()
    return binding_texts.loose()
