"""The only file that sends. One face for OneBot v11 and v12, and an honest word about what became of a message.

Text always travels as a text segment (a member's ``[CQ:at,qq=all]`` stays text) and is masked on its way into a group.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import nonebot
from nonebot.adapters import Bot
from nonebot.adapters.onebot import v11, v12
from nonebot.exception import ActionFailed, AdapterException
from nonebot.log import logger

from plugins.kernel.address import Address
from plugins.kernel.masking import mask

from . import logins, replies

PART = 900


class NotConnected(Exception):
    """No peer holds this account now: nothing was attempted."""


class Rejected(Exception):
    """The peer said no. For a group it is final for now; for a person another route may do."""


class Uncertain(Exception):
    """No clear word came back: it may have been delivered."""


@dataclass(frozen=True, slots=True)
class Content:
    """What to say: text, whom to mention after it (user ids of that group), a picture (PNG bytes) or photos before it.

    ``file``: name and bytes of a file that goes before the text. Where the peer takes none, ``without_file`` is said instead
    of the text, so it holds by itself what the file would have told. ``only_with_mention``: the words are for whom they
    mention, and puzzle everybody else.
    """

    text: str
    mentions: Sequence[str] = field(default_factory=tuple)
    image: bytes | None = None
    file: tuple[str, bytes] | None = None
    without_file: str = ""
    photos: Sequence[bytes] = ()
    only_with_mention: bool = False


def accounts() -> set[str]:
    """``platform:account`` of every peer that is connected now, and logged in."""
    there = {f"{platform_of(bot)}:{bot.self_id}" for bot in nonebot.get_bots().values()}
    return {each for each in there if not logins.is_out(each)}


def platform_of(bot: Bot) -> str:
    """``qq`` for OneBot v11, what the peer calls itself for v12."""
    return bot.platform if isinstance(bot, v12.Bot) else "qq"


def bot_for(address: Address) -> v11.Bot | v12.Bot:
    """The connected bot that can speak at ``address``. Raises ``NotConnected``."""
    if logins.is_out(f"{address.platform}:{address.account}"):
        raise NotConnected("logged out")
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
    content = await _after_file(bot, address, content)
    text = mask(content.text) if address.is_group else content.text
    parts = split(text)
    said: str | None = None
    for index, part in enumerate(parts):
        first, last = index == 0, index == len(parts) - 1
        piece = replace(
            content,
            text=part,
            mentions=content.mentions if last else (),
            image=content.image if first else None,
            photos=content.photos if first else (),
        )
        said = await _say(bot, address, piece, temp_group)
    return said


async def _say(bot: v11.Bot | v12.Bot, address: Address, content: Content, temp_group: str | None) -> str | None:
    """As it is; where the peer refuses that, the words alone: it may not take pictures, or not know somebody who is mentioned."""
    mentions = content.mentions if content.only_with_mention else ()
    try:
        return await _say_as_it_is(bot, address, content, temp_group)
    except Rejected as error:
        if not content.text or not (_pictures(content) or len(content.mentions) > len(mentions)):
            raise
        logger.warning(f"refused by {address.platform}, said again in bare words: {error}")
    bare = replace(content, image=None, photos=(), mentions=mentions)
    return await _say_as_it_is(bot, address, bare, temp_group)


async def _say_as_it_is(bot: v11.Bot | v12.Bot, address: Address, content: Content, temp_group: str | None) -> str | None:
    return await (_say_v11(bot, address, content, temp_group) if isinstance(bot, v11.Bot) else _say_v12(bot, address, content))


async def _after_file(bot: v11.Bot | v12.Bot, address: Address, content: Content) -> Content:
    """What is left to say once the file has gone, or could not go."""
    if content.file is None:
        return content
    hand_over = _file_v11 if isinstance(bot, v11.Bot) else _file_v12
    try:
        await hand_over(bot, address, *content.file)
    except (Rejected, Uncertain) as error:
        logger.warning(f"file not taken by {address.platform}: {type(error).__name__} {error}")
        return replace(content, text=content.without_file or content.text, file=None)
    return replace(content, file=None)


async def _file_v11(bot: v11.Bot | v12.Bot, address: Address, name: str, data: bytes) -> None:
    """``base64://`` and not a path: peers live in containers of their own."""
    ident, file = _number(address.ident), f"base64://{base64.b64encode(data).decode()}"
    if address.is_group:
        await _call(bot, "upload_group_file", group_id=ident, file=file, name=name)
    else:
        await _call(bot, "upload_private_file", user_id=ident, file=file, name=name)


