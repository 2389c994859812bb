"""What people are called, where the event does not say it: asked once and remembered.

OneBot v12 events name nobody; an @ names nobody on either protocol, only the account.
"""

import asyncio
from collections.abc import Mapping

from nonebot.adapters.onebot import v11, v12
from nonebot.exception import AdapterException
from nonebot.log import logger

from plugins.outbox import gateway

from .heard import Heard
from .wording import visible

PATIENCE = 2.0
MOST_REMEMBERED = 5000
MOST_ASKED = 5  # @-ed people per message
_FIELDS = ("card", "nickname", "user_displayname", "user_remark", "user_name")
_names: dict[tuple[str, str, str], str] = {}


async def learn_name(heard: Heard) -> None:
    """Fill in ``heard.name`` when the platform gave none; it stays empty when nobody can tell."""
    if not heard.name:
        heard.name = await _learn(heard, heard.user)


async def learn_mentioned(heard: Heard) -> None:
    """Find out what the @-ed are called, outside any transaction; ``of_mentioned`` knows it afterwards."""
    if heard.in_group and heard.mentions:
        await asyncio.gather(*(_learn(heard, user) for user in heard.mentions[:MOST_ASKED]))


def of_mentioned(heard: Heard, user: str) -> str:
    """What an @-ed person is called in this group; empty when nobody could tell."""
    return _names.get((heard.platform, heard.chat.ident, user), "")


def forget(platform: str, user: str) -> None:
    """Nobody is called anything any more under this account."""
    for key in [key for key in _names if key[0] == platform and key[2] == user]:
        del _names[key]


async def _learn(heard: Heard, user: str) -> str:
    key = (heard.platform, heard.chat.ident, user)
    if key not in _names:
        if len(_names) >= MOST_REMEMBERED:
            del _names[next(iter(_names))]
        _names[key] = await _ask(heard, user)
    return _names[key]


async def _ask(heard: Heard, user: str) -> str:
    try:
        bot = gateway.bot_for(heard.chat)
        action, params = _question(bot, heard, user)
        known = await asyncio.wait_for(bot.call_api(action, **params), PATIENCE)
    except (gateway.NotConnected, AdapterException, TimeoutError) as error:
        logger.info(f"no name from {heard.platform}: {type(error).__name__}")
        return ""
    return _called(known) if isinstance(known, dict) else ""


def _question(bot: v11.Bot | v12.Bot, heard: Heard, user: str) -> tuple[str, dict[str, str | int]]:
    if heard.in_group:
        group = heard.chat.ident
        numbers = isinstance(bot, v11.Bot) and user.isdecimal() and group.isdecimal()
        return "get_group_member_info", {"group_id": int(group), "user_id": int(user)} if numbers else {
            "group_id": group,
            "user_id": user,
        }
    if isinstance(bot, v11.Bot):
        return "get_stranger_info", {"user_id": int(user) if user.isdecimal() else user}
    return "get_user_info", {"user_id": user}


def _called(known: Mapping[str, object]) -> str:
    """The first name that shows anything: the group's card before the person's own."""
    said = (visible(str(known.get(field) or "")) for field in _FIELDS)
    return next((name for name in said if name), "")
