"""The lines to the peers: what is heard on a new one waits until what was missed before it has been caught up.

One gate for each connection. Whatever is for us stands behind it in the order in which it came, so that what was written while
we were away goes first. ``catching_up.py`` walks the course that opens the gate.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from nonebot import get_driver
from nonebot.adapters import Bot
from nonebot.log import logger

from plugins.kernel import logbook, start

from . import hearing
from .heard import Heard


@dataclass(eq=False)
class Line:
    """One connection (``link``) of a bot. ``over``: the gate is open. ``broken``: the line was cut before it could be.

    ``live``: the messages for us that came by themselves on it meanwhile (``Heard.stem``); history shows them, too. ``heard``: the
    last message of each group meanwhile.
    """

    link: object
    over: asyncio.Event = field(default_factory=asyncio.Event)
    broken: bool = False
    live: set[str] = field(default_factory=set)
    heard: dict[str, Heard] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None


Course = Callable[[Bot, Line], Awaitable[None]]
_courses: list[Course] = []
_lines: WeakKeyDictionary[Bot, Line] = WeakKeyDictionary()
_last: dict[tuple[str, str], asyncio.Task[None]] = {}


def use_course(course: Course) -> None:
    """Walk ``course`` on every new line from now on; the gate opens when it is done."""
    _courses[:] = [course]


def link_of(bot: Bot) -> object | None:
    """The connection on which the bot is there now; ``None``: on none."""
    return getattr(bot.adapter, "connections", {}).get(bot.self_id)


def is_cut(bot: Bot, line: Line) -> bool:
    """Whether the line is not the bot's any more."""
    return link_of(bot) is not line.link


def note(bot: Bot, heard: Heard) -> None:
    """A group was heard. While the gate is closed that does not count yet: something before it may still be missing."""
    line = _of(bot)
    if line is None or line.over.is_set():
        hearing.note(heard)
    elif heard.in_group:
        line.heard[heard.chat.ident] = heard


def is_open(bot: Bot) -> bool:
    """Whether nothing is being caught up now for this bot."""
    line = _of(bot)
    return line is None or line.over.is_set()


def are_catching_up(account: str) -> bool:
    """Whether this process is at it for this account (``qq:80001``) of the bot; by its number alone, which is enough."""
    number = account.partition(":")[2]
    return any(bot.self_id == number and not line.over.is_set() for bot, line in _lines.items())


async def ready(bot: Bot, heard: Heard | None) -> bool:
    """Wait for the gate. ``False``: the line was cut before it opened; the next one will find the message in its history."""
    line = _of(bot)
    if line is None:
        return True
    if heard and not line.over.is_set():
        line.live.add(heard.stem)
    await line.over.wait()
    return not line.broken


def _of(bot: Bot) -> Line | None:
    """The bot's line; a new one begins its course at once, whoever notices it first. ``None``: he has never been on one."""
    link, line = link_of(bot), _lines.get(bot)
    if link is None:
        return line
    if line is None or line.link is not link:
        line = _lines[bot] = Line(link)
        account = bot.adapter.get_name(), bot.self_id
        line.task = _last[account] = asyncio.create_task(_walk(bot, line, _last.get(account)))
    return line


async def _walk(bot: Bot, line: Line, before: asyncio.Task[None] | None) -> None:
    """Behind the course of the account's line before, which may still be doing what it has fetched."""
    try:
        if before:
            await asyncio.wait([before])
        with logbook.about(None):
            for course in _courses:
                await course(bot, line)
    except asyncio.CancelledError:
        line.broken = True
        raise
    except Exception:
        logger.exception("not caught up with what was missed")
    finally:
        line.over.set()
    for heard in line.heard.values() if not line.broken else ():
        hearing.note(heard)


@get_driver().on_bot_connect
async def _greet(bot: Bot) -> None:
    _of(bot)


@start.before_closing
async def stop() -> None:
    """The house closes: what is not caught up yet is at the next start."""
    for line in list(_lines.values()):
        if line.task and not line.task.done():
            line.task.cancel()


def forget_all() -> None:
    """Empty the memory, as after a restart: every line there is counts as new."""
    for line in list(_lines.values()):
        if line.task and not line.task.done():
            line.task.cancel()
    _lines.clear()
    _last.clear()
