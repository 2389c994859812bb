"""People who leave a group or come into it. The room of people says what that means."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nonebot.adapters import Bot, Event
from nonebot.adapters.onebot import v11, v12
from nonebot.log import logger
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.db import write
from plugins.outbox.gateway import platform_of

from . import order


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who is in a group no more (``gone``: left or was removed), or is in it now."""

    platform: str
    user: str
    group: str
    gone: bool


Handler = Callable[[AsyncSession, Moved], Awaitable[None]]
_handlers: list[Handler] = []


def use_movement(handler: Handler) -> None:
    """Let ``handler`` act on every coming and going from now on, each in one transaction."""
    _handlers[:] = [handler]


def notice(bot: Bot, event: Event) -> Moved | None:
    """The movement in ``event``; ``None`` when it is none, or it is the bot itself that moves."""
    if isinstance(bot, v11.Bot) and isinstance(event, (v11.GroupDecreaseNoticeEvent, v11.GroupIncreaseNoticeEvent)):
        gone = isinstance(event, v11.GroupDecreaseNoticeEvent)
        moved = Moved("qq", str(event.user_id), str(event.group_id), gone)
    elif isinstance(bot, v12.Bot) and isinstance(event, (v12.GroupMemberDecreaseEvent, v12.GroupMemberIncreaseEvent)):
        gone = isinstance(event, v12.GroupMemberDecreaseEvent)
        moved = Moved(platform_of(bot), event.user_id, event.group_id, gone)
    else:
        return None
    return moved if moved.user != bot.self_id else None


async def take(moved: Moved) -> None:
    """Let the room of people act, behind what the person said before. The same notice twice changes nothing more."""
    async with order.in_line(f"{moved.platform}:{moved.user}"):
        try:
            async with write() as session:
                for handler in _handlers:
                    await handler(session, moved)
        except Exception:
            logger.exception("coming or going not handled")
