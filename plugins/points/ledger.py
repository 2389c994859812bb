"""Writing in the two books. Lines are added and never changed: what was wrong is reversed, what is right is posted anew.

A *posting* is what is written at once for one cause: at most one line in each book, all under one key. It is reversed as a
whole. The member's row is locked first, so that two who write for the same person do it one after the other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import texts
from .models import LONGEST_REASON, Book, LedgerEntry
from .rule import AWARD, Credit

BY_HAND = "reverse:"
LARGEST_NUMBER = 2**31 - 1
Line = tuple[Book, int, int | None, int | None, int]


async def settle(
    session: AsyncSession,
    *,
    community_id: int,
    cause: str,
    credit: Credit | None,
    reason: str,
    earned_at: datetime,
    posted_by: str,
) -> None:
    """Make the books say ``credit`` for ``cause``, and nothing when it is ``None``. Saying the same again posts nothing.

    A credit that has changed is corrected by reversing the old posting and posting the new one. What staff has reversed by
    hand stays reversed until another credit is settled: repeating the attendance does not silently overrule them.
    """
    if credit:
        await _lock(session, credit.member_id)
    lines = await _of_cause(session, community_id, cause)
    standing, wanted = _standing(lines), _wanted(credit)
    if _content(standing) == wanted or (not standing and _reversed_by_hand(lines, wanted)):
        return
    number = len({line.key for line in lines}) + 1
    if standing:
        await _reverse_all(session, standing, f"{cause}:{number}", reason, posted_by)
        number += 1
    for book, member_id, team_id, service_id, amount in sorted(wanted, key=lambda line: line[0]):
        session.add(
            LedgerEntry(
                community_id=community_id,
                member_id=member_id,
                team_id=team_id,
                service_id=service_id,
                book=book,
                amount=amount,
                key=f"{cause}:{number}",
                cause=cause,
                reason=_fitting(reason),
                earned_at=earned_at,
                posted_at=clock.now(),
                posted_by=posted_by,
            )
        )
    await session.flush()


async def award(
    session: AsyncSession, *, community_id: int, member_id: int, points: int, reason: str, posted_by: str, key: str
) -> LedgerEntry:
    """Give points by hand, earned now. ``key`` is unique for ever: awarding under it again returns the line that stands there."""
    await _lock(session, member_id)
    known = await session.scalar(select(LedgerEntry).where(LedgerEntry.key == key, LedgerEntry.book == Book.POINTS))
    if known:
        return known
    present = clock.now()
    line = LedgerEntry(
        community_id=community_id,
        member_id=member_id,
        book=Book.POINTS,
        amount=points,
        key=key,
        cause=AWARD,
        reason=_fitting(reason),
        earned_at=present,
        posted_at=present,
        posted_by=posted_by,
    )
    session.add(line)
    await session.flush()
    return line


async def reverse(session: AsyncSession, *, community_id: int, number: int, reason: str, posted_by: str) -> LedgerEntry:
    """Take back the posting that holds line ``number``, in both books; returns the first reversing line.

    Raises ``Refusal`` when the community has no such line, when it is a reversal itself, or has been reversed already.
    """
    line = await find(session, community_id, number)
    if line.reverses_id is not None:
        raise Refusal(texts.is_a_reversal(number, line.reverses_id))
    await _lock(session, line.member_id)
    posting = await posting_of(session, line)
    if await session.scalar(select(LedgerEntry.id).where(LedgerEntry.reverses_id.in_([each.id for each in posting]))):
        raise Refusal(texts.reversed_already(number))
    made = await _reverse_all(session, posting, f"{BY_HAND}{posting[0].id}", reason, posted_by)
    return made[0]


async def restore(session: AsyncSession, reversal: LedgerEntry, posted_by: str) -> LedgerEntry:
    """Post anew what ``reversal`` took back (a reversal is itself never reversed); once, however often it is asked."""
    await _lock(session, reversal.member_id)
    key = f"again:{reversal.id}"
    known = await session.scalar(select(LedgerEntry).where(LedgerEntry.key == key).order_by(LedgerEntry.id))
    if known:
        return known
    made = [
        _like(line, key=key, amount=-line.amount, reason=await _reason_before(session, line), posted_by=posted_by)
        for line in await posting_of(session, reversal)
    ]
    session.add_all(made)
    await session.flush()
    return made[0]


async def find(session: AsyncSession, community_id: int, number: int) -> LedgerEntry:
    """Line ``number`` of the community. Raises ``Refusal``: another community's number is as unknown as one that never was."""
    query = select(LedgerEntry).where(LedgerEntry.id == number, LedgerEntry.community_id == community_id)
    line = await session.scalar(query) if 0 < number <= LARGEST_NUMBER else None
    if line is None:
        raise Refusal(texts.no_such_line())
    return line


