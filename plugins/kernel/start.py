"""What must be true before the bot listens: a safe door, a database at today's schema, and ticks that run.

``prepare()`` is called by ``bot.py`` before the event loop starts, so that whatever is wrong is said in one sentence.
"""

import asyncio
import contextlib
import ipaddress
import os
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import nonebot
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from nonebot.log import logger
from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from . import clock, config, db, lease, logbook, migrate, porter, ticks, vault

if TYPE_CHECKING:
    from fastapi import FastAPI

TICK_SECONDS = 20
LAST_WORDS = 5.5  # seconds that running deeds are given at the end: a call to a peer that does not answer takes 5
driver = nonebot.get_driver()
scheduler = AsyncIOScheduler(timezone=clock.SHANGHAI)
_at_work: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
_beats: set[asyncio.Task[None]] = set()
_closing = asyncio.Event()
cast("FastAPI", nonebot.get_app()).add_middleware(porter.Porter)
HOW_TO_WRITE_URL = "DATABASE_URL 写得不对，应像 sqlite+aiosqlite:///data/bot.db 或 postgresql+asyncpg://用户:口令@主机/库（别的数据库不支持）。"
Errand = Callable[[], Awaitable[None]]
CHECKS: list[Callable[[], None]] = []
"""What other rooms want to be sure of before the bot starts; each raises ``StartRefused`` when it is not so."""
_last_errands: list[Errand] = []


