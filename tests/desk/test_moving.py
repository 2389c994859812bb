"""搬家: into another database and back, every row of every table to the letter; and all the ways in which it refuses."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, insert, make_url, null, text

from plugins.desk import cargo, moving
from plugins.kernel import config, db, migrate, vault
from plugins.kernel.models import KeyProof
from tests.conftest import ROOT
from tests.database import SERVER

ROWS = 3
MOMENT = datetime(2026, 11, 22, 4, 0, 0, 123456, UTC)
SAID = "王奶奶🌊 “引号”\n第二行"
ONE_MORE = """
INSERT INTO ledger_entry (id, community_id, member_id, book, amount, key, cause, reason, earned_at, posted_at, posted_by)
SELECT 99, community_id, member_id, book, 7, 'k', cause, reason, earned_at, posted_at, posted_by FROM ledger_entry WHERE id = 3
"""
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(autouse=True)
def _own_key_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving takes the key that lies beside the database; afterwards the tests have their own again."""
    monkeypatch.setattr(config, "DATA", tmp_path / "data")
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(vault, "_keys", vault._keys)
    monkeypatch.setattr(vault, "_first", vault._first)


def own(file: Path) -> config.Config:
    return config.Config(database_url=f"sqlite+aiosqlite:///{file}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that has rows in every table, and its key beside it."""
    folder = tmp_path_factory.mktemp("made")
    ring = vault._keys, vault._first
    vault.use(vault.keys_of(None, folder))
    migrate.upgrade(own(folder / "bot.db").url)
    asyncio.run(fill(own(folder / "bot.db").url))
    vault._keys, vault._first = ring
    return folder


@pytest.fixture
def full(made: Path, tmp_path: Path) -> Path:
    """One of one's own."""
    return Path(shutil.copytree(made, tmp_path / "old")) / "bot.db"


async def fill(url: str) -> None:
    engine = db.make_engine(make_url(url), foreign_keys=False)
    async with engine.begin() as connection:
        for table in db.Base.metadata.sorted_tables:
            for number in range(1, 2 if table.name == KeyProof.__tablename__ else ROWS + 1):
                row = {each.name: value(each, number) for each in table.columns}
                await connection.execute(insert(table).values(row))
    await engine.dispose()


def value(column: Column[Any], number: int) -> Any:
    """Something in every column: nothing in those of row 2 that may be empty; references to a later row of the same table too."""
    where = (column.table.name, column.name)
    fixed = {
        ("profile", "at_least"): 18,
        ("ledger_entry", "book"): "hours" if number == 1 else "points",
        ("key_proof", "id"): 1,
    }
    if where in fixed:
        return fixed[where]
    if number == 2 and column.nullable and not column.primary_key:
        return null()
    for reference in column.foreign_keys:
        later = reference.column.table is column.table and column.name != "reverses_id"
        return min(number + 1, ROWS) if later else number
    if isinstance(column.type, JSON):
        return ["a", SAID, number] if number == 1 else None  # a JSON null, which is not nothing
    kinds = (
        (Boolean, number == 1),
        (Integer, number),
        (Date, date(2026, 12, number)),
        (db.UtcDateTime, MOMENT + timedelta(hours=number)),
    )
    for kind, example in kinds:
        if isinstance(column.type, kind):
            return example
    length = getattr(column.type, "length", None)
    return f"{number}{SAID}"[: length or 100]


def raw(url: str) -> Rows:
    """Every row of every table as it stands, tokens unopened, JSON as text."""

    async def read() -> Rows:
        engine = db.make_engine(make_url(url))
        async with engine.connect() as connection:
            found = {
                table.name: [tuple(row) async for chunk in cargo.rows_of(connection, table) for row in chunk]
                for table in db.Base.metadata.sorted_tables
            }
        await engine.dispose()
        return found

    return asyncio.run(read())


def on_server(statement: str, url: str) -> None:
    async def run() -> None:
        engine = db.make_engine(make_url(url), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(run())


@pytest.fixture
def server() -> Iterator[str]:
    """An empty database on the server on which the suite runs."""
    if not SERVER:
        pytest.skip("没有 PostgreSQL：用 python -m tests.postgres -- pytest 才跑")
    name = f"move_{os.getpid()}"
    on_server(f'CREATE DATABASE "{name}"', SERVER)
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    on_server(f'DROP DATABASE "{name}" WITH (FORCE)', SERVER)


def test_from_file_to_file_row_by_row(full: Path, tmp_path: Path) -> None:
    before, bytes_before = raw(own(full).url), full.read_bytes()
    said = moving.move(own(full), own(tmp_path / "new" / "bot.db").url)
    assert raw(own(tmp_path / "new" / "bot.db").url) == before
    assert full.read_bytes() == bytes_before
    assert all(len(rows) == (1 if name == "key_proof" else ROWS) for name, rows in before.items())
    assert f"{len(before)} 张表、{sum(map(len, before.values()))} 行" in said
    assert "积分合计 5，时长合计 1 分钟" in said
    assert "成员（member）：3 行" in said
    assert (tmp_path / "new" / "secret.key").read_bytes() == (full.parent / "secret.key").read_bytes()
    assert "secret.key 也抄到了" in said
    assert [each.name for each in (tmp_path / "new").iterdir() if "part" in each.name] == []


def test_the_books_stay_closed_in_the_new_one(full: Path, tmp_path: Path) -> None:
    moving.move(own(full), own(tmp_path / "new.db").url)
    with closing(sqlite3.connect(tmp_path / "new.db")) as there, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        there.execute("UPDATE ledger_entry SET amount = 99")


def test_to_a_server_and_back_row_by_row(full: Path, tmp_path: Path, server: str) -> None:
    before = raw(own(full).url)
    said = moving.move(own(full), server)
    assert raw(server) == before
    assert "postgres:***@" in said or "postgres@" in said
    there = config.Config(database_url=server, secret_key=(full.parent / "secret.key").read_text("utf-8"))
    moving.move(there, own(tmp_path / "back.db").url)
    assert raw(own(tmp_path / "back.db").url) == before


def test_a_server_counts_on_and_keeps_its_rules(full: Path, server: str) -> None:
    moving.move(own(full), server)

    async def go_on() -> None:
        engine = db.make_engine(make_url(server))
        async with engine.begin() as connection:
            community = insert(db.Base.metadata.tables["community"]).values(name="又一个", preset="通用", opened_at=MOMENT)
            assert (await connection.execute(community)).inserted_primary_key == (ROWS + 1,)
        for broken, why in (("UPDATE ledger_entry SET amount = 99", "append-only"), ("DELETE FROM community", "violates")):
            with pytest.raises(Exception, match=why):
                async with engine.begin() as connection:
                    await connection.execute(text(broken))
        async with engine.connect() as connection:
            late = await connection.execute(text("SELECT count(*) FROM pg_constraint WHERE condeferrable"))
            assert late.scalar_one() == 0
        await engine.dispose()

    asyncio.run(go_on())


def test_a_server_that_somebody_works_with_is_not_moved(full: Path, tmp_path: Path, server: str) -> None:
    moving.move(own(full), server)
    key = (full.parent / "secret.key").read_text("utf-8")

    async def meanwhile() -> None:
        engine = db.make_engine(make_url(server))
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
            with pytest.raises(moving.NotMoved, match="1 个别的连接"):
                await asyncio.to_thread(
                    moving.move, config.Config(database_url=server, secret_key=key), own(tmp_path / "b.db").url
                )
        await engine.dispose()

    asyncio.run(meanwhile())
    assert not (tmp_path / "b.db").exists()


def test_what_a_server_refuses_is_named_and_leaves_it_empty(full: Path, server: str) -> None:
    with closing(sqlite3.connect(full)) as there:
        there.execute("UPDATE community SET name = ? WHERE id = 1", ("长" * 500,))
        there.commit()
    with pytest.raises(moving.NotMoved, match="community 表里有"):
        moving.move(own(full), server)
    assert not any(raw(server).values())
    with closing(sqlite3.connect(full)) as there:
        there.execute("UPDATE community SET name = '短' WHERE id = 1")
        there.commit()
    assert "搬好了" in moving.move(own(full), server)


def test_a_database_that_is_not_empty_is_refused(full: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_bytes(b"somebody's")
    with pytest.raises(moving.NotMoved, match="不是空的"):
        moving.move(own(full), own(taken).url)
    assert taken.read_bytes() == b"somebody's"


def test_a_running_bot_is_noticed(full: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full)) as running:
        running.execute("SELECT count(*) FROM community").fetchone()
        with pytest.raises(moving.NotMoved, match="还在运行"):
            moving.move(own(full), own(tmp_path / "new.db").url)
    assert not (tmp_path / "new.db").exists()
    assert "搬好了" in moving.move(own(full), own(tmp_path / "new.db").url)


@pytest.mark.parametrize("lost", ["积分", "行"])
def test_a_difference_is_found_and_nothing_is_left(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    carry = cargo.carry

    async def loses(source: Any, target: Any) -> None:
        await carry(source, target)
        if lost == "行":
            await target.execute(text("DELETE FROM binding_tries WHERE rowid = 1"))
        else:
            await target.execute(text(ONE_MORE))

    monkeypatch.setattr(cargo, "carry", loses)
    with pytest.raises(moving.NotMoved, match="对不上：binding_tries" if lost == "行" else "ledger_entry、积分合计"):
        moving.move(own(full), own(tmp_path / "new.db").url)
    assert list(tmp_path.glob("new.db*")) == []


def test_a_reference_that_leads_nowhere_is_found(full: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full)) as there:
        there.execute("UPDATE member SET community_id = 4711 WHERE id = 1")
        there.commit()
    with pytest.raises(moving.NotMoved, match="member 表里有"):
        moving.move(own(full), own(tmp_path / "new.db").url)


@pytest.mark.parametrize("target", ["nonsense", "mysql://a/b", "sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite://", ""])
def test_an_address_that_is_none(full: Path, target: str) -> None:
    with pytest.raises(moving.NotMoved, match="postgresql\\+asyncpg"):
        moving.move(own(full), target)


def test_onto_itself_from_nothing_and_from_an_old_one(full: Path, tmp_path: Path) -> None:
    target = own(tmp_path / "new.db").url
    with pytest.raises(moving.NotMoved, match="就是现在这个库"):
        moving.move(own(full), own(full).url)
    for nothing in ("no such file", "empty"):
        (tmp_path / "empty").touch()
        with pytest.raises(moving.NotMoved, match="没有小红帽的数据"):
            moving.move(own(tmp_path / nothing), target)
    with closing(sqlite3.connect(full)) as there:
        there.execute("UPDATE alembic_version SET version_num = '0001'")
        there.commit()
    with pytest.raises(moving.NotMoved, match="先用这个版本启动一次"):
        moving.move(own(full), target)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("key", ["another", "none"])
def test_a_key_that_does_not_open_it(full: Path, tmp_path: Path, key: str) -> None:
    (full.parent / "secret.key").unlink()
    settings = own(full)
    settings.secret_key = "somebody else's pass phrase" if key == "another" else None
    with pytest.raises(moving.NotMoved, match="钥匙和现在的库对不上"):
        moving.move(settings, own(tmp_path / "new.db").url)
    assert not (full.parent / "secret.key").exists()


def test_another_key_where_the_new_one_will_lie(full: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text(vault.new_key())
    with pytest.raises(moving.NotMoved, match="另一把 secret"):
        moving.move(own(full), own(tmp_path / "new.db").url)


def test_the_command_of_the_documents(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(config, "load", lambda: own(full))
    monkeypatch.setattr(moving, "must_be_stopped", lambda: None)
    moving.run(own(tmp_path / "new.db").url)
    assert "搬好了" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        moving.run(own(tmp_path / "new.db").url)
    assert str(ended.value).startswith("没有搬：新库不是空的")
    assert "原来的库没有动" in str(ended.value)
    for page in ("Makefile", "docs/部署.md"):
        assert "from plugins.desk import moving; moving.run(" in (ROOT / page).read_text("utf-8")


def test_somebody_who_listens_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    import nonebot

    with socket.socket() as bot:
        bot.bind(("127.0.0.1", 0))
        bot.listen()
        monkeypatch.setattr(nonebot.get_driver().config, "port", bot.getsockname()[1])
        with pytest.raises(moving.NotMoved, match="端口有程序在听"):
            moving.must_be_stopped()
