"""Sealed texts: what the file holds, keys made and kept, changed, lost, too short."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from cryptography.fernet import Fernet, InvalidToken
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import String, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from plugins.kernel import db, vault
from plugins.kernel.models import KeyProof
from tests.kernel.test_refused_start import refused
from tests.program import Program

OLD, NEW = "an old phrase of the office", "a new phrase of the office"
WORDS = "8栋1单元302，13800138000"


@pytest.fixture(autouse=True)
def own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "_keys", None)
    monkeypatch.setattr(vault, "_first", None)


@given(st.text())
def test_what_is_sealed_comes_back(words: str) -> None:
    vault.use([OLD])
    assert vault.unseal(vault.seal(words)) == words


def test_without_a_key_nothing_is_written() -> None:
    with pytest.raises(RuntimeError):
        vault.seal(WORDS)


def test_another_key_opens_nothing_and_tells_nothing() -> None:
    vault.use([OLD])
    token = vault.seal(WORDS)
    vault.use([NEW])
    with pytest.raises(vault.Unreadable) as error:
        vault.unseal(token)
    assert token not in str(error.value)
    vault.use([NEW, OLD])
    assert vault.unseal(token) == WORDS


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    keys = vault.keys_of(None, tmp_path)
    file = tmp_path / vault.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert vault.keys_of("", tmp_path) == keys == [file.read_text().strip()]
    assert vault.keys_of(f"{NEW.replace(' ', '-')}, {keys[0]}", tmp_path) == [NEW.replace(" ", "-"), keys[0]]


class Page(db.Base):
    """A table with sealed words, for these tests only."""

    __table_args__ = ({"info": {"of_tests": True}},)
    __tablename__ = "page_of_the_vault_test"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(vault.Sealed)


db.Base.metadata.remove(Page.__table__)  # type: ignore[arg-type]  # no table of the house: migrations know nothing of it


async def test_the_file_holds_no_word_and_a_new_key_seals_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = db.Database(f"sqlite+aiosqlite:///{tmp_path / 'pages.db'}")
    async with database.write() as session:
        for table in (Page.__table__, KeyProof.__table__):
            await (await session.connection()).run_sync(table.create)  # type: ignore[attr-defined]
    vault.use([OLD])
    async with database.write() as session:
        await vault.prove(session)
        await session.execute(insert(Page).values([{"name": "a", "words": WORDS}, {"name": "b", "words": None}]))
    await database.close()
    assert WORDS.encode() not in (tmp_path / "pages.db").read_bytes()

    monkeypatch.setattr(type(db.Base.metadata), "sorted_tables", [Page.__table__])
    vault.use([NEW, OLD])
    async with database.write() as session:
        await vault.prove(session)
    vault.use([NEW])
    async with database.write() as session:
        await vault.prove(session)
        assert (await session.scalars(select(Page.words).order_by(Page.id))).all() == [WORDS, None]
        token = await session.scalar(text(f"SELECT words FROM {Page.__tablename__} WHERE id = 1"))
    with pytest.raises(InvalidToken):
        Fernet(vault._fernet_key(OLD)).decrypt(token.encode())
    vault.use([OLD])
    async with database.read() as session:
        with pytest.raises(vault.Unreadable):
            await vault.prove(session)
    await database.close()


def test_a_key_too_short(tmp_path: Path) -> None:
    said = refused(tmp_path, SECRET_KEY="123456")
    assert "SECRET_KEY" in said
    assert "123456" not in said


def test_the_key_of_another_database(tmp_path: Path) -> None:
    with Program(tmp_path):
        assert (tmp_path / vault.FILE).exists()
    (tmp_path / "output.txt").unlink()
    (tmp_path / vault.FILE).write_text(vault.new_key())
    assert "钥匙" in refused(tmp_path)
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        assert connection.execute("SELECT count(*) FROM key_proof").fetchone() == (1,)
    connection.close()


def test_of_several_that_start_together_one_makes_the_key(tmp_path: Path) -> None:
    """Each says which keys it uses; the folder holds that key and nothing half-made."""
    together = Barrier(8)

    def start(_: int) -> list[str]:
        together.wait()
        return vault.keys_of(None, tmp_path / "data")

    with ThreadPoolExecutor(8) as processes:
        said = list(processes.map(start, range(8)))
    assert all(each == said[0] and len(each) == 1 for each in said)
    assert [each.name for each in (tmp_path / "data").iterdir()] == [vault.FILE]
    assert stat.S_IMODE((tmp_path / "data" / vault.FILE).stat().st_mode) == 0o600
