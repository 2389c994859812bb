"""One linear history: it makes today's tables, goes back, and a revision that fails leaves everything as it was."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from plugins.activity.series.rule import MonthDays, Rule, from_row
from plugins.kernel import migrate, vault

BAD = '''"""a bad one"""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("half_done", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("DELETE FROM community")
    {last}


def downgrade() -> None:
    op.drop_table("half_done")
'''


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def ask(file: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def tell(file: Path, deed: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(deed)
    connection.close()


def schema(file: Path) -> list[tuple[object, ...]]:
    """Tables, indexes and triggers; a table that was copied may have its constraints in another order, which means nothing."""
    rows = ask(file, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return [(*row[:3], sorted(line.strip(" ,\n)") for line in str(row[3]).splitlines())) for row in rows]


def head() -> str:
    newest = ScriptDirectory(str(migrate.HISTORY)).get_current_head()
    assert newest
    return newest


@pytest.fixture
def lived_in(file: Path) -> Path:
    """A database at the newest revision with a row in it."""
    migrate.upgrade(url(file))
    tell(file, "INSERT INTO community (name, preset, opened_at) VALUES ('恋湖社区', '恋湖', '2026-11-22 04:00:00')")
    return file


def with_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    history = tmp_path / "migrations"
    shutil.copytree(migrate.HISTORY, history, ignore=shutil.ignore_patterns("__pycache__"))
    (history / "versions" / "9001_bad.py").write_text(BAD.format(head=head(), last=last), "utf-8")
    monkeypatch.setattr(migrate, "HISTORY", history)


def test_an_empty_file_gets_today_s_tables(file: Path) -> None:
    migrate.upgrade(url(file))
    command.check(migrate.configuration(url(file)))  # raises when the models say something else
    assert ask(file, "SELECT version_num FROM alembic_version") == [(head(),)]


def test_the_history_is_one_line() -> None:
    script = ScriptDirectory(str(migrate.HISTORY))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert not any(each.is_merge_point for each in script.walk_revisions())


def test_the_next_revision_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history says all that the models say, so it has nothing to do."""
    history = tmp_path / "migrations"
    shutil.copytree(migrate.HISTORY, history, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "HISTORY", history)
    migrate.write_revision("a change")
    [written] = (history / "versions").glob("*_a_change.py")
    assert re.search(r"def upgrade\(\)[^\n]*\n(?:\s*(?:#|\"\"\")[^\n]*\n)*\s*pass", written.read_text("utf-8"))


def test_again_is_nothing(lived_in: Path) -> None:
    before = schema(lived_in)
    migrate.upgrade(url(lived_in))
    assert schema(lived_in) == before
    assert not (lived_in.parent / "backups").exists()


