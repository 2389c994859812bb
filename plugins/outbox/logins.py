"""Accounts that the platform has logged out while their peer's line stands: the peer goes on beating, and says so in its beats.

Nothing is said by such an account: it would fail three times, and then for good. Only in memory: the next beat tells anew.
"""

import nonebot
from nonebot.adapters import Bot
from nonebot.log import logger

from . import waking

_out: set[str] = set()
driver = nonebot.get_driver()


def is_out(account: str) -> bool:
    """Whether ``platform:account`` cannot speak now."""
    return account in _out


async def note(account: str, *, online: bool) -> None:
    """What the peer says of the account; what has waited leaves when it is back."""
    if online is not (account in _out):
        return
    logger.warning("an account is logged in again" if online else "an account is logged out, its peer says")
    if online:
        _out.discard(account)
        await waking.wake()
    else:
        _out.add(account)


def forget_all() -> None:
    """Empty the memory, as after a restart."""
    _out.clear()


@driver.on_bot_disconnect
async def _gone(bot: Bot) -> None:
    """A new line is a new beginning."""
    for account in [each for each in _out if each.partition(":")[2] == bot.self_id]:
        _out.discard(account)
