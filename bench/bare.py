"""What everything is compared with: a bot of nonebot2 and the OneBot adapter and nothing else.

Same driver, same server settings, same log level and as quiet a log as the house's. It has one matcher with one handler, which
does nothing about a message, unless it begins with ``echo``: then it says it back.
"""

import os
import sys
from typing import TYPE_CHECKING

import nonebot
from nonebot.adapters.onebot import v11, v12
from nonebot.log import logger

from bot import PATIENCE

if TYPE_CHECKING:
    from loguru import Record


def _is_no_event(record: "Record") -> bool:
    """The house's log leaves out the line per message, so this one does."""
    return not (record["function"] == "handle_event" and record["level"].name == "SUCCESS")


def main() -> None:
    """Listen on ``HOST`` and ``PORT``."""
    logger.remove()
    logger.add(sys.stderr, level=os.environ["LOG_LEVEL"], filter=_is_no_event, diagnose=False, backtrace=False)
    nonebot.init(
        _env_file=None,
        driver="~fastapi",
        api_timeout=5,
        host=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        log_level=os.environ["LOG_LEVEL"],
    )
    logger.remove()
    logger.add(sys.stderr, level=os.environ["LOG_LEVEL"], filter=_is_no_event, diagnose=False, backtrace=False)
    for adapter in (v11.Adapter, v12.Adapter):
        nonebot.get_driver().register_adapter(adapter)

    @nonebot.on_message().handle()
    async def answer(bot: v11.Bot, event: v11.GroupMessageEvent) -> None:
        if event.raw_message.startswith("echo"):
            await bot.send(event, event.raw_message)

    nonebot.run(**PATIENCE)


if __name__ == "__main__":
    main()
