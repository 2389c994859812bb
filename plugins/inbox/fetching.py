"""Bytes behind what a message names: enclosed as base64, at an address, or with the peer. Always with a limit."""

import base64
import binascii
from typing import Any

from nonebot.log import logger

from plugins.outbox import gateway

from . import download
from .heard import Heard, SharedFile


def enclosed(source: str, most: int) -> bytes | None:
    """What stands in the message as base64; ``None`` when it is none. Raises ``ValueError`` or ``TooLong``."""
    if source.startswith("data:"):
        source = source.partition(";base64,")[2]
    elif source.startswith("base64://"):
        source = source.removeprefix("base64://")
    else:
        return None
    return decoded(source, most)


def decoded(text: str, most: int) -> bytes:
    """base64 of at most ``most`` bytes. Raises ``ValueError`` (broken) or ``TooLong``."""
    if len(text) > most * 4 // 3 + 4:
        raise download.TooLong(f"more than {most} bytes")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("broken base64") from error


async def by_id(heard: Heard, file_id: str, most: int, *, small: bool = True) -> bytes | None:
    """OneBot v12: ask the peer for the file's data and, where it cannot give that, for an address.

    ``small``: its data is known to fit into one frame; else the address is asked for first, because a frame that is too
    large ends the connection.
    """
    kinds = ("data", "url") if small else ("url", "data")
    try:
        return await _by_id(heard, file_id, kinds[0], most)
    except download.TooLong:
        raise
    except Exception as error:  # peers refuse in as many ways as there are peers
        logger.debug(f"get_file by {kinds[0]}: {error!r}")
    return await _by_id(heard, file_id, kinds[1], most)


async def _by_id(heard: Heard, file_id: str, kind: str, most: int) -> bytes:
    found = await gateway.bot_for(heard.chat).call_api("get_file", file_id=file_id, type=kind)
    if kind == "url":
        return await download.get(found["url"], most, found.get("headers"))
    data = found["data"]
    return data if isinstance(data, bytes) else decoded(data, most)


async def shared(heard: Heard, file: SharedFile, most: int) -> bytes | None:
    """OneBot v11: the address that the peer tells for a file of this chat, else what its ``get_file`` gives.

    A path on the peer's machine is of no use: peers live in containers of their own.
    """
    for action, params in _questions(heard, file):
        try:
            told = await gateway.bot_for(heard.chat).call_api(action, **params)
            if content := await _told(told, most):
                return content
        except download.TooLong:
            raise
        except Exception as error:  # each peer knows only some of these
            logger.debug(f"{action}: {type(error).__name__}")
    return None


def _questions(heard: Heard, file: SharedFile) -> list[tuple[str, dict[str, Any]]]:
    chat = heard.chat.ident
    number = int(chat) if chat.isdecimal() else chat
    if heard.in_group:
        busid = {} if file.busid is None else {"busid": file.busid}
        first = ("get_group_file_url", {"group_id": number, "file_id": file.ident} | busid)
    else:
        first = ("get_private_file_url", {"user_id": number, "file_id": file.ident})
    return [first, ("get_file", {"file_id": file.ident, "file": file.ident})]


async def _told(told: object, most: int) -> bytes | None:
    if not isinstance(told, dict):
        return None
    if content := told.get("base64"):
        return decoded(str(content).removeprefix("base64://"), most)
    address = str(told.get("url") or "")
    return await download.get(address, most) if address.startswith(("http://", "https://")) else None
