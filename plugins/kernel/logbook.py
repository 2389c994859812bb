"""The log: one sink on stderr, in which personal data and secrets never arrive.

NoneBot writes every message it hears into its log, and the adapters write whole frames: such records are not written. What
is written is masked as a whole, the text of exceptions too, and no values of variables stand in a traceback.
"""

import logging
import re
import sys
from typing import TYPE_CHECKING, TextIO

from nonebot.log import LoguruHandler, logger

from .masking import mask

if TYPE_CHECKING:
    from loguru import Message, Record

FORMAT = "<g>{time:MM-DD HH:mm:ss}</g> [<lvl>{level}</lvl>] <c>{name}</c> | {message}"
LEVELS = ("TRACE", "DEBUG", "INFO", "SUCCESS", "WARNING", "ERROR", "CRITICAL")
_TOKEN = re.compile(r"(access_token=|Bearer\s+)[^&\s\"']+")
_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+(?=@)")
_RAW = re.compile(r"\s*Raw:.*", re.DOTALL)
_ADAPTER = "OneBot V1"
_INFO = 20


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
    number = int(level) if isinstance(level, int) or level.isdecimal() else level.upper()
    colours = target.isatty()
    logger.add(write, level=number, format=FORMAT, filter=_may_stand, colorize=colours, diagnose=False, backtrace=False)
    logging.basicConfig(handlers=[_of_other_libraries()], level=logging.WARNING, force=True)


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
    if _ADAPTER in record["message"]:
        if record["level"].no < _INFO:
            return False
        if _RAW.search(record["message"]):
            record["message"] = _RAW.sub("", record["message"])
            record["exception"] = None
    return True
