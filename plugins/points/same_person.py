"""The books when two records turn out to be one person: what stands for one is taken back there and posted for the other.

Nothing is changed or deleted. The sum over both is what it was, but for what both had been credited with for one and the same
thing, which counts once.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import merging

from . import statement, texts
from .models import LedgerEntry


async def standing(session: AsyncSession, member_id: int) -> Sequence[LedgerEntry]:
    """The lines of a member that nobody has reversed, oldest first."""
    reversals = select(LedgerEntry.reverses_id).where(LedgerEntry.reverses_id.is_not(None))
    query = select(LedgerEntry).where(LedgerEntry.member_id == member_id, LedgerEntry.reverses_id.is_(None))
    return (await session.scalars(query.where(LedgerEntry.id.not_in(reversals)).order_by(LedgerEntry.id))).all()


def _copy(line: LedgerEntry, **changed: Any) -> LedgerEntry:
    names = ("community_id", "member_id", "team_id", "book", "amount", "cause", "reason", "earned_at", "posted_by")
    return LedgerEntry(**({name: getattr(line, name) for name in names} | {"posted_at": clock.now()} | changed))


async def _move(job: merging.Merge) -> list[list[int | None]]:
    """[the line, its reversal, the line that says it of the kept one or nothing]."""
    mine = {(line.cause, line.book) for line in await standing(job.session, job.kept_id)}
    moved: list[list[int | None]] = []
    posting: dict[str, int] = {}  # the lines of one posting stay one posting: the first gives it its number
    for line in await standing(job.session, job.gone_id):
        number = posting.setdefault(line.key, line.id)
        cause = job.recast.get(line.cause, line.cause)
        twice = line.cause in job.recast and (cause, line.book) in mine
        taken = _reversal(line, f"{job.key}:out:{number}", job.by)
        made = None if twice else _copy(line, member_id=job.kept_id, cause=cause, key=f"{job.key}:in:{number}")
        job.session.add_all([each for each in (taken, made) if each])
        await job.session.flush()
        moved.append([line.id, taken.id, made.id if made else None])
    return moved


def _reversal(line: LedgerEntry, key: str, by: str) -> LedgerEntry:
    return _copy(line, amount=-line.amount, key=key, reason=texts.same_person(), posted_by=by, reverses_id=line.id)


async def _back(job: merging.Merge, moved: list[tuple[int, int, int | None]]) -> None:
    """What was posted for the kept one is taken back, and said of the other anew; what staff has reversed since stays so."""
    stands = {line.id for line in await standing(job.session, job.kept_id)}
    posting: dict[str, int] = {}
    for number, _, made in moved:
        line = await job.session.get_one(LedgerEntry, number)
        first = posting.setdefault(line.key, number)
        if made is not None and made not in stands:
            continue
        if made is not None:
            job.session.add(_reversal(await job.session.get_one(LedgerEntry, made), f"{job.key}:apart:{first}", job.by))
        job.session.add(_copy(line, key=f"{job.key}:again:{first}"))
    await job.session.flush()


merging.moves("books", columns=frozenset({"ledger_entry.member_id"}), move=_move, back=_back, order=20)


@merging.previews
async def _preview(session: AsyncSession, kept_id: int, gone_id: int) -> str:
    mine, theirs = await statement.balance(session, kept_id), await statement.balance(session, gone_id)
    return texts.books_together(mine, theirs)