def unordered(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The schema with the lines of each table sorted: copying a table may put its constraints in another order."""
    return [(*row[:3], sorted(line.strip(" \t,") for line in str(row[3]).splitlines())) for row in rows]


def test_down_to_nothing_and_up_again(file: Path) -> None:
    migrate.upgrade(url(file))
    before = unordered(schema(file))
    command.downgrade(migrate.configuration(url(file)), "base")
    assert {row[1] for row in schema(file) if row[0] in ("table", "trigger", "view")} <= {"alembic_version"}
    migrate.upgrade(url(file))
    assert unordered(schema(file)) == before


def test_a_revision_that_fails_leaves_everything_as_it_was(
    lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(lived_in)
    with_one_more(tmp_path, monkeypatch, "raise RuntimeError('in the middle')")
    with pytest.raises(RuntimeError, match="in the middle"):
        migrate.upgrade(url(lived_in))
    assert schema(lived_in) == before
    assert ask(lived_in, "SELECT name FROM community") == [("恋湖社区",)]
    assert ask(lived_in, "SELECT version_num FROM alembic_version") != [("9001",)]


def test_a_backup_is_made_first_and_holds_the_rows(lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema(lived_in)
    old = head()
    with_one_more(tmp_path, monkeypatch, "pass")
    migrate.upgrade(url(lived_in))
    assert ask(lived_in, "SELECT name FROM community") == []
    [backup] = (lived_in.parent / "backups").glob("*.db")
    assert old in backup.name
    assert ask(backup, "SELECT name FROM community") == [("恋湖社区",)]
    assert schema(backup) == before


def test_a_newer_schema_is_refused_and_untouched(lived_in: Path) -> None:
    tell(lived_in, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrate.SchemaTooNew, match="9999"):
        migrate.upgrade(url(lived_in))
    assert ask(lived_in, "SELECT name FROM community") == [("恋湖社区",)]


ENTRY = """INSERT INTO ledger_entry (id, community_id, member_id, book, amount, key, cause, reason, earned_at, posted_at, posted_by)
VALUES (1, 1, 1, 'points', 5, 'k', 'award', 'r', '2026-11-22 04:00:00', '2026-11-22 04:00:00', 'x')"""


def fails_to_rewrite(file: Path) -> bool:
    for deed in ("UPDATE ledger_entry SET amount = 500", "DELETE FROM ledger_entry"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            tell(file, deed)
    return ask(file, "SELECT amount FROM ledger_entry") == [(5,)]


def test_the_books_cannot_be_rewritten(lived_in: Path) -> None:
    tell(lived_in, ENTRY)
    assert fails_to_rewrite(lived_in)


def test_a_revision_that_copies_the_books_keeps_them_closed(
    lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(lived_in, ENTRY)
    with_one_more(
        tmp_path,
        monkeypatch,
        "with op.batch_alter_table('ledger_entry', recreate='always') as batch: batch.alter_column('reason', type_=sa.String(300))",
    )
    migrate.upgrade(url(lived_in))
    assert ask(lived_in, "SELECT version_num FROM alembic_version") == [("9001",)]
    assert fails_to_rewrite(lived_in)


def before(slug: str) -> str:
    """The revision before the one whose file is named after ``slug``."""
    script = ScriptDirectory(str(migrate.HISTORY))
    return next(str(each.down_revision) for each in script.walk_revisions() if each.path.endswith(f"_{slug}.py"))


def test_series_of_the_preset_keep_their_rule_and_their_occurrences(file: Path) -> None:
    command.upgrade(migrate.configuration(url(file)), before("series_by_command"))
    tell(file, "INSERT INTO community (name, preset, opened_at) VALUES ('恋湖社区', '恋湖', '2026-11-22 04:00:00')")
    tell(
        file,
        "INSERT INTO series (id, community_id, number, kind, title, rule, start, end, place, minimum, made_until)"
        """ VALUES (1, 1, 1, 'patrol', '巡湖', '{"month_days": [8, 28]}', '08:30', '10:30', '湖边', 20, '2026-12-27')""",
    )
    tell(
        file,
        "INSERT INTO activity (id, community_id, kind, title, series_id, occurs_on, starts_at, ends_at, place, state, revision,"
        " published_at) VALUES (1, 1, 'patrol', '巡湖', 1, '2026-11-28', '2026-11-28 00:30:00', '2026-11-28 02:30:00', '湖边',"
        " 'open', 0, '2026-11-22 04:00:00')",
    )
    migrate.upgrade(url(file))
    [row] = ask(file, "SELECT rule, start, end, minimum, made_until, team_id, leader_id, signup_closes, ended_at FROM series")
    assert row == ('{"month_days": [8, 28]}', "08:30", "10:30", 20, "2026-12-27", None, None, None, None)
    assert from_row(json.loads(str(row[0]))) == Rule((MonthDays((8, 28)),))
    assert ask(file, "SELECT series_id, occurs_on FROM activity") == [(1, "2026-11-28")]
    assert ask(file, "PRAGMA foreign_key_check") == []
    command.downgrade(migrate.configuration(url(file)), before("series_by_command"))
    assert ask(file, "SELECT number, title FROM series") == [(1, "巡湖")]


OLD_ROWS = """
INSERT INTO community (id, name, preset, opened_at) VALUES (1, '恋湖社区', '恋湖', '2026-11-22 04:00:00');
INSERT INTO team (id, community_id, name, short, patrols, position) VALUES (1, 1, '环境保护', '环保', 0, 0);
INSERT INTO member (id, community_id, name, name_key, on_boards, joined_at) VALUES (1, 1, '王阿姨', '王阿姨', 1, '2026-11-22 04:00:00');
INSERT INTO activity (id, community_id, number, kind, title, starts_at, ends_at, place, team_id, leader_id, state, revision, published_at)
VALUES (1, 1, 1, 'plain', '清洁家园', '2026-11-28 01:00:00', '2026-11-28 03:00:00', '亲水平台', 1, 1, 'open', 0, '2026-11-22 04:00:00');
INSERT INTO sign_up (id, activity_id, member_id, state, guests, children, guest_names, queued_at, late)
VALUES (1, 1, 1, 'joined', 1, 0, '["孙子"]', '2026-11-22 05:00:00', 0);
"""


def test_the_first_release_with_its_rows_becomes_today_s(file: Path) -> None:
    command.upgrade(migrate.configuration(url(file)), "0001")
    for statement in [*OLD_ROWS.split(";\n"), ENTRY]:
        tell(file, statement)
    migrate.upgrade(url(file))
    assert ask(file, "SELECT version_num FROM alembic_version") == [(head(),)]
    assert ask(file, "SELECT title, team_id, leader_id FROM activity") == [("清洁家园", 1, 1)]
    assert ask(file, "SELECT state, guests, guest_names FROM sign_up") == [("joined", 1, '["孙子"]')]
    assert ask(file, "SELECT name, short FROM team") == [("环境保护", "环保")]
    assert ask(file, "PRAGMA foreign_key_check") == []
    assert fails_to_rewrite(file)


def test_what_was_asked_before_questions_were_sealed_goes_on_waiting_and_letters_stay(file: Path) -> None:
    command.upgrade(migrate.configuration(url(file)), before("helpline"))
    tell(
        file,
        "INSERT INTO question (platform, user, chat, topic, lines, blank, answered, asked_at, expires_at) VALUES"
        """ ('qq', '1', 'qq:80001:person:1', '', '["报名 1"]', 0, 0, '2026-11-22 04:00:00', '2026-11-22 04:10:00')""",
    )
    tell(
        file,
        'INSERT INTO outgoing_message (key, "to", account, route, text, mentions, disturb, state, due_at, expires_at, created_at, attempts)'
        " VALUES ('k', 'qq:80001:person:1', 'qq:80001', 'direct', '明天见', '[]', 0, 'queued', '2026-11-22 04:00:00',"
        " '2026-11-22 16:00:00', '2026-11-22 04:00:00', 0)",
    )
    migrate.upgrade(url(file))
    [(lines,)] = ask(file, "SELECT lines FROM question")
    assert json.loads(vault.unseal(str(lines))) == ["报名 1"]
    assert ask(file, "SELECT key, text, sealed FROM outgoing_message") == [("k", "明天见", None)]
    assert ask(file, "PRAGMA foreign_key_check") == []
    command.downgrade(migrate.configuration(url(file)), before("helpline"))
    assert ask(file, "SELECT text FROM outgoing_message") == [("明天见",)]
