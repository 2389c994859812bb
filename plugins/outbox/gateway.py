"""The only file that sends. One face for OneBot v11 and v12, and an honest word about what became of a message.

Text always travels as a text segment (a member's ``[CQ:at,qq=all]`` stays text) and is masked on its way into a group.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

import nonebot
from nonebot.adapters import Bot
from nonebot.adapters.onebot import v11, v12
from nonebot.exception import ActionFailed, AdapterException

from plugins.kernel.address import Address
from plugins.kernel.masking import mask

PART = 900


class NotConnected(Exception):
    """No peer holds this account now: nothing was attempted."""


class Rejected(Exception):
    """The peer said no. For a group it is final for now; for a person another route may do."""


class Uncertain(Exception):
    """No clear word came back: it may have been delivered."""


@dataclass(frozen=True, slots=True)
class Content:
    """What to say: text, whom to mention after it (user ids of that group), a picture (PNG bytes) before it."""

    text: str
    mentions: Sequence[str] = field(default_factory=tuple)
    image: bytes | None = None


def accounts() -> set[str]:
    """``platform:account`` of every peer that is connected now."""
    return {f"{platform_of(bot)}:{bot.self_id}" for bot in nonebot.get_bots().values()}


def platform_of(bot: Bot) -> str:
    """``qq`` for OneBot v11, what the peer calls itself for v12."""
    return bot.platform if isinstance(bot, v12.Bot) else "qq"


def bot_for(address: Address) -> v11.Bot | v12.Bot:
    """The connected bot that can speak at ``address``. Raises ``NotConnected``."""
    for bot in nonebot.get_bots().values():
        if bot.self_id == address.account and platform_of(bot) == address.platform and isinstance(bot, (v11.Bot, v12.Bot)):
            return bot
    raise NotConnected(f"{address.platform}:{address.account}")


async def speak(address: Address, content: Content, *, temp_group: str | None = None) -> str | None:
    """Say it; returns the message's id where the peer gives one (the last part's, for a long text).

    ``temp_group``: the QQ group id whose temporary chat reaches a person who is no friend.
    Raises ``NotConnected``, ``Rejected`` or ``Uncertain``.
    """
    bot = bot_for(address)
    text = mask(content.text) if address.is_group else content.text
    parts = split(text)
    said: str | None = None
    for index, part in enumerate(parts):
        image = content.image if index == 0 else None
        mentions = content.mentions if index == len(parts) - 1 else ()
        piece = Content(part, mentions, image)
        said = await (_say_v11(bot, address, piece, temp_group) if isinstance(bot, v11.Bot) else _say_v12(bot, address, piece))
    return said


def split(text: str) -> list[str]:
    """The text in parts of at most 900 characters, cut at line ends where there are any."""
    parts = [""]
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), PART):
            piece = line[start : start + PART]
            if len(parts[-1]) + len(piece) > PART:
                parts.append("")
            parts[-1] += piece
    return [part.rstrip("\n") for part in parts]


async def _say_v11(bot: v11.Bot, address: Address, content: Content, temp_group: str | None) -> str | None:
    message = v11.Message()
    if content.image:
        message += v11.MessageSegment.image(content.image)
    if content.text:
        message += v11.MessageSegment.text(content.text)
    for user in content.mentions:
        message += v11.MessageSegment.text(" ") + v11.MessageSegment.at(user)
    if address.is_group:
        return _id(await _call(bot, "send_group_msg", group_id=_number(address.ident), message=message))
    extra = {"group_id": _number(temp_group)} if temp_group else {}
    return _id(await _call(bot, "send_private_msg", user_id=_number(address.ident), message=message, **extra))


async def _say_v12(bot: v12.Bot, address: Address, content: Content) -> str | None:
    message = v12.Message()
    if content.image:
        data = base64.b64encode(content.image).decode()
        uploaded = await _call(bot, "upload_file", type="data", name="card.png", data=data)
        if isinstance(uploaded, dict) and uploaded.get("file_id"):
            message += v12.MessageSegment.image(str(uploaded["file_id"]))
    if content.text:
        message += v12.MessageSegment.text(content.text)
    for user in content.mentions:
        message += v12.MessageSegment.text(" ") + v12.MessageSegment.mention(user)
    where = {"detail_type": "group", "group_id": address.ident}
    if not address.is_group:
        where = {"detail_type": "private", "user_id": address.ident}
    return _id(await _call(bot, "send_message", message=message, **where))


async def _call(bot: v11.Bot | v12.Bot, action: str, **params: object) -> object:
    try:
        return await bot.call_api(action, **params)
    except ActionFailed as error:
        said = " ".join(str(each) for each in getattr(error, "info", {}).values() if isinstance(each, (str, int)))
        if "imeout" in said or "超时" in said:
            raise Uncertain(said[:200]) from None
        raise Rejected(said[:200] or type(error).__name__) from None
    except AdapterException as error:
        raise Uncertain(type(error).__name__) from None


def _reason(error: ActionFailed) -> str:
    """The peer's own words; its return codes never tell the cause (onebot.md §3)."""
    info = getattr(error, "info", None)
    if isinstance(info, dict):
        words = [str(info[name]) for name in ("message", "wording", "msg") if info.get(name)]
        return " ".join(dict.fromkeys(words)) or "failed"
    return str(getattr(error, "message", "") or error or "failed")


def _id(result: object) -> str | None:
    found = result.get("message_id") if isinstance(result, dict) else None
    return None if found is None else str(found)


def _number(ident: str) -> int | str:
    return int(ident) if ident.isdigit() else ident
