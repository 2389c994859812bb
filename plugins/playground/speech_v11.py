"""Message segments of OneBot v11, to and from the playground's own."""

import base64
import binascii
from typing import Any

from nonebot.adapters.onebot.v11 import Message as CqMessage

from plugins.kernel.refusal import Refusal

from .album import Album
from .messages import At, Other, Picture, Quote, Segment, Text
from .peer import Frame, PeerError
from .worlds import ident_of, who_is

PHOTO_PATH = "/demo/photo/"
BROKEN_PICTURE = 'EventChecker Failed: NTEvent EventRet:\n{\n    "result": -1,\n    "errMsg": "rich media transfer failed"\n}\n'
MOST_PICTURE = 12 * 1024 * 1024


def photo_url(house: str, ident: str) -> str:
    """Where the bot can fetch a picture."""
    return f"http://{house}{PHOTO_PATH}{ident}"


def spoken(segments: list[Segment], album: Album, house: str) -> list[Frame]:
    """What people said, as NapCat puts it on the wire."""
    return [_spoken(each, album, house) for each in segments]


def _spoken(segment: Segment, album: Album, house: str) -> Frame:
    match segment:
        case At(who):
            return {"type": "at", "data": {"qq": "all" if who == "all" else ident_of("qq", who)}}
        case Quote(ident):
            return {"type": "reply", "data": {"id": str(ident)}}
        case Picture(photo):
            return {"type": "image", "data": _picture(photo, album, house)}
        case Text(text) | Other(text):
            return {"type": "text", "data": {"text": text}}


def _picture(ident: str, album: Album, house: str) -> Frame:
    photo = album.get(ident)
    size = len(photo.content) if photo else 0
    name = photo.name if photo else f"{ident.upper()}.jpg"
    return {"summary": "", "file": name, "sub_type": 0, "url": photo_url(house, ident), "file_size": str(size)}


def heard(payload: Any, album: Album, *, literal: bool = False) -> list[Segment]:
    """What the bot sends, understood as a peer does: CQ codes in a plain string are parsed, unless ``literal``."""
    if isinstance(payload, str):
        if literal:
            return [Text(payload)]
        payload = [{"type": each.type, "data": each.data} for each in CqMessage(payload)]
    if isinstance(payload, dict):
        payload = [payload]
    return [_heard(str(each["type"]), each.get("data") or {}, album) for each in payload or ()]


def _heard(kind: str, data: Frame, album: Album) -> Segment:
    if kind == "text":
        return Text(str(data.get("text", "")))
    if kind == "at":
        return At("all" if data["qq"] == "all" else who_is("qq", str(data["qq"])))
    if kind == "reply":
        return Quote(int(data["id"]))
    if kind == "image":
        return Picture(_keep(str(data.get("file") or data.get("url") or ""), album))
    return Other(f"[{kind}]")


def _keep(file: str, album: Album) -> str:
    if file.startswith("base64://"):
        return keep_base64(file.removeprefix("base64://"), album)
    known = album.get(file.rpartition("/")[2])
    if known is None:  # a path or an address of another machine: with real peers it fails across containers too
        raise PeerError(1200, BROKEN_PICTURE)
    return known.ident


def keep_base64(text: str, album: Album) -> str:
    """Put a picture that came as base64 into the album. Raises ``PeerError`` as a peer would."""
    try:
        return album.add(base64.b64decode(text[: MOST_PICTURE * 4 // 3])).ident
    except (binascii.Error, Refusal) as error:
        raise PeerError(1200, BROKEN_PICTURE) from error