async def _file_v12(bot: v11.Bot | v12.Bot, address: Address, name: str, data: bytes) -> None:
    """A message of its own: bridges take no text beside a file."""
    uploaded = await _call(bot, "upload_file", type="data", name=name, data=base64.b64encode(data).decode())
    if not isinstance(uploaded, dict) or not uploaded.get("file_id"):
        raise Rejected("no file_id")
    message = v12.Message(v12.MessageSegment.file(str(uploaded["file_id"])))
    await _call(bot, "send_message", message=message, **_where_v12(address))


def _where_v12(address: Address) -> dict[str, str]:
    if address.is_group:
        return {"detail_type": "group", "group_id": address.ident}
    return {"detail_type": "private", "user_id": address.ident}


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


def _pictures(content: Content) -> Sequence[bytes]:
    return [*([content.image] if content.image else []), *content.photos]


async def take_back(address: Address, message_id: str) -> None:
    """Recall a message of ours. Raises ``NotConnected``, ``Rejected`` (too old, not allowed, unknown here) or ``Uncertain``."""
    bot = bot_for(address)
    if isinstance(bot, v11.Bot):
        await _call(bot, "delete_msg", message_id=_number(message_id))
    else:
        await _call(bot, "delete_message", message_id=message_id)


async def _say_v11(bot: v11.Bot, address: Address, content: Content, temp_group: str | None) -> str | None:
    message = v11.Message()
    for picture in _pictures(content):
        message += v11.MessageSegment.image(picture)
    if content.text:
        message += v11.MessageSegment.text(content.text)
    for user in content.mentions:
        message += v11.MessageSegment.text(" ") + v11.MessageSegment.at(user)
    if address.is_group:
        return replies.number(await _call(bot, "send_group_msg", group_id=_number(address.ident), message=message))
    extra = {"group_id": _number(temp_group)} if temp_group else {}
    return replies.number(await _call(bot, "send_private_msg", user_id=_number(address.ident), message=message, **extra))


async def _say_v12(bot: v12.Bot, address: Address, content: Content) -> str | None:
    message = v12.Message()
    for picture in _pictures(content):
        if file_id := await _uploaded_v12(bot, picture):
            message += v12.MessageSegment.image(file_id)
    if content.text:
        message += v12.MessageSegment.text(content.text)
    for user in content.mentions:
        message += v12.MessageSegment.text(" ") + v12.MessageSegment.mention(user)
    return replies.number(await _call(bot, "send_message", message=message, **_where_v12(address)))


async def _uploaded_v12(bot: v12.Bot, picture: bytes) -> str | None:
    """What the peer knows the picture by; ``None`` where it takes none in time: nothing has been said by then."""
    data = base64.b64encode(picture).decode()
    try:
        uploaded = await _call(bot, "upload_file", type="data", name="card.png", data=data)
    except Uncertain as error:
        logger.warning(f"picture not taken: {error}")
        return None
    return str(uploaded["file_id"]) if isinstance(uploaded, dict) and uploaded.get("file_id") else None


async def _call(bot: v11.Bot | v12.Bot, action: str, **params: object) -> object:
    try:
        return await bot.call_api(action, **params)
    except ActionFailed as error:
        if replies.is_done(error):
            return replies.data(error)
        said = replies.reason(error)
        raise (Uncertain if replies.is_late(said) else Rejected)(said[:200]) from None
    except AdapterException as error:
        raise Uncertain(type(error).__name__) from None


def _number(ident: str) -> int | str:
    return int(ident) if ident.isdigit() else ident
