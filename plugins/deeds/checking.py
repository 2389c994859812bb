"""The spot check: staff confirms or refuses, never a deed of its own; a confirmed one is booked in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.people import deeds
from plugins.people.models import Deed, Member
from plugins.points import letters
from plugins.points.ledger import settle

from . import texts, worth
from .models import DeedState, GoodDeed

CONFIRMED, REFUSED = "good_deed.confirmed", "good_deed.refused"


@dataclass(slots=True)
class Sorted:
    """The numbers of one sentence: those to decide with their members, one's own, decided ones, and ones that are not there."""

    ready: list[tuple[GoodDeed, Member]] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)


async def waiting(session: AsyncSession, community_id: int) -> Sequence[tuple[GoodDeed, Member]]:
    """Those that wait for staff, oldest first."""
    query = select(GoodDeed, Member).join(Member, Member.id == GoodDeed.member_id)
    query = query.where(GoodDeed.community_id == community_id, GoodDeed.state == DeedState.OPEN)
    return [(row[0], row[1]) for row in await session.execute(query.order_by(GoodDeed.id))]


async def one(session: AsyncSession, community_id: int, number: int) -> tuple[GoodDeed, Member] | None:
    """A deed by its number, in whatever state but withdrawn, with who did it."""
    query = select(GoodDeed, Member).join(Member, Member.id == GoodDeed.member_id)
    query = query.where(GoodDeed.community_id == community_id, GoodDeed.number == number)
    row = (await session.execute(query.where(GoodDeed.state != DeedState.WITHDRAWN))).one_or_none()
    return (row[0], row[1]) if row else None


async def sort(turn: Turn, numbers: Sequence[int]) -> Sorted:
    """Sort the numbers that were said; the rows are locked, in the order of their ids."""
    query = select(GoodDeed, Member).join(Member, Member.id == GoodDeed.member_id)
    query = query.where(GoodDeed.community_id == turn.community_id, GoodDeed.number.in_(numbers))
    query = query.where(GoodDeed.state != DeedState.WITHDRAWN).order_by(GoodDeed.id).with_for_update(of=GoodDeed)
    found = Sorted()
    for deed, member in (await turn.session.execute(query)).all():
        if deed.state != DeedState.OPEN:
            found.decided.append(deed.number)
        elif turn.speaker.member_id is not None and turn.speaker.member_id in (member.id, member.proxy_id):
            found.own.append(deed.number)
        else:
            found.ready.append((deed, member))
    known = {*found.own, *found.decided, *(deed.number for deed, _ in found.ready)}
    found.unknown = [number for number in dict.fromkeys(numbers) if number not in known]
    return found


async def confirm(turn: Turn, ready: Sequence[tuple[GoodDeed, Member]]) -> None:
    """Book them, and tell each person in private. What one sentence decided is one entry of the trail."""
    done = await _record(turn, CONFIRMED, ready)
    for deed, member in ready:
        deed.state, deed.decided_by = DeedState.CONFIRMED, deeds.doer(turn.heard)
        await _book(turn, deed)
        text = texts.was_confirmed(deed, await worth.credit(turn.session, deed))
        await letters.tell(turn.session, member, f"{deed.subject}:{done.id}", text)


async def refuse(turn: Turn, ready: Sequence[tuple[GoodDeed, Member]], reason: str) -> None:
    """They do not count, and each person is told why, in private."""
    done = await _record(turn, REFUSED, ready)
    for deed, member in ready:
        deed.state, deed.decided_by, deed.reason = DeedState.REFUSED, deeds.doer(turn.heard), reason
        await letters.tell(turn.session, member, f"{deed.subject}:{done.id}", texts.was_refused(deed, reason))
    await turn.session.flush()


async def reopen(turn: Turn, trail: Deed) -> Sequence[GoodDeed]:
    """Put back among those that wait what one sentence decided, out of the books, and tell each person."""
    query = select(GoodDeed).where(GoodDeed.id.in_(trail.detail["deeds"])).order_by(GoodDeed.id).with_for_update()
    reopened = (await turn.session.scalars(query)).all()
    for deed in reopened:
        deed.state, deed.decided_by, deed.reason = DeedState.OPEN, None, None
        await _book(turn, deed)
        member = await turn.session.get_one(Member, deed.member_id)
        await letters.tell(turn.session, member, f"{deed.subject}:{trail.id}:undone", texts.is_looked_at_again(deed))
    return reopened


async def _record(turn: Turn, kind: str, ready: Sequence[tuple[GoodDeed, Member]]) -> Deed:
    return await deeds.record(turn, kind, ready[0][0].subject, {"deeds": [deed.id for deed, _ in ready]})


async def _book(turn: Turn, deed: GoodDeed) -> None:
    """Make the books say what its state says; they name the kind of deed and nobody who was helped."""
    await settle(
        turn.session,
        community_id=deed.community_id,
        cause=deed.subject,
        credit=await worth.credit(turn.session, deed) if deed.state == DeedState.CONFIRMED else None,
        reason=texts.in_the_books(deed),
        earned_at=deed.done_at,
        posted_by=deeds.doer(turn.heard),
    )
    await turn.session.flush()
