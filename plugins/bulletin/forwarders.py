"""Who carries notices where the bot does not speak: a place with a name, one person who answers for it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze, visible
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds, reach
from plugins.people.models import ChatKind, Deed, Member
from plugins.people.texts import changed_since

from . import forward_texts
from .models import Forwarder

SET, ENDED = "forwarder.set", "forwarder.ended"
LONGEST = 20


def wanted(kinds: Sequence[str]) -> bool:
    """Whether a notice for these groups is carried further: what is for the leaders alone is not."""
    return any(each != ChatKind.LEADERS for each in kinds)


async def all_of(session: AsyncSession, community_id: int) -> Sequence[Forwarder]:
    """Those of now, in the order in which they began."""
    query = select(Forwarder).where(Forwarder.community_id == community_id, Forwarder.ended_at.is_(None))
    return (await session.scalars(query.order_by(Forwarder.id))).all()


async def who(session: AsyncSession, community_id: int) -> list[tuple[str, str]]:
    """(place, name) of those of now."""
    query = select(Forwarder.place, Member.name).join(Member, Member.id == Forwarder.member_id)
    query = query.where(Forwarder.community_id == community_id, Forwarder.ended_at.is_(None)).order_by(Forwarder.id)
    return [(place, name) for place, name in await session.execute(query)]


def _checked(said: str) -> str:
    place = visible(said).strip("，,。.、:： ")
    if not 2 <= len(place) <= LONGEST or not squeeze(place) or squeeze(place).isdigit() or mask(place) != place:
        raise Refusal(forward_texts.which_place())
    return place


async def _at(turn: Turn, place: str) -> Forwarder | None:
    here = await all_of(turn.session, turn.community_id)
    return next((each for each in here if squeeze(each.place) == squeeze(place)), None)


async def appoint(turn: Turn, member: Member, said: str) -> tuple[Forwarder, str]:
    """From now on ``member`` carries notices to the place; returns it and who did so before. Raises ``Refusal``."""
    place = _checked(said)
    before = await _at(turn, place)
    if before and before.member_id == member.id:
        raise Refusal(forward_texts.is_already(member.name, before.place))
    name = ""
    if before:
        before.ended_at = clock.now()
        name = (await turn.session.get_one(Member, before.member_id)).name
    row = Forwarder(community_id=turn.community_id, member_id=member.id, place=before.place if before else place)
    row.since = clock.now()
    turn.session.add(row)
    await turn.session.flush()
    deed = await deeds.record(turn, SET, row.subject, {"before": before.id if before else 0})
    await tell(turn, row, f"deed:{deed.id}", forward_texts.please(turn.speaker.community, row.place))
    return row, name


async def dismiss(turn: Turn, said: str) -> Forwarder:
    """Nobody carries notices to the place any more. Raises ``Refusal`` when nobody does."""
    row = await _at(turn, visible(said))
    if row is None:
        raise Refusal(forward_texts.no_such_place(said, await who(turn.session, turn.community_id)))
    row.ended_at = clock.now()
    deed = await deeds.record(turn, ENDED, row.subject)
    await tell(turn, row, f"deed:{deed.id}", forward_texts.no_longer(turn.speaker.community, row.place))
    return row


async def tell(turn: Turn, row: Forwarder, key: str, text: str) -> None:
    """Tell the person in private, unless he is the one who speaks."""
    where = (await reach.of_members(turn.session, [row.member_id])).get(row.member_id)
    if where and row.member_id != turn.speaker.member_id:
        letter = Letter(f"{row.subject}:{key}", where.private, text, via_group=where.group, discreet=text)
        await post(turn.session, letter)


@deeds.undoes(SET)
async def _not_set(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(Forwarder, int(deed.subject.removeprefix("forwarder:")))
    if row.ended_at is not None:
        raise Refusal(changed_since())
    row.ended_at = clock.now()
    if before := deed.detail["before"]:
        (await turn.session.get_one(Forwarder, before)).ended_at = None
    await tell(turn, row, f"deed:{deed.id}:undone", forward_texts.no_longer(turn.speaker.community, row.place))
    return forward_texts.not_set(row.place)


@deeds.undoes(ENDED)
async def _goes_on(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(Forwarder, int(deed.subject.removeprefix("forwarder:")))
    if await _at(turn, row.place):
        raise Refusal(changed_since())
    row.ended_at = None
    await tell(turn, row, f"deed:{deed.id}:undone", forward_texts.please(turn.speaker.community, row.place))
    return forward_texts.goes_on(row.place)