class StartRefused(RuntimeError):
    """The bot must not start; the text is the one sentence that tells the operator why and what to do."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def prepare() -> None:
    """Open the log; check the door, the port and the database. Raises ``StartRefused``."""
    if not logbook.is_level(driver.config.log_level):
        raise StartRefused(f"LOG_LEVEL 写得不对，只能是 {'、'.join(logbook.LEVELS)} 之一。")
    logbook.open_book(driver.config.log_level)
    host, port = str(driver.config.host), driver.config.port
    if not is_loopback(host):
        _check_token(config.load().onebot_access_token)
    for check in CHECKS:
        check()
    _check_port(host, port)
    _open_database(config.load().url)


def _check_token(token: str | None) -> None:
    """Others can reach the server: only the token keeps them out."""
    if not token:
        raise StartRefused(
            "没有设 ONEBOT_ACCESS_TOKEN，又不是只在本机监听：谁都能冒充群消息，所以不启动。请在 .env 里设一个长口令。"
        )
    if fault := porter.weakness(token):
        raise StartRefused(f"ONEBOT_ACCESS_TOKEN {fault}。对接程序那边也改成一样的，再启动。")


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartRefused(
                f"{host}:{port} 监听不了（{error.strerror}）：多半已有一个在运行，换个 PORT 或先停掉它。"
            ) from error


def _open_database(url: str) -> None:
    shown = _readable(url)
    where = shown.render_as_string(hide_password=True)
    try:
        _check_folder(shown.database if shown.get_backend_name() == "sqlite" else None)
        _take_keys()
        migrate.upgrade(url)
        _prove_keys(url)
        db.use(db.Database(url))
    except StartRefused:
        raise
    except migrate.SchemaTooNew as error:
        raise StartRefused(f"数据库 {where} 是更新的版本（{error}）写的：请更新程序，或换回当时的备份。") from error
    except Exception as error:  # whatever it is, the operator gets one sentence; LOG_LEVEL=DEBUG shows the rest
        logger.opt(exception=error).debug("the database cannot be opened")
        raise StartRefused(
            f"数据库 {where} 打不开或写不了（{type(error).__name__}）：请检查 DATABASE_URL、数据库在不在运行、文件夹能不能写。"
        ) from error


def _take_keys() -> None:
    """Before the migrations, one of which has something to seal."""
    settings = config.load()
    try:
        vault.use(vault.keys_of(settings.secret_key, settings.key_folder))
    except vault.KeyTooShort:
        raise StartRefused(
            f"SECRET_KEY 太短，容易被猜到：请至少写 {vault.SHORTEST} 个字符，或者不设，让程序自己做一把。"
        ) from None


def _prove_keys(url: str) -> None:
    """See that they are the keys of this database."""
    try:
        asyncio.run(_prove(url))
    except vault.Unreadable:
        raise StartRefused(
            f"钥匙和数据库对不上，私密的内容打不开：请放回原来的 SECRET_KEY 或 {vault.FILE}（和数据库是一对），再启动。"
        ) from None


async def _prove(url: str) -> None:
    database = db.Database(url)
    try:
        async with database.write() as session:
            await vault.prove(session)
    finally:
        await database.close()


def _readable(url: str) -> URL:
    """The URL in its parts. Raises ``StartRefused`` when it is none that the bot can work with."""
    try:
        shown = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StartRefused(HOW_TO_WRITE_URL) from error
    file_missing = shown.get_backend_name() == "sqlite" and shown.database in (None, "", ":memory:")
    if shown.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg") or file_missing:
        raise StartRefused(HOW_TO_WRITE_URL)
    return shown


def _check_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        return
    file = Path(database)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(file if file.exists() else file.parent, os.W_OK) or not os.access(file.parent, os.W_OK):
        raise PermissionError(str(file.parent))


async def _unless_at_work(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """The last time may take minutes: then this one is left out."""
    if not _at_work[name].locked():
        async with _at_work[name]:
            await run()


async def _beat(runs: dict[str, Callable[[], Awaitable[None]]]) -> None:
    """Plan every run afresh, again and again, until the house closes.

    APScheduler waits by the machine's clock: set back by a day, it would let nothing run for a day. The pauses here do not.
    """
    while not _closing.is_set():
        for name, run in runs.items():
            every = {"seconds": TICK_SECONDS, "misfire_grace_time": None, "coalesce": True, "max_instances": 2}
            scheduler.add_job(_unless_at_work, "interval", args=[name, run], id=name, replace_existing=True, **every)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_closing.wait(), TICK_SECONDS * 2.5)


async def _round() -> None:
    try:
        await ticks.run_round()
    except Exception as error:  # the database is away: it is asked again in 20 seconds
        logger.error(f"the ticks do not run: {type(error).__name__}")


def before_closing(errand: Errand) -> Errand:
    """Run ``errand`` when the program ends, before the database is closed."""
    _last_errands.append(errand)
    return errand


@driver.on_startup
async def _start_ticking() -> None:
    """What is done for all in one round; what each process does for itself beside it, because sending may take minutes."""
    _closing.clear()
    runs: dict[str, Callable[[], Awaitable[None]]] = {"round": _round}
    runs |= {job.name: partial(ticks.run_one, job) for job in ticks.in_order() if job.everywhere}
    scheduler.start()
    _beats.add(asyncio.create_task(_beat(runs)))


@driver.on_shutdown
async def _close() -> None:
    """Nothing new is heard any more: let what runs come to its end, then close the house."""
    _closing.set()
    if scheduler.running:
        scheduler.pause()
    for errand in _last_errands:
        await errand()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            await asyncio.gather(_messages_handled(), _ticks_done())
    if scheduler.running:
        scheduler.shutdown(wait=False)
    for beat in _beats:
        beat.cancel()
    _beats.clear()
    with contextlib.suppress(Exception):  # the lease ends by itself
        await lease.give_back("ticks")
    await db.current().close()


async def _ticks_done() -> None:
    for lock in list(_at_work.values()):
        async with lock:
            continue


async def _messages_handled() -> None:
    """Wait for the messages that are being handled; the adapters keep a task for each."""
    tasks = {task for adapter in nonebot.get_adapters().values() for task in getattr(adapter, "tasks", ())}
    handling = {task for task in tasks if task.get_coro().__name__ == "handle_event"}
    if handling:
        await asyncio.wait(handling)
