"""What was written in a group while we were away, as far as the peer has kept it: each implementation in its own way.

Everybody gives the latest page to whoever names no anchor; going back from there differs, and only where we know how it is done
do we go on. A peer may repeat a page, give the newest first or write numbers as text; none of that matters here. What it holds
carries no recalls, and nobody's coming or going.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nonebot.adapters.onebot import v11, v12
from nonebot.exception import ActionFailed, AdapterException
from nonebot.log import logger

from plugins.kernel import clock

PAGE, MOST_PAGES, MOST = 50, 25, 500
ACTION = "get_group_msg_history"
PAUSE = 2.0  # seconds before a peer that did not answer is asked once more: right after its own start it is busy
Item = dict[str, Any]
Anchor = Callable[[Item], dict[str, Any] | None]


class NoHistory(Exception):
    """The peer has none of this group, or does not give it."""


@dataclass(frozen=True, slots=True)
class Past:
    """Messages as the peer gives them, oldest first. ``whole``: nothing back to the moment that was asked for is missing."""

    items: list[Item]
    whole: bool


def _seq(item: Item) -> int | None:
    """The running number in its group, where the peer tells one: NapCat's ``message_seq`` is the message's id once more."""
    told = item.get("real_seq")
    if told is None and str(item.get("message_seq")) != str(item.get("message_id")):
        told = item.get("message_seq")
    return int(str(told)) if str(told).isdecimal() else None


def _by_id(item: Item) -> dict[str, Any]:
    return {"message_seq": item["message_id"], "reverse_order": True, "reverseOrder": True}


def _by_seq(item: Item) -> dict[str, Any] | None:
    seq = _seq(item)
    return {"message_seq": seq} if seq else None


def _by_message(item: Item) -> dict[str, Any]:
    return {"message_id": item["message_id"]}


ANCHORS: dict[str, Anchor] = {
    "napcat": _by_id,
    "playground": _by_id,
    "llbot": _by_seq,
    "llonebot": _by_seq,
    "go-cqhttp": _by_seq,
    "lagrange": _by_message,
}
"""How the page before a message is asked for, by what the peer calls itself. Of others the latest page is all."""


def time_of(item: Item) -> datetime | None:
    """When it was sent, by the peer's clock; ``None`` when that cannot be read."""
    try:
        return clock.of_peer(float(item["time"]))
    except (KeyError, TypeError, ValueError):
        return None


class Source:
    """The history of one line. A peer that does not answer is not asked for the next group."""

    def __init__(self, bot: v11.Bot | v12.Bot, action: str, anchor: Anchor | None) -> None:
        self._bot, self._action, self._anchor = bot, action, anchor
        self._silent = False

    async def back_to(self, group: str, moment: datetime) -> Past:
        """What was said in the group since ``moment``, and what of it could not be had. Raises ``NoHistory``."""
        found: dict[str, Item] = {}
        page = await self._page(group, {})
        for _ in range(MOST_PAGES):
            fresh = {str(each["message_id"]): each for each in page if str(each["message_id"]) not in found}
            found |= fresh
            if not fresh or len(found) >= MOST or _reaches(found.values(), moment):
                break
            page = await self._before(group, min(fresh.values(), key=_when))
        items = sorted(found.values(), key=_when)
        since = [each for each in items if _when(each)[0] >= moment]
        return Past(since[-MOST:], (not items or _reaches(items, moment)) and len(since) <= MOST)

    async def _before(self, group: str, oldest: Item) -> list[Item]:
        """The page before that message; empty where the peer has none, or nobody knows how to ask for it."""
        anchor = self._anchor(oldest) if self._anchor else None
        try:
            return await self._page(group, anchor) if anchor else []
        except NoHistory:
            return []

    async def _page(self, group: str, anchor: dict[str, Any]) -> list[Item]:
        """One page, oldest first. What cannot be a message in this group is left out."""
        ident = int(group) if isinstance(self._bot, v11.Bot) and group.isdecimal() else group
        told = await self._ask(self._action, group_id=ident, count=PAGE, **anchor)
        listed = told.get("messages") if isinstance(told, dict) else told
        if not isinstance(listed, list):
            raise NoHistory("no list of messages")
        page = [each for each in listed if isinstance(each, dict) and _is_of(each, group)]
        if page and _when(page[0])[0] > _when(page[-1])[0]:
            page.reverse()
        return page

    async def _ask(self, action: str, **params: object) -> Any:
        for left in (1, 0):
            try:
                if self._silent:
                    break
                return await self._bot.call_api(action, **params)
            except ActionFailed as error:
                raise NoHistory(type(error).__name__) from None
            except AdapterException as error:
                logger.info(f"no answer to {action}: {type(error).__name__}")
                if left:
                    await asyncio.sleep(PAUSE)
        self._silent = True
        raise NoHistory("no answer")


def _is_of(item: Item, group: str) -> bool:
    return bool(item.get("message_id")) and time_of(item) is not None and str(item.get("group_id") or group) == group


def _when(item: Item) -> tuple[datetime, int]:
    """Its place among the others; those of one second by their running numbers."""
    moment = time_of(item)
    assert moment
    return moment, _seq(item) or 0


def _reaches(items: Iterable[Item], moment: datetime) -> bool:
    return any(_when(each)[0] <= moment for each in items)


async def source_of(bot: v11.Bot | v12.Bot) -> Source:
    """Where this peer's history can be had. Raises ``NoHistory``: a v12 peer tells which actions it has."""
    if isinstance(bot, v11.Bot):
        return Source(bot, ACTION, await _anchor_of(bot))
    try:
        actions = await bot.call_api("get_supported_actions")
    except AdapterException as error:
        raise NoHistory(type(error).__name__) from None
    named = [each for each in actions if isinstance(each, str)] if isinstance(actions, list) else []
    action = next((each for each in named if each.rpartition(".")[2] == ACTION), None)
    if action is None:
        raise NoHistory("not among its actions")
    return Source(bot, action, None)


async def _anchor_of(bot: v11.Bot) -> Anchor | None:
    """Raises ``NoHistory`` when the peer answers nothing at all."""
    try:
        told = await bot.call_api("get_version_info")
    except ActionFailed:
        return None
    except AdapterException as error:
        raise NoHistory(type(error).__name__) from None
    name = str(told.get("app_name") or "").lower() if isinstance(told, dict) else ""
    return next((anchor for known, anchor in ANCHORS.items() if known in name), None)
