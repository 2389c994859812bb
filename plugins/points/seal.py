"""Nothing in the books is changed or deleted: the program refuses at the flush, and the database by triggers.

The triggers are made wherever the table is made: by the migration that creates it, and by a later one that copies it (how
SQLite alters a table).
"""

from typing import Any

from sqlalchemy import DDL, Connection, Table, event
from sqlalchemy.orm import Mapper, object_session

from .models import LedgerEntry

COPY = "_alembic_tmp_"
TRIGGERS = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS ledger_entry_no_update",
        "DROP TRIGGER IF EXISTS ledger_entry_no_delete",
        "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END",
        "CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION ledger_entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the books are append-only'; END $$",
        "CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_entry_stays()",
    ),
}


class BooksAreClosed(RuntimeError):
    """A defect: somebody tried to change or delete a line instead of posting a reversing one."""


@event.listens_for(LedgerEntry, "before_update")
def _no_update(_mapper: Mapper[Any], _connection: Connection, entry: LedgerEntry) -> None:
    session = object_session(entry)
    if session is None or session.is_modified(entry, include_collections=False):
        raise BooksAreClosed(f"line {entry.id} would be changed")


@event.listens_for(LedgerEntry, "before_delete")
def _no_delete(_mapper: Mapper[Any], _connection: Connection, entry: LedgerEntry) -> None:
    raise BooksAreClosed(f"line {entry.id} would be deleted")


@event.listens_for(Table, "after_create")
def _seal(table: Table, connection: Connection, **_options: Any) -> None:
    """Also called for the table that a migration makes, which is not the model's own ``Table``."""
    if table.name.removeprefix(COPY) == LedgerEntry.__tablename__:
        for statement in TRIGGERS.get(connection.dialect.name, ()):
            connection.execute(DDL(statement.format(table=table.name)))
