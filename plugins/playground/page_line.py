"""The page's own WebSocket: small JSON about what a visitor does, and news for every open tab."""

import asyncio
import json
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from plugins.kernel.refusal import Refusal

from . import seed
from .bridge import Bridge
from .guard import is_own
from .village import Page

router = APIRouter()


@router.websocket("/demo/ws")
async def page_line(socket: WebSocket) -> None:
    """One tab, until it closes. A stranger is turned away with 403 before anything is said."""
    client = socket.client.host if socket.client else ""
    if not is_own(client, socket.headers.get("host", ""), socket.headers.get("origin")):
        await socket.close(1008)  # before accept: the handshake is answered with 403
        return
    await socket.accept()
    bridge: Bridge = socket.app.state.playground
    await seed.settle(bridge)
    page = bridge.village.open_page()
    page.put_nowait(bridge.hello())
    writer = asyncio.create_task(_write(socket, page))
    try:
        await _read(socket, bridge, page)
    finally:
        bridge.village.close_page(page)
        writer.cancel()


async def _write(socket: WebSocket, page: Page) -> None:
    try:
        while True:
            await socket.send_text(json.dumps(await page.get(), ensure_ascii=False))
    except (WebSocketDisconnect, RuntimeError):
        return  # the tab has gone; the reader notices it too


async def _read(socket: WebSocket, bridge: Bridge, page: Page) -> None:
    try:
        while True:
            try:
                await _act(bridge, json.loads(await socket.receive_text()))
            except Refusal as refusal:
                page.put_nowait({"type": "trouble", "text": refusal.text})
            except ValueError:
                page.put_nowait({"type": "trouble", "text": "网页发来的话看不懂，请刷新一下。"})
    except (WebSocketDisconnect, KeyError):
        return  # KeyError: a binary frame, which our page never sends


async def _act(bridge: Bridge, asked: Any) -> None:
    """What the visitor does: ``say``, ``replay``, ``hang_up``, ``dial_again``."""
    deed = asked.get("do") if isinstance(asked, dict) else None
    if deed == "say":
        await bridge.say(asked)
    elif deed == "replay":
        await bridge.replay(asked)
    elif deed == "hang_up":
        await bridge.hang_up()
    elif deed == "dial_again":
        bridge.dial_again()
    else:
        raise ValueError(f"unknown deed {deed!r}")
