"""Between the page and the bot: what a visitor says goes over the wire, and the line can be cut."""

import asyncio
import re
from typing import Any

import nonebot

from plugins.kernel import clock, config
from plugins.kernel.refusal import Refusal

from .messages import At, Message, Picture, Quote, Segment, Text, has_content
from .peer import Peer
from .peer_v11 import PeerV11
from .peer_v12 import PeerV12
from .village import Village
from .worlds import ADMIN, BOT, BOT_IDS, CHATS, PERSONAS, Chat, Platform, name_of

LONGEST = 5000
MOST_SEGMENTS = 40


class Bridge:
    """The village and the peers that connect it to the bot."""

    def __init__(self, house: str, token: str | None) -> None:
        self.house = house
        self.village = Village()
        self.peers: dict[Platform, Peer] = {
            "qq": PeerV11(self.village, house, token),
            "wechat": PeerV12(self.village, house, token),
        }
        for peer in self.peers.values():
            peer.on_change = self._tell_lines
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Dial both platforms; they keep trying until the bot listens."""
        self._tasks = [asyncio.create_task(peer.run()) for peer in self.peers.values()]

    async def stop(self) -> None:
        """Let go of the lines."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def say(self, asked: dict[str, Any]) -> None:
        """A persona says something in a chat. Raises ``Refusal`` for what no chat program would let through."""
        chat, who = CHATS.get(str(asked.get("chat"))), str(asked.get("who"))
        if chat is None or who not in chat.members:
            raise Refusal("这个人不在这个群里，换个人再说。")
        message = self.village.say(chat, who, self._segments(asked.get("segments"), chat))
        await self._post(message)

    async def speak(self, chat: Chat, who: str, text: str) -> None:
        """Somebody says plain words in a chat; 「@名字」 in them is a real @."""
        await self._post(self.village.say(chat, who, with_mentions(text, chat)))

    async def replay(self, asked: dict[str, Any]) -> None:
        """Send the last thing a persona said in that chat once more: the identical frame, as a peer sometimes does."""
        chat = CHATS.get(str(asked.get("chat")))
        said = [each for each in self.village.log.of(chat) if each.who != BOT] if chat else []
        if not said:
            raise Refusal("这里还没有人说过话，没有可重放的。")
        if not await self._post(said[-1]):
            raise Refusal("线断着，重放不了。先点「重连」。")

    async def hang_up(self) -> None:
        """Cut both lines."""
        await asyncio.gather(*(peer.hang_up() for peer in self.peers.values()))

    def dial_again(self) -> None:
        """Bring both lines back."""
        for peer in self.peers.values():
            peer.dial_again()

    def lines(self) -> dict[str, Any]:
        """Which lines stand, for the page."""
        return {"type": "lines", **{platform: peer.is_connected for platform, peer in self.peers.items()}}

    def hello(self) -> dict[str, Any]:
        """All that a page needs when it opens."""
        chats = [
            {"key": each.key, "title": each.title, "platform": each.platform, "group": each.is_group, "members": each.members}
            for each in CHATS.values()
        ]
        people = [{"key": each.key, "name": each.name, "post": each.post, "about": each.about} for each in PERSONAS.values()]
        log = [each.as_json() for each in self.village.log.everything()]
        return {"type": "hello", "chats": chats, "people": people, "log": log, "now": now_text(), "lines": self.lines()}

    def _tell_lines(self) -> None:
        self.village.tell(self.lines())

    async def _post(self, message: Message) -> bool:
        peer = self.peers[message.chat.platform]
        return await peer.post(peer.event(message))

    def _segments(self, said: object, chat: Chat) -> list[Segment]:
        pieces = [self._segment(each, chat) for each in said[:MOST_SEGMENTS]] if isinstance(said, list) else []
        if not has_content(pieces) or sum(len(each.text) for each in pieces if isinstance(each, Text)) > LONGEST:
            raise Refusal(f"要说点什么，最多 {LONGEST} 个字。")
        return pieces

    def _segment(self, said: Any, chat: Chat) -> Segment:
        kind = said.get("kind") if isinstance(said, dict) else None
        if kind == "text":
            return Text(str(said.get("text", "")))
        if kind == "at" and said.get("who") in (BOT, *chat.members):
            return At(said["who"])
        if kind == "image" and (photo := self.village.album.get(str(said.get("photo")))):
            return Picture(photo.ident)
        quoted = self.village.log.find(said.get("id")) if kind == "reply" else None
        if quoted and quoted.chat.key == chat.key:
            return Quote(quoted.id)
        raise Refusal("这条发不出去：里面的人、图片或引用已经不在了。")


def with_mentions(text: str, chat: Chat) -> list[Segment]:
    """Words, and an @ for each member's name after a @."""
    names = {f"@{name_of(key)}": key for key in (BOT, *chat.members)}
    pieces = re.split("(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")", text)
    return [At(names[each]) if each in names else Text(each) for each in pieces if each]


def now_text() -> str:
    """The demo's time as a wall clock in Shanghai, for the page."""
    return f"{clock.local():%Y-%m-%dT%H:%M:%S}"


def make() -> Bridge:
    """The bridge to this very program; 小周 becomes one of its superusers."""
    settings = nonebot.get_driver().config
    settings.superusers |= {ADMIN.ident(platform) for platform in BOT_IDS}
    host = str(settings.host)
    house = f"[{host}]:{settings.port}" if ":" in host else f"{host}:{settings.port}"
    return Bridge(house, config.load().onebot_access_token)
