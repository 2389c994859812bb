"""A database of any earlier schema, with rows in every table of it, becomes today's, and what stood there stands there still.

The rows are made from the schema itself, two for each table and with every column filled, so a new revision is tested with rows
from the day it is written.
"""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from plugins.kernel import db, migrate, vault

REVISIONS = [each.revision for each in ScriptDirectory(str(migrate.HISTORY)).walk_revisions()][::-1]
SEALED_LATER = {"question.lines": "0020"}
"""Columns that a revision has sealed: their rows stay, and stand there in another form."""
ROWS = (1, 2)
CHECKED = {"profile.at_least": 18, "ledger_entry.book": "points"}
"""Columns that take only certain values."""


def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def schema(file: Path) -> sa.MetaData:
    """The tables as they are in the file."""
    engine, found = sa.create_engine(f"sqlite:///{file}"), sa.MetaData()
    found.reflect(engine)
    engine.dispose()
    return found


def value(column: sa.Column[object], row: int) -> object:
    """Something for the column that is its row's own."""
    kind = column.type
    if str(column) in CHECKED:
        return CHECKED[str(column)]
    if isinstance(kind, sa.JSON):
        return f'["第{row}行"]'
    if isinstance(kind, sa.Boolean):
        return row % 2
    if isinstance(kind, sa.DateTime):
        return f"{datetime(2026, 11, 20 + row, 4, 0, 0)}.000000"
    if isinstance(kind, sa.Date):
        return f"2026-11-{20 + row}"
    if isinstance(kind, sa.Integer):
        return row
    assert isinstance(kind, sa.String), f"a {kind} in {column}"
    return f"第{row}行"[: kind.length or 10]


def fill(file: Path) -> None:
    """Two rows in each table; the second refers to second rows."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA foreign_keys = OFF")
    with connection:
        for table in schema(file).sorted_tables:
            if table.name == "alembic_version":
                continue
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" * len(table.columns))
            rows = [[value(column, row) for column in table.columns] for row in ROWS]
            connection.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def contents(file: Path) -> dict[str, dict[str, list[object]]]:
    """By table and column, what stands in the rows."""
    connection = sqlite3.connect(file)
    found: dict[str, dict[str, list[object]]] = {}
    for table in schema(file).sorted_tables:
        key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
        for column in table.columns:
            asked = f'SELECT "{column.name}" FROM "{table.name}" ORDER BY {key}'
            found.setdefault(table.name, {})[column.name] = [row[0] for row in connection.execute(asked)]
    connection.close()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


def test_the_rows_fill_every_table_of_today(file: Path) -> None:
    """A test with empty tables would prove nothing."""
    migrate.upgrade(url(file))
    fill(file)
    filled = contents(file)
    assert set(filled) - {"alembic_version"} == set(db.Base.metadata.tables)
    assert all(
        len(column) == len(ROWS)
        for table, columns in filled.items()
        if table != "alembic_version"
        for column in columns.values()
    )


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_what_stood_there_stands_there_still(file: Path, revision: str) -> None:
    command.upgrade(migrate.configuration(url(file)), revision)
    fill(file)
    before = contents(file)
    migrate.upgrade(url(file))
    after = contents(file)
    assert after.pop("alembic_version")["version_num"] == [REVISIONS[-1]]
    before.pop("alembic_version")
    for table, columns in before.items():
        for column, stood in columns.items():
            now = after[table][column]
            if revision < SEALED_LATER.get(f"{table}.{column}", ""):
                now = [vault.unseal(str(each)) for each in now]
            assert now == stood, f"{table}.{column}"
    assert sqlite3.connect(file).execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in sqlite3.connect(file).execute("PRAGMA integrity_check")] == ["ok"]
    command.check(migrate.configuration(url(file)))  # raises when it is not exactly today's schema


@pytest.mark.parametrize("revision", ["0001", REVISIONS[len(REVISIONS) // 2]])
def test_and_it_goes_back_with_its_rows(file: Path, revision: str) -> None:
    """Whoever must return to an older program keeps what that one knows of."""
    command.upgrade(migrate.configuration(url(file)), revision)
    fill(file)
    before = contents(file)
    migrate.upgrade(url(file))
    command.downgrade(migrate.configuration(url(file)), revision)
    after = contents(file)
    del before["question"], after["question"]  # sealed lines cannot go back, and questions live ten minutes
    assert after == before
