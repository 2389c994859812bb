"""The pictures of the pretended chats: in memory, capped, known by their fingerprint as QQ does."""

import hashlib
from dataclasses import dataclass

from plugins.kernel.refusal import Refusal

LARGEST = 8 * 1024 * 1024
ROOM = 96 * 1024 * 1024
# An SVG is a program, so it is none of these.
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif"}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture and what it is (``image/png`` …)."""

    ident: str
    content: bytes
    mime: str

    @property
    def name(self) -> str:
        """A file name such as a peer tells."""
        return f"{self.ident.upper()}.{self.mime.removeprefix('image/').replace('jpeg', 'jpg')}"


def _kind(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), None)


class Album:
    """Every picture that was sent; when there is no more room the oldest go."""

    def __init__(self, room: int = ROOM) -> None:
        self._photos: dict[str, Photo] = {}
        self._room = room

    def add(self, content: bytes) -> Photo:
        """Keep a picture. Raises ``Refusal`` when it is none, or larger than 8 MB."""
        kind = _kind(content)
        if kind is None:
            raise Refusal("这不是能看的图片，请发 JPG、PNG、GIF 或 WebP。")
        if len(content) > LARGEST:
            raise Refusal("图片太大了，请换一张 8 MB 以内的。")
        ident = hashlib.md5(content, usedforsecurity=False).hexdigest()
        photo = self._photos.pop(ident, None) or Photo(ident, content, f"image/{kind}")
        self._photos[ident] = photo
        while len(self._photos) > 1 and sum(len(each.content) for each in self._photos.values()) > self._room:
            del self._photos[next(iter(self._photos))]
        return photo

    def get(self, ident: str) -> Photo | None:
        """The picture with that fingerprint (with or without a file ending, in any case)."""
        return self._photos.get(ident.split(".")[0].lower())
