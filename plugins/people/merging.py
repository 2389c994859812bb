"""Two records of one person become one, in one transaction, and can be two again.

Every column of any table that refers to the member that goes is moved to the one that is kept; a row that cannot be moved,
because the kept one has its like, stays behind with the record that nobody finds any more. Rooms whose rows mean more than a
reference (sign-ups, the books) register how theirs are moved.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import Base

from .models import Member
from .profile_models import Merger


@dataclass(slots=True)
class Merge:
    """What is being put together. ``key``: unique for ever, for what the books need. ``by``: who does it (``qq:10001``).

    ``recast``: causes in the books that become others, because both had signed up for the same: ``signup:9`` → ``signup:5``.
    """

    session: AsyncSession
    kept_id: int
    gone_id: int
    key: str
    by: str
    recast: dict[str, str] = field(default_factory=dict)


Move = Callable[[Merge], Awaitable[Any]]
MoveBack = Callable[[Merge, Any], Awaitable[None]]
Preview = Callable[[AsyncSession, int, int], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Mover:
    """How a room's rows are moved: ``columns`` are its own business; ``move`` returns plain data that ``back`` understands."""

    name: str
    columns: frozenset[str]
    move: Move
    back: MoveBack
    order: int


_movers: dict[str, Mover] = {}
_previews: list[Preview] = []


def moves(name: str, *, columns: frozenset[str], move: Move, back: MoveBack, order: int = 50) -> None:
    """Register how the columns (``sign_up.member_id``) are moved; lower ``order`` first. Twice the same name is a mistake."""
    if name in _movers:
        raise ValueError(f"two movers are called {name}")
    _movers[name] = Mover(name, columns, move, back, order)


def previews(preview: Preview) -> Preview:
    """Have the room say in a few words what (session, kept, gone) would bring together; empty for nothing."""
    _previews.append(preview)
    return preview


async def preview(session: AsyncSession, kept_id: int, gone_id: int) -> list[str]:
    """What would be brought together, a few words a room."""
    said = [await each(session, kept_id, gone_id) for each in _previews]
    return [each for each in said if each]


def referring() -> list[tuple[Table, Column[Any]]]:
    """Every column of the house that refers to a member."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == Member.__tablename__ for key in column.foreign_keys)
    ]


async def merge(job: Merge) -> dict[str, Any]:
    """Bring everything of ``gone_id`` to ``kept_id``; returns what ``unmerge`` needs."""
    own = frozenset(column for mover in _movers.values() for column in mover.columns)
    moved: dict[str, Any] = {}
    for mover in sorted(_movers.values(), key=lambda each: each.order):
        moved[mover.name] = await mover.move(job)
    await job.session.flush()
    rows: dict[str, list[list[Any]]] = {}
    for table, column in referring():
        name = f"{table.name}.{column.name}"
        if name not in own and (some := await _move_column(job.session, table, column, job.gone_id, job.kept_id)):
            rows[name] = some
    await read_anew(job.session)
    kept = await job.session.get_one(Member, job.kept_id)
    gone = await job.session.get_one(Member, job.gone_id)
    was = {"proxy": kept.proxy_id, "gone_proxy": gone.proxy_id}
    kept.proxy_id = None if kept.proxy_id == kept.id else kept.proxy_id
    gone.gone_at = clock.now()
    job.session.add(Merger(gone_id=job.gone_id, kept_id=job.kept_id, merged_at=clock.now()))
    await job.session.flush()
    return {"kept": job.kept_id, "gone": job.gone_id, "moved": moved, "rows": rows, "was": was}


async def _move_column(session: AsyncSession, table: Table, column: Column[Any], old: int, new: int) -> list[list[Any]]:
    """The primary keys, as they are afterwards, of the rows that could be moved."""
    keys = list(table.primary_key.columns)
    found = (await session.execute(select(*keys).where(column == old).order_by(*keys))).all()
    return [after for row in found if (after := await _move_row(session, table, column, list(row), new))]


async def _move_row(session: AsyncSession, table: Table, column: Column[Any], row: list[Any], new: int) -> list[Any] | None:
    keys = list(table.primary_key.columns)
    here = [key == value for key, value in zip(keys, row, strict=True)]
    try:
        async with session.begin_nested():
            await session.execute(update(table).where(*here).values({column.name: new}))
    except IntegrityError:
        return None
    return [new if key is column else value for key, value in zip(keys, row, strict=True)]


async def read_anew(session: AsyncSession) -> None:
    """What was read before shows how it stands now; a row whose key has changed is another one."""
    for each in list(session.sync_session):
        try:
            await session.refresh(each)
        except InvalidRequestError:
            session.expunge(each)


async def unmerge(job: Merge, detail: dict[str, Any]) -> None:
    """Two records again, each with what it had."""
    session = job.session
    merger = await session.get_one(Merger, job.gone_id)
    kept, gone = await session.get_one(Member, job.kept_id), await session.get_one(Member, job.gone_id)
    kept.proxy_id, gone.gone_at = detail["was"]["proxy"], None
    await session.delete(merger)
    await session.flush()
    columns = {f"{table.name}.{column.name}": (table, column) for table, column in referring()}
    for name, rows in detail["rows"].items():
        table, column = columns[name]
        for row in rows:
            await _move_row(session, table, column, row, job.gone_id)
    await read_anew(session)
    for mover in sorted(_movers.values(), key=lambda each: -each.order):
        if mover.name in detail["moved"]:
            await mover.back(job, detail["moved"][mover.name])
    await session.flush()
