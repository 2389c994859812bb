"""The first visit finds one community alive: its past week is really lived, sentence by sentence, over the real wire.

Nothing is written into the tables from here. The clock goes back a week, five people talk to the bot, the clock walks forward
again through everything that was due; so what the visitor finds is what the bot itself made.
"""

import asyncio
from datetime import datetime, timedelta

from nonebot.log import logger
from sqlalchemy import func, select

from plugins.kernel import clock, db, ticks
from plugins.people.models import Community

from . import timepiece
from .bridge import Bridge
from .story import CHAT, STORY, Line, told
from .village import Page
from .worlds import BOT, CHATS

CONNECT_SECONDS = 10
ANSWER_SECONDS = 5
_once = asyncio.Lock()


async def settle(bridge: Bridge) -> None:
    """Make sure that there is a living community; whoever comes meanwhile waits until it is there."""
    async with _once:
        if not await _is_empty():
            return
        page = bridge.village.open_page()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await bridge.peers["qq"].connected.wait()
            await _live(bridge, page)
        except (TimeoutError, RuntimeError):
            logger.exception("湖畔社区没有布置好，演示照样能用")
        finally:
            bridge.village.close_page(page)


async def _is_empty() -> bool:
    async with db.read() as session:
        return not await session.scalar(select(func.count()).select_from(Community))


async def _live(bridge: Bridge, page: Page) -> None:
    today = clock.local()
    async with timepiece.visiting_the_past(_moment(STORY[0], today)):
        for line in STORY:
            await ticks.advance(_moment(line, today))
            while not page.empty():  # what came by itself in the meantime answers nobody
                page.get_nowait()
            await bridge.speak(CHATS[CHAT], line.who, told(line, today.date()))
            if not line.chatter:
                await _answered(page)
        await ticks.advance(timepiece.homeward())


def _moment(line: Line, today: datetime) -> datetime:
    day = today.date() + timedelta(line.day)
    return clock.at_local(datetime(day.year, day.month, day.day, line.hour, line.minute))  # noqa: DTZ001 - a wall clock


async def _answered(page: Page) -> None:
    """Wait for the bot's next word in the chat."""
    async with asyncio.timeout(ANSWER_SECONDS):
        while True:
            news = await page.get()
            said = news.get("message") or {}
            if said.get("who") == BOT and said.get("chat") == CHAT:
                return
