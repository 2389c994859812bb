"""Putting two records of one person together as somebody's deed: who may be meant, what is said before, how it is taken back."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post

from . import appointments, deeds, members, merging, one_person_texts, own_rows, reach, texts
from .models import Deed, Member, Place
from .profile_models import Profile

MERGE = "person.merge"
_TOKEN = re.compile(r"人(\d{1,9})")


async def meant(turn: Turn, word: str) -> Sequence[Member]:
    """The members that a word may mean: a name, a name with its building, or 人12 as the bot writes it."""
    if token := _TOKEN.fullmatch(word):
        found = await turn.session.get(Member, int(token[1]))
        fits = found is not None and found.community_id == turn.community_id and found.gone_at is None
        return [found] if found is not None and fits else []
    return await members.by_name(turn.session, turn.community_id, word)


async def described(session: AsyncSession, member: Member) -> str:
    """王阿姨（3栋，QQ）: enough to tell two of one name apart."""
    row = await session.get(Profile, member.id)
    place = await session.get(Place, row.place_id) if row and row.place_id else None
    proxy = await session.get(Member, member.proxy_id) if member.proxy_id else None
    accounts = await own_rows.platforms(session, member.id)
    return one_person_texts.described(member.name, place.name if place else "", accounts, proxy.name if proxy else "")


async def check(session: AsyncSession, kept: Member, gone: Member) -> None:
    """Raises ``Refusal`` when the two cannot be one person."""
    if kept.id == gone.id:
        raise Refusal(one_person_texts.the_same(kept.name))
    for each in (kept, gone):
        if await own_rows.is_organisation(session, each):
            raise Refusal(one_person_texts.organisation(each.name))


async def merge(turn: Turn, kept: Member, gone: Member, *, kind: str = MERGE) -> Deed:
    """Make them one as the speaker's deed."""
    await check(turn.session, kept, gone)
    for number in sorted((kept.id, gone.id)):
        await turn.session.get_one(Member, number, with_for_update=True)
    deed = await deeds.record(turn, kind, f"member:{kept.id}")
    job = merging.Merge(turn.session, kept.id, gone.id, f"merge:{deed.id}", deeds.doer(turn.heard))
    done = await merging.merge(job)
    deed.detail = done | {"names": [kept.name, gone.name]}
    await turn.session.flush()
    return deed


async def apart(turn: Turn, deed: Deed) -> None:
    """Two again. Raises ``Refusal`` when one of them has become one with somebody else since."""
    kept_id, gone_id = deed.detail["kept"], deed.detail["gone"]
    if (await turn.session.get_one(Member, kept_id)).gone_at is not None:
        raise Refusal(texts.changed_since())
    job = merging.Merge(turn.session, kept_id, gone_id, f"merge:{deed.id}", deeds.doer(turn.heard))
    await merging.unmerge(job, deed.detail)


@deeds.undoes(MERGE)
async def _apart_again(turn: Turn, deed: Deed) -> str:
    await apart(turn, deed)
    return one_person_texts.apart(deed.detail["names"])


async def tell(turn: Turn, deed: Deed, name: str) -> None:
    """Tell the person whose records were put together."""
    kept_id = deed.detail["kept"]
    found = (await reach.of_members(turn.session, [kept_id])).get(kept_id)
    if found and kept_id != turn.speaker.member_id:
        await post(turn.session, Letter(f"{MERGE}:{deed.id}", found.private, one_person_texts.told(name)))


async def claimable(turn: Turn, me: Member) -> Sequence[Member]:
    """Records under the speaker's own name that may be his: without an account, an office, or a guardian, and no organisation."""
    same = await members.by_name(turn.session, turn.community_id, me.name)
    return [each for each in same if each.id != me.id and await _nobody_s(turn.session, each)]


async def _nobody_s(session: AsyncSession, member: Member) -> bool:
    row = await session.scalar(select(Profile).where(Profile.member_id == member.id))
    held = await appointments.held(session, member.id)
    accounts = await own_rows.platforms(session, member.id)
    return not (accounts or held or (row and row.guardian_id) or await own_rows.is_organisation(session, member))
