"""One incoming message, the same for OneBot v11 and v12."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nonebot.adapters import Bot, Event
from nonebot.adapters.onebot import v11, v12
from nonebot.adapters.onebot.v11 import bot as v11_bot

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.outbox.gateway import platform_of

from .frames import LONGEST_ID
from .wording import normalise, visible

CALL = "小红帽"
ANONYMOUS = "80000000"
NO_ID = ("", "0")  # some peers number nothing
LONGEST_PLATFORM, LONGEST_KEY = 20, 300


async def _leave_quotes_alone(bot: v11.Bot, event: v11.MessageEvent) -> None:
    """Instead of the adapter's ``_check_reply``: that one asks the peer for the quoted message before anybody sees the event.

    A slow peer then delays the message by the whole API time-out, and a later one of the same person overtakes it. We know our own by id.
    """


v11_bot._check_reply = _leave_quotes_alone


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in a message: what the peer gave to get it by."""

    file: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that somebody sent, in a message or told of by a notice: its name, size in bytes, and how the peer gets it."""

    name: str
    ident: str
    size: int | None = None
    url: str | None = None
    busid: int | None = None
    by_notice: bool = False


@dataclass(slots=True)
class Heard:
    """Who said what where and when.

    ``said`` is the text as typed (without the @ of the bot), ``text`` its normalised copy for matching. ``spoken_to``: in
    private, by @, or by quoting one of our messages. ``mentions``: others who were @-ed. ``quoted``: the id of the message
    that is quoted. ``pictures``: the stored files of ``photos``, for commands that ask for them. ``temp_group``: the group
    through which a stranger's private message came. ``files``: what was sent as a file; ``opened``: what its reader made of it.
    ``missed``: it was written while we were away and is done now; nobody waits for an answer to it.
    """

    platform: str
    account: str
    user: str
    chat: Address
    message_id: str
    sent_at: datetime
    stamp: str
    said: str
    text: str
    spoken_to: bool
    name: str = ""
    mentions: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    quoted: str | None = None
    temp_group: str | None = None
    about: str | None = field(default=None)
    topic: str | None = None
    original: str | None = None
    pictures: tuple[str, ...] = ()
    files: tuple[SharedFile, ...] = ()
    opened: Any = None
    missed: bool = False

    @property
    def in_group(self) -> bool:
        """Whether others read along."""
        return self.chat.is_group

    @property
    def words(self) -> str:
        """What was said, and in brackets the command it was understood as."""
        return self.said if self.original in (None, self.said) else f"{self.original}（{self.said}）"

    @property
    def key(self) -> str:
        """The same for the same message delivered again; message ids alone collide (seen on real peers)."""
        return f"{self.stem}{self.stamp}"

    @property
    def stem(self) -> str:
        """The key without the time, which some peers tell differently in their history."""
        return f"{self.platform}:{self.account}:{self.chat.kind}:{self.chat.ident}:{self.user}:{self.message_id}:"

    @property
    def person(self) -> Address:
        """The speaker in private."""
        return Address(self.platform, self.account, "person", self.user)


def listen(bot: Bot, event: Event) -> Heard | None:
    """The message in ``event``; ``None`` when it is none that a person said to a group or in private."""
    heard = _of(bot, event)
    return heard if heard and _is_plausible(heard) else None


def _is_plausible(heard: Heard) -> bool:
    """Whether the ids are such as a platform gives; longer ones fit into no column, and a colon would make them another's."""
    ids = heard.account, heard.user, heard.chat.ident, heard.message_id
    whole = ":" not in heard.platform + heard.account and len(heard.platform) <= LONGEST_PLATFORM
    return whole and all(0 < len(each) <= LONGEST_ID for each in ids) and len(heard.key) <= LONGEST_KEY


def _of(bot: Bot, event: Event) -> Heard | None:
    if isinstance(bot, v11.Bot) and isinstance(event, (v11.GroupMessageEvent, v11.PrivateMessageEvent)):
        return _from_v11(bot, event)
    if isinstance(bot, v12.Bot) and isinstance(event, (v12.GroupMessageEvent, v12.PrivateMessageEvent)):
        return _from_v12(bot, event)
    return None


