"""A message out of a peer's history, as something heard: the same as if it had come by itself."""

from dataclasses import replace
from typing import Any

from nonebot.adapters.onebot import v11, v12
from nonebot.compat import type_validate_python
from pydantic import ValidationError

from plugins.kernel.address import Address

from .heard import Heard, listen
from .history import Item


def heard_of(bot: v11.Bot | v12.Bot, item: Item, group: Address) -> Heard | None:
    """The message; ``None`` when it is nobody's (our own, a notice) or cannot be read."""
    try:
        event = _v11(bot, item, group) if isinstance(bot, v11.Bot) else _v12(bot, item, group)
    except (ValidationError, TypeError, ValueError, KeyError):
        return None
    heard = listen(bot, event)
    return replace(heard, missed=True) if heard else None


def _v11(bot: v11.Bot, item: Item, group: Address) -> v11.GroupMessageEvent:
    """Only what is looked at: the rest differs from peer to peer, and what does not fit would make the whole unreadable."""
    sender: dict[str, Any] = item["sender"] if isinstance(item.get("sender"), dict) else {}
    user = item.get("user_id") or sender["user_id"]
    names = {name: str(sender.get(name) or "") for name in ("nickname", "card")}
    return type_validate_python(
        v11.GroupMessageEvent,
        {
            "time": int(float(item["time"])),
            "self_id": int(bot.self_id),
            "post_type": "message",
            "message_type": "group",
            "sub_type": "anonymous" if item.get("sub_type") == "anonymous" else "normal",
            "message_id": int(item["message_id"]),
            "group_id": int(group.ident),
            "user_id": int(user),
            "message": item.get("message") or item.get("raw_message") or [],
            "raw_message": "",
            "font": 0,
            "sender": {"user_id": int(user)} | names,
        },
    )


def _v12(bot: v12.Bot, item: Item, group: Address) -> v12.GroupMessageEvent:
    return type_validate_python(
        v12.GroupMessageEvent,
        {
            "id": str(item.get("id") or item["message_id"]),
            "time": float(item["time"]),
            "type": "message",
            "detail_type": "group",
            "sub_type": "",
            "self": {"platform": group.platform, "user_id": bot.self_id},
            "message_id": str(item["message_id"]),
            "message": item["message"],
            "alt_message": "",
            "group_id": group.ident,
            "user_id": item["user_id"],
        },
    )
