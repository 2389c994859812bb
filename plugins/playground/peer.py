"""One end of a OneBot connection: dials the bot's own endpoint as NapCat or a WeChat bridge would, and answers its calls."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nonebot.log import logger
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from .messages import Message
from .village import Village
from .worlds import Platform

RETRY_SECONDS = 0.5
HEARTBEAT_SECONDS = 30
LARGEST_FRAME = 32 * 1024 * 1024
Frame = dict[str, Any]


class PeerError(Exception):
    """An API call that a real peer would refuse, with its code and words."""

    def __init__(self, retcode: int, message: str) -> None:
        super().__init__(message)
        self.retcode = retcode
        self.message = message


class Peer(ABC):
    """A platform's bridge to the bot. Stays connected, unless hung up, and dials again when the line breaks."""

    platform: Platform
    path: str

    def __init__(self, village: Village, house: str, token: str | None) -> None:
        self.village = village
        self.house = house
        self._token = token
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._socket: ClientConnection | None = None
        self.connected = asyncio.Event()
        self.on_change: Callable[[], None] = lambda: None

    @abstractmethod
    def greeting(self) -> list[Frame]:
        """The frames a fresh connection begins with."""

    @abstractmethod
    def heartbeat(self) -> Frame:
        """The frame that says the peer is alive."""

    @abstractmethod
    def event(self, message: Message) -> Frame:
        """The frame that tells a message; the same message always gives the same frame."""

    @abstractmethod
    def call(self, action: str, params: Frame) -> Any:
        """Do what the bot asks and give the data of the answer. Raises ``PeerError``."""

    @abstractmethod
    def headers(self) -> dict[str, str]:
        """What this kind of peer says about itself when it dials."""

    @property
    def is_connected(self) -> bool:
        """Whether the bot hears and reaches this platform now."""
        return self.connected.is_set()

    async def run(self) -> None:
        """Dial, talk until the line breaks, dial again; for ever."""
        while True:
            await self._wanted.wait()
            try:
                async with self._dial() as socket:
                    await self._talk(socket)
            except (OSError, WebSocketException, TimeoutError) as error:
                logger.debug(f"demo {self.platform}: {error!r}")
            await asyncio.sleep(RETRY_SECONDS)

    async def post(self, frame: Frame) -> bool:
        """Tell the bot something; false when the line is down, for then it is lost, as with real peers."""
        if self._socket is None:
            return False
        with suppress(WebSocketException):
            await self._socket.send(json.dumps(frame, ensure_ascii=False))
            return True
        return False

    async def hang_up(self) -> None:
        """Break the line and stay away."""
        self._wanted.clear()
        if self._socket:
            await self._socket.close()

    def dial_again(self) -> None:
        """Come back after ``hang_up``."""
        self._wanted.set()

    def _dial(self) -> connect:
        token = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return connect(
            f"ws://{self.house}{self.path}",
            additional_headers=self.headers() | token,
            user_agent_header=None,
            max_size=LARGEST_FRAME,
            proxy=None,
        )

    async def _talk(self, socket: ClientConnection) -> None:
        for frame in self.greeting():
            await socket.send(json.dumps(frame, ensure_ascii=False))
        self._socket = socket
        self.connected.set()
        self.on_change()
        pulse = asyncio.create_task(self._beat(socket))
        try:
            async for raw in socket:
                await socket.send(json.dumps(self._answer(json.loads(raw)), ensure_ascii=False))
        finally:
            self._socket = None
            self.connected.clear()
            pulse.cancel()
            self.on_change()

    async def _beat(self, socket: ClientConnection) -> None:
        with suppress(WebSocketException):
            while True:
                await asyncio.sleep(HEARTBEAT_SECONDS)
                await socket.send(json.dumps(self.heartbeat()))

    def _answer(self, asked: Frame) -> Frame:
        try:
            data = self.call(str(asked.get("action")), asked.get("params") or {})
            answer = {"status": "ok", "retcode": 0, "data": data, "message": ""}
        except PeerError as failed:
            answer = {"status": "failed", "retcode": failed.retcode, "data": None, "message": failed.message}
        except (KeyError, TypeError, ValueError) as error:
            answer = {"status": "failed", "retcode": 1400, "data": None, "message": f"参数不对：{error!r}"}
        return answer | {"wording": answer["message"], "echo": asked.get("echo")}