def _from_v11(bot: v11.Bot, event: v11.GroupMessageEvent | v11.PrivateMessageEvent) -> Heard | None:
    user = str(event.user_id)
    if user in (bot.self_id, ANONYMOUS, *NO_ID) or event.sub_type == "anonymous":
        return None
    in_group = isinstance(event, v11.GroupMessageEvent)
    chat = Address("qq", bot.self_id, "group" if in_group else "person", str(event.group_id) if in_group else user)
    temp = None if in_group else getattr(event, "group_id", None) or getattr(event.sender, "group_id", None)
    parts = _Parts(_dicts(event.message), bot.self_id, "qq", "at")
    return Heard(
        platform="qq",
        account=bot.self_id,
        user=user,
        chat=chat,
        message_id=_number_of(str(event.message_id), parts.said),
        sent_at=clock.sent_at(event.time),
        stamp=str(event.time),
        said=parts.said,
        text=normalise(parts.said),
        spoken_to=event.to_me or parts.called or not in_group,
        name=_name(event.sender.card, event.sender.nickname),
        mentions=parts.mentions,
        photos=parts.photos,
        files=parts.files,
        quoted=parts.quoted,
        temp_group=str(temp) if temp else None,
    )


def _from_v12(bot: v12.Bot, event: v12.GroupMessageEvent | v12.PrivateMessageEvent) -> Heard | None:
    if event.user_id == bot.self_id:
        return None
    in_group = isinstance(event, v12.GroupMessageEvent)
    platform = platform_of(bot)
    chat = Address(platform, bot.self_id, "group" if in_group else "person", event.group_id if in_group else event.user_id)
    parts = _Parts(_dicts(event.message), bot.self_id, "user_id", "mention")
    return Heard(
        platform=platform,
        account=bot.self_id,
        user=event.user_id,
        chat=chat,
        message_id=_number_of(event.message_id, parts.said),
        sent_at=clock.sent_at(event.time.timestamp()),
        stamp=str(event.time.timestamp()),
        said=parts.said,
        text=normalise(parts.said),
        spoken_to=event.to_me or parts.called or not in_group,
        mentions=parts.mentions,
        photos=parts.photos,
        files=parts.files,
        quoted=event.reply.message_id if event.reply else parts.quoted,
    )


def _number_of(message_id: str, said: str) -> str:
    """The message's id; of one that the peer has not numbered its words tell it from the next, and no recall finds it."""
    return message_id if message_id not in NO_ID else f"words-{zlib.crc32(said.encode('utf-8', 'replace')):08x}"


def _name(card: str | None, nickname: str | None) -> str:
    for each in (card, nickname):
        if each and normalise(each) and each != "临时会话":
            return visible(each)
    return ""


def _dicts(message: Iterable[Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(segment.type, segment.data) for segment in message]


def _shared(data: dict[str, Any]) -> SharedFile:
    """A file segment; peers differ in what they call the name and whether the size is a number. v12 tells the id alone."""
    name = next((str(data[each]) for each in ("file_name", "name", "file") if data.get(each)), "")
    size = str(data.get("file_size") or data.get("size") or "")
    ident = str(data.get("file_id") or data.get("id") or data.get("file") or "")
    return SharedFile(name, ident, int(size) if size.isdecimal() else None, data.get("url") or None)


class _Parts:
    """What the segments of a message hold. The @ that clients put after a quote names the quoted, and is no mention."""

    def __init__(self, segments: list[tuple[str, dict[str, Any]]], self_id: str, who: str, at: str) -> None:
        texts: list[str] = []
        mentions: list[str] = []
        photos: list[Photo] = []
        files: list[SharedFile] = []
        self.quoted: str | None = None
        self.called = False
        previous = ""
        for kind, data in segments:
            if kind == "text":
                texts.append(str(data.get("text", "")))
            elif kind == at:
                user = str(data.get(who, ""))
                self.called = self.called or user == self_id
                if user not in (self_id, "all", "") and previous != "reply" and len(user) <= LONGEST_ID:
                    mentions.append(user)
            elif kind == "reply":
                self.quoted = str(data.get("id") or data.get("message_id") or "") or None
            elif kind == "image":
                photos.append(Photo(str(data.get("file_id") or data.get("file") or ""), data.get("url")))
            elif kind == "file":
                files.append(_shared(data))
            previous = kind
        self.said = self._without_call(" ".join(text for text in texts if text.strip()).strip())
        self.mentions = tuple(dict.fromkeys(mentions))
        self.photos = tuple(photos)
        self.files = tuple(files)

    def _without_call(self, said: str) -> str:
        """WeChat bridges flatten an @ of the bot to text; it calls the bot as well."""
        if said.startswith((f"@{CALL}", f"＠{CALL}")):
            self.called = True
            return said[len(CALL) + 1 :].lstrip(" \u2005\u3000,，:：")
        return said
