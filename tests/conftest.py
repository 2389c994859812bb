"""The house as the tests see it: NoneBot with every plugin, a fresh database per test, peers that stand on the wire."""

import asyncio
import atexit
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import nonebot
import pytest
from nonebot.adapters.onebot import v11, v12
from nonebot.log import logger

if TYPE_CHECKING:
    from loguru import Record

ROOT = Path(__file__).parents[1]
os.chdir(ROOT)
sys.path.insert(0, str(ROOT))

ADMIN = "10001"

hypothesis.settings.register_profile("house", deadline=None)  # how long an example takes is no fault of the house
hypothesis.settings.register_profile("ci", parent=hypothesis.settings.get_profile("house"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")  # what is green there stays green tomorrow

nonebot.init(
    _env_file=None,
    driver="~fastapi",
    log_level="WARNING",
    api_timeout=2,
    host="127.0.0.1",
    superusers={ADMIN},
    database_url="sqlite+aiosqlite:///:memory:",
    demo=False,
    backups=False,
    most_a_minute=0,
    onebot_access_token=None,
    nickname=[],
)
for adapter in (v11.Adapter, v12.Adapter):
    nonebot.get_driver().register_adapter(adapter)


class Soon:
    """Stands where NoneBot's task group stands while no server runs: connection hooks run as plain tasks."""

    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[None]] = set()

    def start_soon(self, run: Callable[..., Coroutine[None, None, None]], *args: object) -> None:
        task = asyncio.get_running_loop().create_task(run(*args))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


nonebot.get_driver()._lifespan.task_group = Soon()  # type: ignore[assignment]
WANTED = {each.parent.name for each in (ROOT / "plugins").glob("*/__init__.py")}
LOADED = {each.name for each in nonebot.load_plugins("plugins")}
if WANTED != LOADED:
    pytest.exit(f"plugins that cannot be imported: {sorted(WANTED - LOADED)}", returncode=2)

from plugins.kernel import clock, config, db, vault  # noqa: E402
from tests.database import SERVER, FileTemplate, ServerTemplate, Template  # noqa: E402
from tests.wire import QQ, WeChat, forget_everything, hang_up  # noqa: E402

vault.use([vault.new_key()])
config.DATA = Path(tempfile.mkdtemp(prefix="data-of-the-tests-"))  # photos and backups of a test never reach the tree
atexit.register(shutil.rmtree, config.DATA, ignore_errors=True)

from plugins.outbox import painting  # noqa: E402


def once(draw: Callable[..., Awaitable[bytes | None]]) -> Callable[..., Awaitable[bytes | None]]:
    """The same data gives the same picture (``tests/cards`` sees to it), so a process of the suite draws it once."""
    drawn: dict[str, bytes] = {}

    async def remembered(*order: object) -> bytes | None:
        key = json.dumps(order, sort_keys=True)
        picture = drawn.get(key) or await draw(*order)
        if picture:
            drawn[key] = picture
        return picture

    return remembered


painting.use_painter(once(painting._painters[0]))
painting.use_press(once(painting._presses[0]))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Generator[Template]:
    """One database made by the real migrations; every test gets a copy."""
    made = ServerTemplate(SERVER) if SERVER else FileTemplate(tmp_path_factory.mktemp("database"))
    yield made
    made.remove()


@pytest.fixture
async def house(template: Template) -> AsyncGenerator[db.Database]:
    """A fresh database, the clock at a Sunday noon, empty memories."""
    database = await template.fresh()
    db.use(database)
    forget_everything()
    set_clock("2026-11-22 12:00")
    yield database
    await hang_up()
    clock.set_shift(timedelta(0))
    await database.close()
    db.use(None)


def set_clock(wall: str) -> None:
    """Shanghai time."""
    clock.set_to(clock.at_local(datetime.fromisoformat(wall)))


@pytest.fixture
def log_errors() -> Generator[list[str]]:
    """Errors that were logged: NoneBot only logs what a handler raises, so a flow test must look."""
    errors: list[str] = []
    number = logger.add(lambda record: errors.append(str(record)), level="ERROR")
    drawing = logger.add(lambda record: errors.append(str(record)), level="WARNING", filter=_is_a_picture_that_failed)
    yield errors
    logger.remove(number)
    logger.remove(drawing)


def _is_a_picture_that_failed(record: "Record") -> bool:
    """The reader got the text instead, so nobody would notice. One that only took too long is the machine's fault."""
    return "DrawingError" in record["message"] and record["level"].name == "WARNING"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would stand in pictures and on pages."""
    seen: list[str] = []

    async def paint(template: str, data: dict[str, Any]) -> None:
        seen.append(json.dumps(data, ensure_ascii=False))

    async def press(page: painting.Printout) -> None:
        seen.append(json.dumps(page.card.data, ensure_ascii=False))

    monkeypatch.setattr(painting, "paint", paint)
    monkeypatch.setattr(painting, "print_out", press)
    return seen


@pytest.fixture(params=["v11", "v12"])
async def wire(request: pytest.FixtureRequest, house: db.Database, log_errors: list[str]) -> AsyncGenerator[QQ | WeChat]:
    """A peer on each protocol; the test fails when anything was logged as an error."""
    peer = QQ() if request.param == "v11" else WeChat()
    yield peer
    await asyncio.sleep(0)
    peer.leave()
    assert not log_errors, log_errors


@pytest.fixture
async def qq(house: db.Database, log_errors: list[str]) -> AsyncGenerator[QQ]:
    """A v11 peer alone."""
    peer = QQ()
    yield peer
    peer.leave()
    assert not log_errors, log_errors


@pytest.fixture
async def wechat(house: db.Database, log_errors: list[str]) -> AsyncGenerator[WeChat]:
    """A v12 peer alone."""
    peer = WeChat()
    yield peer
    peer.leave()
    assert not log_errors, log_errors
