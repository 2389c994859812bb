"""Frames as they come over a peer's line, before the adapters see them: what cannot be read falls through.

An adapter cuts the line at the first frame that is no JSON, and notes an error with a traceback; whatever people said until the
peer dials again is then lost. Here such a frame is left out and noted in a line. Signs that no database and no file takes go, too:
the zero sign, and halves of characters (a peer that cuts a nickname in the middle of a smiley makes one).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from nonebot.log import logger
from starlette.types import Message, Receive

# signs; in a message that is one string the adapter looks for CQ codes in a time that grows with its square
LONGEST_TEXT = 10_000
DEEPEST = 60  # lists and tables in one another; a forwarded talk in a forwarded talk has about 20
MOST_SEGMENTS = 500  # the adapters' time grows with their square, too
_NO_SIGN = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = ("\\u0000", "\\ud", "\\uD")  # as JSON writes them; a whole smiley is written so, too


def receiving(receive: Receive) -> Receive:
    """``receive`` of a WebSocket, which passes over what is not to be read."""

    async def next_one() -> Message:
        while True:
            message = await receive()
            text = message.get("text") if message["type"] == "websocket.receive" else None
            if text is None:
                return message  # the end; or packed, which only the adapter of v12 reads
            if (sifted := sift(text)) is not None:
                return {"type": "websocket.receive", "text": sifted}

    return next_one


def sift(text: str) -> str | None:
    """The frame as it may go on; ``None``: it cannot be read, or not in reasonable time."""
    try:
        frame = json.loads(text)
        if text.count("[") + text.count("{") > DEEPEST and _is_deep(frame):
            raise RecursionError
        changed = _mend(frame) if isinstance(frame, dict) else False
        if any(each in text for each in _ESCAPED):
            return json.dumps(_cleaned(frame))
        return json.dumps(frame) if changed else text
    except (ValueError, RecursionError) as error:
        logger.warning(f"a frame of {len(text)} signs left out: {type(error).__name__}")
        return None


def _is_deep(frame: Any) -> bool:
    """Whether there is more in one another than any peer writes; the adapter of v12 goes through it step by step."""
    level = [frame]
    for _ in range(DEEPEST):
        level = [inner for each in level if isinstance(each, dict | list) for inner in _inside(each)]
    return bool(level)


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _mend(frame: dict[str, Any]) -> bool:
    """Take out the segments of its message that are too many or quote nothing, and cut endless texts; whether there were any.

    Raises ``ValueError`` for a message that is one endless string.
    """
    message = frame.get("message")
    if isinstance(message, str) and len(message) > LONGEST_TEXT:
        raise ValueError("one long string")
    if not isinstance(message, list):
        return False
    mended = [cut for part in message[:MOST_SEGMENTS] if (cut := _cut(part)) is not None]
    frame["message"] = mended
    return mended != message


def _cut(part: Any) -> Any:
    """The segment, with no more text than anybody types; ``None`` for a quote of nothing, which the v12 adapter takes for an error."""
    if not isinstance(part, dict):
        return part
    data = part["data"] if isinstance(part.get("data"), dict) else {}
    if part.get("type") == "reply" and not _is_quote(data):
        return None
    text = data.get("text")
    return part | {"data": data | {"text": text[:LONGEST_TEXT]}} if isinstance(text, str) and len(text) > LONGEST_TEXT else part


def _is_quote(data: dict[str, Any]) -> bool:
    """``id`` in v11, ``message_id`` and ``user_id`` in v12."""
    if "id" in data:
        return isinstance(data["id"], str | int)
    return isinstance(data.get("message_id"), str) and isinstance(data.get("user_id"), str | None)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_SIGN.sub("", value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {_NO_SIGN.sub("", key): _cleaned(each) for key, each in value.items()}
    return value
