"""A community with a November behind it, on both protocols or, where they make no difference, on v11 alone.

Living through it takes a second, so on SQLite it is lived through once and copied.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plugins.kernel import config, db
from tests.conftest import set_clock
from tests.desk.scene import EVENING, Wire, lived, opened
from tests.wire import QQ


@pytest.fixture(scope="session")
def lived_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lived Novembers are kept: a database and a folder of photos for each protocol."""
    return tmp_path_factory.mktemp("november")


async def _november(wire: Wire, folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    here = Path(db.current().url.database or "") if db.current().is_sqlite else None
    file, photos = kept / f"{wire.name}.db", kept / f"{wire.name} photos"
    if here and file.exists():
        monkeypatch.setattr(config, "DATA", folder)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(here)) as target:
            source.backup(target)
        shutil.copytree(photos, folder / "photos")
        set_clock(EVENING)
        return wire
    await lived(await opened(wire, monkeypatch, folder))
    if here:
        shutil.copytree(folder / "photos", photos)
        with closing(sqlite3.connect(here)) as source:
            source.execute("VACUUM INTO ?", [str(file)])
    return wire


@pytest.fixture
async def november(wire: Wire, tmp_path: Path, lived_once: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """On the evening of the 30th."""
    return await _november(wire, tmp_path, lived_once, monkeypatch)


@pytest.fixture
async def november_qq(qq: QQ, tmp_path: Path, lived_once: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The same, on v11."""
    return await _november(qq, tmp_path, lived_once, monkeypatch)


@pytest.fixture
async def quiet(qq: QQ, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Opened, and nothing has happened yet."""
    await opened(qq, monkeypatch, tmp_path)
    await qq.settle()
    qq.sent.clear()
    return qq
