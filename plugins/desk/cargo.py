"""What is carried when the bot moves house: every table as it lies there, sealed words sealed, JSON to the letter, in chunks.

Nothing here knows what a column means. A table is read and written by a plain copy of itself, so no type of the program opens,
changes or refuses a value. What has arrived is proved by a sum of hashes, which is the same in whatever order rows are read.
"""

import hashlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Insert,
    MetaData,
    Row,
    Table,
    Text,
    cast,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator

from plugins.kernel.db import Base
from plugins.kernel.vault import Sealed
from plugins.points.models import Book, LedgerEntry

CHUNK = 500
_MODULUS = 2**256


class _Verbatim(TypeDecorator[str]):
    """JSON of PostgreSQL as the text it is: a JSON ``null`` stays one, and so does a missing value."""

    impl = Text
    cache_ok = True

    def bind_expression(self, bindparam: BindParameter[str]) -> ColumnElement[Any]:
        """To the table."""
        return cast(bindparam, JSON)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """From the table."""
        return cast(column, Text)


class DoesNotFit(RuntimeError):
    """The target refuses rows of ``table``: a text that is too long for it, a reference that leads nowhere."""

    def __init__(self, table: str) -> None:
        super().__init__(f"rows of {table} are refused")
        self.table = table


@dataclass(frozen=True, slots=True)
class Weight:
    """What lies in a table: how many rows, and the sum of their hashes."""

    rows: int = 0
    hashes: int = 0

    def plus(self, rows: Sequence[Row[Any]]) -> "Weight":
        """With these rows on top."""
        more = sum(int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest()) for row in rows)
        return Weight(self.rows + len(rows), (self.hashes + more) % _MODULUS)


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that a database holds: the weight of each table in the order of their references, and the sums of the two books."""

    tables: dict[str, Weight]
    points: int
    minutes: int


def crates() -> Sequence[Table]:
    """Every table of the house, those that others refer to first."""
    return Base.metadata.sorted_tables


def _plain(table: Table, dialect: str) -> Table:
    """The table without what the program makes of its values."""
    copy = MetaData()
    return Table(table.name, copy, *[Column(each.name, _type(each, dialect)) for each in table.columns])


def _type(column: Column[Any], dialect: str) -> Any:
    if isinstance(column.type, JSON):
        return _Verbatim() if dialect == "postgresql" else Text()
    return Text() if isinstance(column.type, Sealed) else column.type


async def rows_of(connection: AsyncConnection, table: Table) -> AsyncGenerator[Sequence[Row[Any]]]:
    """The rows of a table, ``CHUNK`` at a time, in the order of their keys."""
    plain = _plain(table, connection.dialect.name)
    query = select(plain).order_by(*[plain.c[key.name] for key in table.primary_key.columns])
    result = await connection.stream(query)
    async for chunk in result.partitions(CHUNK):
        yield chunk


async def carry(source: AsyncConnection, target: AsyncConnection) -> None:
    """Every row of every table from one to the other. References are looked at when all is there; sequences go on behind the last number."""
    await _loosen(target)
    for table in crates():
        into = insert(_plain(table, target.dialect.name))
        async for chunk in rows_of(source, table):
            await _put(target, into, [dict(row._mapping) for row in chunk])
    await _fasten(target)
    await _set_sequences(target)


async def _put(target: AsyncConnection, into: Insert, rows: Sequence[dict[str, Any]]) -> None:
    try:
        await target.execute(into, rows)
    except DBAPIError as error:  # with its values hidden: they are personal data
        raise DoesNotFit(into.table.name) from error


def _backward() -> list[tuple[Table, ForeignKeyConstraint]]:
    """References to a row that may come later: of a table to itself, or around a circle."""
    place = {table.name: index for index, table in enumerate(crates())}
    return [
        (table, each)
        for table in crates()
        for each in table.foreign_key_constraints
        if place[each.referred_table.name] >= place[table.name]
    ]


async def _loosen(target: AsyncConnection) -> None:
    """SQLite: foreign keys are off on this connection anyway. PostgreSQL needs no rights for this but those of the owner."""
    if target.dialect.name == "postgresql":
        for table, each in _backward():
            await target.execute(text(f'ALTER TABLE "{table.name}" ALTER CONSTRAINT "{each.name}" DEFERRABLE'))
        await target.execute(text("SET CONSTRAINTS ALL DEFERRED"))


async def _fasten(target: AsyncConnection) -> None:
    """Every reference leads somewhere. Raises ``DoesNotFit`` when one does not."""
    if target.dialect.name == "sqlite":
        if stray := (await target.execute(text("PRAGMA foreign_key_check"))).first():
            raise DoesNotFit(stray[0])
        return
    try:
        await target.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    except DBAPIError as error:
        raise DoesNotFit(getattr(getattr(error.orig, "__cause__", None), "table_name", None) or "?") from error
    for table, each in _backward():
        await target.execute(text(f'ALTER TABLE "{table.name}" ALTER CONSTRAINT "{each.name}" NOT DEFERRABLE'))


async def _set_sequences(target: AsyncConnection) -> None:
    """SQLite counts on from the largest number by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in crates():
        key = table.autoincrement_column
        if key is not None:
            find = func.pg_get_serial_sequence(f'"{table.name}"', key.name)
            await target.execute(select(func.setval(find, func.max(key))).select_from(table).having(func.max(key).is_not(None)))


async def weigh(connection: AsyncConnection) -> Inventory:
    """Read all that is there, once more and to the last letter."""
    tables: dict[str, Weight] = {}
    for table in crates():
        weight = Weight()
        async for chunk in rows_of(connection, table):
            weight = weight.plus(chunk)
        tables[table.name] = weight
    return Inventory(tables, await _sum(connection, Book.POINTS), await _sum(connection, Book.HOURS))


async def _sum(connection: AsyncConnection, book: Book) -> int:
    query = select(func.coalesce(func.sum(LedgerEntry.amount), 0)).where(LedgerEntry.book == book)
    return int((await connection.execute(query)).scalar_one())


def differences(one: Inventory, other: Inventory) -> list[str]:
    """The tables and sums in which they differ."""
    wrong = [name for name, weight in one.tables.items() if other.tables.get(name) != weight]
    wrong += ["积分合计"] * (one.points != other.points)
    return wrong + ["时长合计"] * (one.minutes != other.minutes)


async def is_empty(connection: AsyncConnection, newest: str) -> bool:
    """Whether nothing is there, or only our own tables of today without a row (what a removal that failed leaves behind)."""
    there = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    if not there:
        return True
    ours = {table.name for table in crates()}
    if there != ours | {"alembic_version"} or await revision(connection) != newest:
        return False
    return not any([(await connection.execute(select(1).select_from(table).limit(1))).first() for table in crates()])


async def revision(connection: AsyncConnection) -> str | None:
    """At which revision of the schema the database stands; ``None``: it is none of ours."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    return (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