async def posting_of(session: AsyncSession, line: LedgerEntry) -> Sequence[LedgerEntry]:
    """The lines that were posted together with ``line``, itself among them; the first gives the posting its number."""
    return (await session.scalars(select(LedgerEntry).where(LedgerEntry.key == line.key).order_by(LedgerEntry.id))).all()


async def _lock(session: AsyncSession, member_id: int) -> None:
    await session.execute(select(Member.id).where(Member.id == member_id).with_for_update(key_share=True))


async def _of_cause(session: AsyncSession, community_id: int, cause: str) -> Sequence[LedgerEntry]:
    query = select(LedgerEntry).where(LedgerEntry.cause == cause, LedgerEntry.community_id == community_id)
    return (await session.scalars(query.order_by(LedgerEntry.id))).all()


def _standing(lines: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    reversed_ = {line.reverses_id for line in lines}
    return [line for line in lines if line.reverses_id is None and line.id not in reversed_]


def _reversed_by_hand(lines: Sequence[LedgerEntry], wanted: set[Line]) -> bool:
    """Whether the last posting said the same, and a person took it back."""
    if not lines or not lines[-1].key.startswith(BY_HAND):
        return False
    taken = {line.reverses_id for line in lines if line.key == lines[-1].key}
    return _content(line for line in lines if line.id in taken) == wanted


def _wanted(credit: Credit | None) -> set[Line]:
    if credit is None:
        return set()
    amounts = {Book.HOURS: credit.minutes, Book.POINTS: credit.points}
    return {(book, credit.member_id, credit.team_id, credit.service_id, amount) for book, amount in amounts.items() if amount}


def _content(lines: Iterable[LedgerEntry]) -> set[Line]:
    return {(Book(line.book), line.member_id, line.team_id, line.service_id, line.amount) for line in lines}


async def _reverse_all(
    session: AsyncSession, lines: Sequence[LedgerEntry], key: str, reason: str, posted_by: str
) -> list[LedgerEntry]:
    made = [
        _like(line, key=key, amount=-line.amount, reason=reason, posted_by=posted_by, reverses_id=line.id) for line in lines
    ]
    session.add_all(made)
    await session.flush()
    return made


def _like(
    line: LedgerEntry, *, key: str, amount: int, reason: str, posted_by: str, reverses_id: int | None = None
) -> LedgerEntry:
    return LedgerEntry(
        community_id=line.community_id,
        member_id=line.member_id,
        team_id=line.team_id,
        service_id=line.service_id,
        book=line.book,
        amount=amount,
        key=key,
        cause=line.cause,
        reason=_fitting(reason),
        earned_at=line.earned_at,
        posted_at=clock.now(),
        posted_by=posted_by,
        reverses_id=reverses_id,
    )


async def _reason_before(session: AsyncSession, reversal: LedgerEntry) -> str:
    return (await session.get_one(LedgerEntry, reversal.reverses_id)).reason


def _fitting(reason: str) -> str:
    """One line, no personal numbers, as long as the column."""
    return mask(" ".join(reason.split()))[:LONGEST_REASON]
