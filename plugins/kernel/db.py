"""The one database: ``read()`` for looking, ``write()`` for a deed, and nothing else opens a session.

SQLite: readers beside one fair writer (a FIFO lock, then ``BEGIN IMMEDIATE``), WAL, ``synchronous=FULL``, foreign keys on,
and what is deleted is overwritten (``secure_delete``).
PostgreSQL: plain transactions; a rule that counts before it adds locks the row it counts under (``with_for_update()``, which
SQLite, having one writer, leaves out by itself).
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, cast

from sqlalchemy import DateTime, Dialect, MetaData, event, make_url
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

from .link import Reader, Writer

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


PATIENCE = 10  # seconds for a PostgreSQL server to answer the first knock


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the table. A naive value is a mistake and raises ``ValueError``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the table."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the tables")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the table."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the house: named constraints, aware moments, plain JSON."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: UtcDateTime(), dict[str, Any]: JSON(), list[str]: JSON(), list[Any]: JSON()}


def _on_connect(*, foreign_keys: bool) -> Callable[[DBAPIConnection, Any], None]:
    def pragmas(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours: DDL and the first SELECT stand inside the transaction too
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    return pragmas


def make_engine(
    url: URL,
    *,
    immediate: bool = False,
    foreign_keys: bool = True,
    link: type[Reader | Writer] | None = None,
    **options: Any,
) -> AsyncEngine:
    """An engine on ``url``; ``immediate`` takes SQLite's write lock at BEGIN, ``foreign_keys`` off is for migrating.

    ``link``: how a SQLite connection divides its work between threads (``link.py``); without one aiosqlite decides.
    """

    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    if url.get_backend_name() == "postgresql":
        # Of several hosts the one that may be written to is meant: a standby takes its place when it has been promoted.
        several = isinstance(url.query.get("host"), tuple) and "target_session_attrs" not in url.query
        options["connect_args"] = {"timeout": PATIENCE} | ({"target_session_attrs": "read-write"} if several else {})
    if link is not None:
        (file,), settings = url.get_dialect()().create_connect_args(url)
        options["async_creator"] = lambda: link(file, **settings)
    # An error never shows the values it was about: they are personal data and would reach the log.
    engine = create_async_engine(url, json_serializer=plain, hide_parameters=True, **options)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _on_connect(foreign_keys=foreign_keys))
        begin = "BEGIN IMMEDIATE" if immediate else "BEGIN"
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


class Database:
    """Readers and one fair writer on one URL."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        if self.is_sqlite:
            self.reader = make_engine(self.url, link=Reader)
            self.writer = make_engine(self.url, immediate=True, link=Writer, pool_size=1, max_overflow=0)
        else:
            # A connection that died with its server is noticed before it is used, and the others of the pool with it.
            self.reader = self.writer = make_engine(self.url, pool_size=10, pool_pre_ping=True)
        self._readers = async_sessionmaker(self.reader, expire_on_commit=False)
        self._writers = async_sessionmaker(self.writer, expire_on_commit=False)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncSession]:
        """A session that looks and changes nothing."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncSession]:
        """One transaction, committed at the end, rolled back by any exception. Never send a message inside."""
        if self.is_sqlite:
            async with self._turn, self._writers.begin() as session:
                yield session
        else:
            async with self._writers.begin() as session:
                yield session
        for follow in session.info.pop("after_commit", ()):
            await follow()

    async def forget_journal(self) -> None:
        """After something has been erased: SQLite's journal, which still holds the old pages, is emptied. Others have none.

        A reader that is busy keeps it from being emptied; so this is harmless to repeat, and is repeated.
        """
        if self.is_sqlite:
            async with self._turn, self.reader.connect() as connection:
                pooled = (await connection.get_raw_connection()).driver_connection  # past SQLAlchemy, which would begin
                assert pooled is not None
                await pooled.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Give the connections back."""
        await self.writer.dispose()
        await self.reader.dispose()


_current: Database | None = None


def use(database: Database | None) -> None:
    """Make ``database`` the house's own (at start, and in tests)."""
    global _current
    _current = database


def current() -> Database:
    """The house's database. Raises ``RuntimeError`` before start."""
    if _current is None:
        raise RuntimeError("the database is not open yet")
    return _current


def read():
    """A session that looks and changes nothing: ``async with read() as session``."""
    return current().read()


def write():
    """One deed, one transaction: ``async with write() as session``; commits at the end."""
    return current().write()


def writes_alone(session: AsyncSession) -> bool:
    """Whether nobody else can write until this transaction ends (SQLite has one writer): then no row needs to be locked."""
    return session.get_bind().dialect.name == "sqlite"


def upsert(session: AsyncSession, table: type) -> Insert:
    """``INSERT`` that can say ``on_conflict_do_nothing`` on both databases (their two classes offer the same methods)."""
    return sqlite_insert(table) if writes_alone(session) else cast("Insert", postgresql_insert(table))


def note_change(session: AsyncSession) -> None:
    """Something is changed in this transaction that people may want to know of: a deed, or a letter about one."""
    session.info["changed"] = True


def has_changed(session: AsyncSession) -> bool:
    """Whether ``note_change`` was called."""
    return "changed" in session.info


def after_commit(session: AsyncSession, follow: Callable[[], Awaitable[None]]) -> None:
    """Run ``follow`` once the transaction of ``session`` has been committed, and never otherwise."""
    session.info.setdefault("after_commit", []).append(follow)
