"""Fresh databases for tests, made by the real migrations, on SQLite or on PostgreSQL; and how to see all that is in one.

``TEST_DATABASE_URL`` names a PostgreSQL server (any database of it) on which the suite shall run; without it, SQLite files do.
"""

import asyncio
import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url, select, text

from plugins.inbox.models import Hearing, Question, Receipt
from plugins.kernel import db, migrate
from plugins.outbox.models import PeerSeen, SpokenMessage

SERVER = os.environ.get("TEST_DATABASE_URL")


class Template(ABC):
    """A migrated database without a row, made once; every test gets one like it."""

    house: db.Database
    """Always the same engine: what it has compiled once need not be compiled for every test (a fifth of a second)."""

    @abstractmethod
    async def fresh(self) -> db.Database:
        """``house``, as the migrations leave it. Whoever used it before has closed it."""

    @abstractmethod
    def remove(self) -> None:
        """Leave nothing behind."""


class FileTemplate(Template):
    """SQLite: the file is copied in 0.2 ms."""

    def __init__(self, folder: Path) -> None:
        self.file, self.copy = folder / "template.db", folder / "house.db"
        migrate.upgrade(f"sqlite+aiosqlite:///{self.file}")
        connection = sqlite3.connect(self.file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self.house = db.Database(f"sqlite+aiosqlite:///{self.copy}")

    async def fresh(self) -> db.Database:
        for rest in self.copy.parent.glob(f"{self.copy.name}*"):  # with the journal of a connection that was not closed
            rest.unlink()
        shutil.copy(self.file, self.copy)
        return self.house

    def remove(self) -> None:
        """pytest clears its folders itself."""


EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;  -- the books are sealed by triggers, and tables refer to each other
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END $$
"""


class ServerTemplate(Template):
    """PostgreSQL: one database of this process, emptied before every test (10 ms; making one anew takes ten times as long).

    The migrations must leave their tables empty, or a test would not find what a new database holds; ``fresh`` sees to it.
    """

    def __init__(self, server: str) -> None:
        self.server = make_url(server)
        self.url = self.server.set(database=f"test_{os.getpid()}")
        asyncio.run(self._on_server("CREATE DATABASE"))
        migrate.upgrade(_written(self.url))
        self.house = db.Database(_written(self.url))
        self.checked = False

    async def fresh(self) -> db.Database:
        if not self.checked:
            await self._check_empty()
            self.checked = True
        async with self.house.writer.begin() as connection:
            await connection.execute(text(EMPTY))
        return self.house

    def remove(self) -> None:
        asyncio.run(self._on_server("DROP DATABASE"))

    async def _on_server(self, verb: str) -> None:
        engine = db.make_engine(self.server, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f'{verb} "{self.url.database}"{" WITH (FORCE)" if "DROP" in verb else ""}'))
        await engine.dispose()

    async def _check_empty(self) -> None:
        async with self.house.reader.connect() as connection:
            for table in db.Base.metadata.sorted_tables:
                if (await connection.execute(select(table).limit(1))).first():
                    raise RuntimeError(f"a migration fills {table.name}: emptying it is no fresh database")


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


TRACES = frozenset({each.__tablename__ for each in (Receipt, SpokenMessage, Question, PeerSeen, Hearing)})


async def contents(*, without: frozenset[str] = TRACES) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, to be compared: a refusal leaves them as they were (but for the traces of the talk itself)."""
    tables = [table for table in db.Base.metadata.sorted_tables if table.name not in without]
    async with db.read() as session:
        return {
            table.name: [
                dict(row._mapping) for row in await session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in tables
        }
