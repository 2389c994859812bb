"""Alembic's entrance: one linear history, foreign keys off while migrating, each revision whole or not at all."""

import asyncio
from typing import Literal

from alembic import context
from sqlalchemy import Connection, func, make_url, select

from plugins.kernel.db import Base, make_engine
from plugins.kernel.vault import Sealed

MIGRATING = 20_251_122  # our number among PostgreSQL's advisory locks


def _written(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """A sealed column is a text to the table; history must not change when the program's type does."""
    return "sa.Text()" if kind == "type" and isinstance(thing, Sealed) else False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_written,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _one_at_a_time(connection: Connection) -> None:
    """Of several programs that start together on PostgreSQL one migrates; the others wait here and find it done.

    The lock belongs to the connection: whoever dies in the middle gives it back.
    """
    if connection.dialect.name == "postgresql":
        with connection.begin():
            connection.execute(select(func.pg_advisory_lock(MIGRATING)))


async def _main() -> None:
    # Batch ALTER copies and drops a table: with foreign keys on, its children would be deleted with it.
    engine = make_engine(make_url(context.config.attributes["url"]), immediate=True, foreign_keys=False)
    async with engine.connect() as connection:
        await connection.run_sync(_one_at_a_time)
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_main())
