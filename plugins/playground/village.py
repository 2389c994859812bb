"""The pretended place itself: what was said, the pictures, and the open pages that watch."""

import asyncio
from typing import Any

from .album import Album
from .messages import Log, Message, Segment
from .worlds import Chat

Page = asyncio.Queue[dict[str, Any]]


class Village:
    """One log, one album, any number of open pages."""

    def __init__(self) -> None:
        self.log = Log()
        self.album = Album()
        self._pages: set[Page] = set()

    def open_page(self) -> Page:
        """A page opens: what it reads from here is all that happens from now on."""
        page: Page = asyncio.Queue()
        self._pages.add(page)
        return page

    def close_page(self, page: Page) -> None:
        """A page is gone."""
        self._pages.discard(page)

    def tell(self, news: dict[str, Any]) -> None:
        """Show something on every open page."""
        for page in self._pages:
            page.put_nowait(news)

    def say(self, chat: Chat, who: str, segments: list[Segment]) -> Message:
        """Somebody says something in a chat; every open page shows it."""
        message = self.log.add(chat, who, segments)
        self.tell({"type": "message", "message": message.as_json()})
        return message

    def recall(self, message: Message) -> None:
        """Take a message back; its words are gone from every page."""
        message.recalled = True
        self.tell({"type": "message", "message": message.as_json()})
