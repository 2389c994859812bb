"""Message segments of OneBot v12, to and from the playground's own."""

from typing import Any

from .album import Album
from .messages import At, Log, Other, Picture, Quote, Segment, Text
from .peer import Frame, PeerError
from .worlds import ident_of, who_is

UNSUPPORTED_SEGMENT = 10005


def spoken(segments: list[Segment], log: Log) -> list[Frame]:
    """What people said, as v12 puts it on the wire."""
    return [_spoken(each, log) for each in segments]


def _spoken(segment: Segment, log: Log) -> Frame:
    match segment:
        case At("all"):
            return {"type": "mention_all", "data": {}}
        case At(who):
            return {"type": "mention", "data": {"user_id": ident_of("wechat", who)}}
        case Quote(ident):
            quoted = log.find(ident)
            whose = ident_of("wechat", quoted.who) if quoted else ""
            return {"type": "reply", "data": {"message_id": str(ident), "user_id": whose}}
        case Picture(photo):
            return {"type": "image", "data": {"file_id": photo}}
        case Text(text) | Other(text):
            return {"type": "text", "data": {"text": text}}


def heard(payload: Any, album: Album) -> list[Segment]:
    """What the bot sends. Raises ``PeerError`` for a picture that was never uploaded."""
    if isinstance(payload, str):
        return [Text(payload)]
    return [_heard(str(each["type"]), each.get("data") or {}, album) for each in payload]


def _heard(kind: str, data: Frame, album: Album) -> Segment:
    if kind == "text":
        return Text(str(data["text"]))
    if kind == "mention":
        return At(who_is("wechat", str(data["user_id"])))
    if kind == "mention_all":
        return At("all")
    if kind == "reply":
        return Quote(int(data["message_id"]))
    if kind == "image":
        photo = album.get(str(data["file_id"]))
        if photo is None:
            raise PeerError(33001, "没有这个文件")
        return Picture(photo.ident)
    raise PeerError(UNSUPPORTED_SEGMENT, f"不支持的消息段 {kind}")
