"""The log: one sink on stderr, in which personal data and secrets never arrive.

NoneBot writes every message it hears into its log, and the adapters write whole frames: such records are not written. What
is written is masked as a whole, the text of exceptions too, and no values of variables stand in a traceback.

Every line carries the reference of the message it is about (``-``: of none). The same reference stands in the rows of its deeds
and of its letters, so one can be followed from hearing to sending, also when a letter leaves a day later.
"""

import hashlib
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TextIO

from nonebot.log import LoguruHandler, logger

from .masking import mask

if TYPE_CHECKING:
    from loguru import Message, Record

FORMAT = "<g>{time:MM-DD HH:mm:ss}</g> [<lvl>{level}</lvl>] <c>{name}</c> {extra[reference]} | {message}"
LEVELS = ("TRACE", "DEBUG", "INFO", "SUCCESS", "WARNING", "ERROR", "CRITICAL")
_TOKEN = re.compile(r"(access_token=|Bearer\s+)[^&\s\"']+")
_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+(?=@)")
_RAW = re.compile(r"\s*Raw:.*", re.DOTALL)
_ADAPTER = "OneBot V1"
_INFO = 20
NONE = "-"
_NO_MESSAGE = "Error while parsing command for event"
_PROBE = re.compile(r'"(?:GET|HEAD) /(?:health|metrics) HTTP')
_reference: ContextVar[str] = ContextVar("reference", default=NONE)


def reference_of(key: str) -> str:
    """Eight signs for a message, the same whenever it is heard; they tell nothing of it."""
    return hashlib.blake2s(key.encode(), digest_size=4).hexdigest().upper()


def reference() -> str | None:
    """That of the message at hand; ``None`` outside of any."""
    return None if _reference.get() == NONE else _reference.get()


@contextmanager
def about(reference: str | None) -> Iterator[None]:
    """Whatever is logged and written inside is about that message."""
    token = _reference.set(reference or NONE)
    try:
        yield
    finally:
        _reference.reset(token)


def is_level(level: int | str) -> bool:
    """Whether ``level`` is a level that the log knows: a number or one of ``LEVELS``, in capitals or not."""
    return isinstance(level, int) or level.isdecimal() or level.upper() in LEVELS


def clean(text: str) -> str:
    """The text without personal numbers, tokens and passwords."""
    return mask(_PASSWORD.sub(r"\1***", _TOKEN.sub(r"\1***", text)))


def open_book(level: int | str, stream: TextIO | None = None) -> None:
    """Write everything from ``level`` on to ``stream`` (default: stderr), and nowhere else. ``level`` must be one."""
    target = stream or sys.stderr

    def write(message: "Message") -> None:
        target.write(clean(message))
        target.flush()

    logger.remove()
    logger.configure(patcher=_refer)
    number = int(level) if isinstance(level, int) or level.isdecimal() else level.upper()
    colours = target.isatty()
    logger.add(write, level=number, format=FORMAT, filter=_may_stand, colorize=colours, diagnose=False, backtrace=False)
    logging.basicConfig(handlers=[_of_other_libraries()], level=logging.WARNING, force=True)


def _refer(record: "Record") -> None:
    record["extra"].setdefault("reference", _reference.get())


def _of_other_libraries() -> logging.Handler:
    """What is logged through the standard library comes here as well, from warnings on: debug notes hold rows and frames.

    The web server's own records are brought here by NoneBot already.
    """
    handler = LoguruHandler(logging.WARNING)
    handler.addFilter(lambda record: not record.name.startswith("uvicorn"))
    return handler


def _may_stand(record: "Record") -> bool:
    """Whether the record may be written; a frame that could not be read is noted without what stood in it."""
    if record["module"] == "message" and record["function"] == "handle_event" and record["level"].name == "SUCCESS":
        return False
    if record["message"].startswith(_NO_MESSAGE):
        return False  # what no adapter could read holds no command of NoneBot's own, either
    if _PROBE.search(record["message"]) and record["level"].no <= _INFO:
        return False  # somebody asks every half minute whether we are well
    if _ADAPTER in record["message"]:
        if record["level"].no < _INFO:
            return False
        if _RAW.search(record["message"]):
            record["message"] = _RAW.sub("", record["message"])
            record["exception"] = None
    return True
