"""What must not start ends with one Chinese sentence on stderr and an exit code that is not 0."""

import re
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.program import PATIENCE, ROOT, Program

CHINESE = re.compile("[一-龥]")


def refused(folder: Path, **settings: str) -> str:
    """The one sentence with which the start was refused."""
    program = Program(folder, settings)
    assert program.launch().wait(PATIENCE) not in (0, None)
    lines = program.said.strip().splitlines()
    assert len(lines) == 1, program.said
    assert CHINESE.search(lines[0])
    return lines[0]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_no_token_for_everybody_to_reach(tmp_path: Path, host: str) -> None:
    assert "ONEBOT_ACCESS_TOKEN" in refused(tmp_path, HOST=host)


@pytest.mark.parametrize("token", ["123456", "自己想一个二十位以上的口令"])
def test_a_token_that_is_easily_guessed(tmp_path: Path, token: str) -> None:
    said = refused(tmp_path, HOST="0.0.0.0", ONEBOT_ACCESS_TOKEN=token)
    assert "ONEBOT_ACCESS_TOKEN" in said
    assert token not in said


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql+aiomysql://u:s3cret@host/db",
        "sqlite:///plain.db",
        "sqlite+aiosqlite://",
        "postgresql+asyncpg://u:s3cret@host:port/db",
    ],
)
def test_a_wrong_database_url(tmp_path: Path, url: str) -> None:
    said = refused(tmp_path, DATABASE_URL=url)
    assert "DATABASE_URL" in said
    assert "s3cret" not in said


def test_a_postgresql_that_does_not_answer(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused at once
        url = f"postgresql+asyncpg://u:s3cret@127.0.0.1:{taken.getsockname()[1]}/db"
        said = refused(tmp_path, DATABASE_URL=url)
    assert "DATABASE_URL" in said
    assert "s3cret" not in said


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    said = refused(tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/file/deeper/bot.db")
    assert "文件夹" in said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("no database" * 1000)
    assert "打不开" in refused(tmp_path)
    assert (tmp_path / "bot.db").read_text().startswith("no database")


def test_a_newer_schema(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    said = refused(tmp_path)
    assert "9999" in said
    assert "更新" in said


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "PORT" in refused(tmp_path, PORT=str(taken.getsockname()[1]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUPERUSERS", "10001"),
        ("SUPERUSERS", '["10001"'),
        ("PORT", "web"),
        ("PORT", "99999"),
        ("HOST", "not a host"),
        ("LOG_LEVEL", "LOUD"),
        ("DEMO", "perhaps"),
    ],
)
def test_a_setting_that_cannot_be_read(tmp_path: Path, name: str, value: str) -> None:
    assert name in refused(tmp_path, **{name: value})


def copy_of_the_tree(folder: Path) -> Path:
    tree = folder / "tree"
    shutil.copytree(ROOT / "plugins", tree / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data" / "presets", tree / "data" / "presets")
    for file in (ROOT / "data").glob("*.toml"):
        shutil.copy(file, tree / "data")
    shutil.copy(ROOT / "bot.py", tree)
    return tree


def test_a_room_that_cannot_be_imported(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    with (tree / "plugins" / "desk" / "__init__.py").open("a") as file:
        file.write("\nimport nothing_of_that_name\n")
    program = Program(tmp_path, tree=tree)
    assert program.launch().wait(PATIENCE) != 0
    assert "desk" in program.said.strip().splitlines()[-1]
    assert "nothing_of_that_name" in program.said


def test_the_same_bot_from_any_folder(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with Program(tmp_path, {"DATABASE_URL": "sqlite+aiosqlite:///data/mine.db"}, tree):
        assert (tree / "data" / "mine.db").exists()
    with Program(tmp_path / "elsewhere", {"DATABASE_URL": ""}, tree):
        assert (tree / "data" / "bot.db").exists()
    assert [each.name for each in (tmp_path / "elsewhere").iterdir()] == ["output.txt"]
