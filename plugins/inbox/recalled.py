"""Messages that their sender takes back (撤回). A room that has done something because of a message asks to be told of its recall.

``watch`` notes the message in the transaction of the deed, with what the room knows it by; ``use_recall`` says what the room then
does. A recall that concerns nobody costs a look into a set.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nonebot.adapters import Bot, Event
from nonebot.adapters.onebot import v11, v12
from nonebot.log import logger
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import after_commit, read, upsert, write
from plugins.outbox.gateway import platform_of

from . import lines, order
from .heard import Heard
from .models import WatchedMessage

KEPT = timedelta(days=3)
OF_V11 = (v11.GroupRecallNoticeEvent, v11.FriendRecallNoticeEvent)
OF_V12 = (v12.GroupMessageDeleteEvent, v12.PrivateMessageDeleteEvent)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A message that is gone: whose it was, where, its id, and who took it away (empty when the peer does not tell)."""

    platform: str
    account: str
    user: str
    chat: Address
    message_id: str
    by: str

    @property
    def key(self) -> str:
        """The message as it was noted."""
        return _key(self.chat, self.user, self.message_id)

    @property
    def by_sender(self) -> bool:
        """Whether he did it himself; another may only be the group's owner or one who keeps order there."""
        return self.by in ("", self.user)


Handler = Callable[[AsyncSession, Recalled, str], Awaitable[None]]
_handlers: dict[str, Handler] = {}
_watched: dict[str, datetime] = {}


def use_recall(room: str, run: Handler) -> None:
    """Let ``run(session, recalled, about)`` act for ``room`` in one transaction, once for each message that it watches.

    ``about`` is what the room said when it noted the message. Nothing is answered: what is to be said is posted.
    """
    _handlers[room] = run


async def watch(session: AsyncSession, heard: Heard, room: str, about: str) -> None:
    """Be told when this message is recalled within three days. A message heard again under the same id takes its place."""
    key = _key(heard.chat, heard.user, heard.message_id)
    row = {"key": key, "room": room, "about": about, "heard_at": clock.now()}
    insert = upsert(session, WatchedMessage).values(row)
    changed = {name: row[name] for name in ("about", "heard_at")}
    await session.execute(insert.on_conflict_do_update(index_elements=["key", "room"], set_=changed))

    async def open_gate() -> None:
        _watched[key] = row["heard_at"]

    after_commit(session, open_gate)


async def also_watched(session: AsyncSession, gone: Recalled, room: str, about: str) -> bool:
    """Whether another message of the same person, that still stands, is watched for the same reason."""
    mine = WatchedMessage.key.startswith(f"{gone.platform}:", autoescape=True)
    mine &= WatchedMessage.key.contains(f":{gone.user}:", autoescape=True)
    query = select(WatchedMessage.id).where(mine, WatchedMessage.room == room, WatchedMessage.about == about)
    return await session.scalar(query.where(WatchedMessage.key != gone.key).limit(1)) is not None


def _key(chat: Address, user: str, message_id: str) -> str:
    return f"{chat}:{user}:{message_id}"


def notice(bot: Bot, event: Event) -> Recalled | None:
    """The recall in ``event``; ``None`` when it is none, or concerns nobody here. Of a message still in hand nobody knows yet."""
    if isinstance(bot, v11.Bot) and isinstance(event, OF_V11):
        recalled = _from_v11(bot, event)
    elif isinstance(bot, v12.Bot) and isinstance(event, OF_V12):
        recalled = _from_v12(bot, event)
    else:
        return None
    in_hand = order.is_waiting(f"{recalled.platform}:{recalled.user}") or not lines.is_open(bot)
    return recalled if recalled.key in _watched or in_hand else None


def _from_v11(bot: v11.Bot, event: Any) -> Recalled:
    user = str(event.user_id)
    group = getattr(event, "group_id", None)
    chat = Address("qq", bot.self_id, "group" if group else "person", str(group) if group else user)
    return Recalled("qq", bot.self_id, user, chat, str(event.message_id), str(getattr(event, "operator_id", user)))


def _from_v12(bot: v12.Bot, event: Any) -> Recalled:
    user, platform = event.user_id, platform_of(bot)
    group = getattr(event, "group_id", None)
    chat = Address(platform, bot.self_id, "group" if group else "person", group or user)
    return Recalled(platform, bot.self_id, user, chat, event.message_id, getattr(event, "operator_id", user))


async def take(recalled: Recalled) -> None:
    """Let every room that watches the message act, behind what its sender said before. A second notice finds nothing."""
    async with order.in_line(f"{recalled.platform}:{recalled.user}"):
        if recalled.key not in _watched:
            return
        try:
            async with write() as session:
                await _tell(session, recalled)
        except Exception:
            logger.exception("recall not handled")
        else:
            _watched.pop(recalled.key, None)


async def _tell(session: AsyncSession, recalled: Recalled) -> None:
    query = select(WatchedMessage).where(WatchedMessage.key == recalled.key).order_by(WatchedMessage.id)
    for row in (await session.scalars(query)).all():
        if row.room in _handlers:
            await _handlers[row.room](session, recalled, row.about)
        await session.delete(row)


async def remember_all(session: AsyncSession) -> None:
    """Open the gate for every message in the table: at start, and when an account comes that another process may have held."""
    rows = await session.execute(select(WatchedMessage.key, WatchedMessage.heard_at))
    _watched.update({row.key: row.heard_at for row in rows})


async def _oldest(session: AsyncSession, after: datetime) -> datetime | None:
    oldest = await session.scalar(select(func.min(WatchedMessage.heard_at)))
    return max(oldest + KEPT, after + timedelta(hours=6)) if oldest else None


@ticks.tick("forget watched messages", next_due=_oldest, order=90, everywhere=True)
async def forget_old() -> None:
    """Nobody recalls a message after days. Each process forgets what it remembers, whoever drops the row."""
    limit = clock.now() - KEPT
    for key in [key for key, heard_at in _watched.items() if heard_at < limit]:
        del _watched[key]
    old = WatchedMessage.heard_at < limit
    async with read() as session:
        if await session.scalar(select(WatchedMessage.id).where(old).limit(1)) is None:
            return
    async with write() as session:
        await session.execute(delete(WatchedMessage).where(old))
