"""Getting a photo: from the message, from an address, from the peer; and what the bot refuses to ask for."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import nonebot
import pytest

from plugins.inbox import download, photos
from plugins.inbox.heard import Heard, Photo
from plugins.kernel import config
from plugins.kernel.address import Address

PNG = b"\x89PNG\r\n\x1a\n" + b"lake" * 10
PICTURES = {
    "jpg": b"\xff\xd8\xff\xe0JFIF",
    "png": PNG,
    "gif": b"GIF89a....",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
}


def heard(platform: str = "qq") -> Heard:
    """A message with a picture; only where it came from matters here."""
    return Heard(
        platform=platform,
        account="80001",
        user="1",
        chat=Address(platform, "80001", "group", "7"),
        message_id="1",
        sent_at=datetime(2026, 11, 28, tzinfo=UTC),
        stamp="1",
        said="",
        text="",
        spoken_to=False,
    )


class Shelf:
    """A web server on loopback that answers each path with what stands on the shelf."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, dict[str, str], bytes]] = {}
        self.hosts: list[str] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split(" ")[1]
        self.hosts += [line.split(" ", 1)[1] for line in head.split("\r\n") if line.lower().startswith("host:")]
        status, headers, body = self.answers.get(path, ("404 Not Found", {}, b""))
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""]).encode() + body)
        await writer.drain()
        writer.close()

    def put(self, path: str, body: bytes) -> str:
        self.answers[path] = ("200 OK", {}, body)
        return f"http://localhost:{self.port}{path}"

    def redirect(self, path: str, to: str) -> str:
        self.answers[path] = ("302 Found", {"Location": to}, b"")
        return f"http://localhost:{self.port}{path}"


@pytest.fixture
async def shelf() -> AsyncGenerator[Shelf]:
    made = Shelf()
    server = await asyncio.start_server(made.serve, "localhost", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


@pytest.mark.parametrize("kind", sorted(PICTURES))
async def test_a_picture_in_the_message(kind: str) -> None:
    content = PICTURES[kind]
    data = base64.b64encode(content).decode()
    assert await photos.fetch(heard(), Photo(f"base64://{data}")) == content
    assert await photos.fetch(heard(), Photo("a.png", f"data:image/{kind};base64,{data}")) == content
    assert photos.suffix(content) == kind


@pytest.mark.parametrize(
    "file", ["base64://%%%", "base64://", "data:image/png,plain", "C:\\photo.png", "", "file:///etc/passwd"]
)
async def test_what_is_no_picture(file: str) -> None:
    assert await photos.fetch(heard(), Photo(file)) is None


async def test_a_picture_that_is_too_big(shelf: Shelf) -> None:
    big = PNG + b"0" * photos.MOST_BYTES
    assert await photos.fetch(heard(), Photo("base64://" + base64.b64encode(big).decode())) is None
    assert await photos.fetch(heard(), Photo("a.png", shelf.put("/big.png", big))) is None


async def test_a_picture_at_an_address(shelf: Shelf) -> None:
    assert await photos.fetch(heard(), Photo("a.png", shelf.put("/a.png", PNG))) == PNG
    assert shelf.hosts == [f"localhost:{shelf.port}"]
    assert await photos.fetch(heard(), Photo("a.png", shelf.put("/page", b"<html></html>"))) is None
    assert await photos.fetch(heard(), Photo("a.png", f"http://localhost:{shelf.port}/gone")) is None


async def test_a_redirect_is_followed_but_to_no_other_scheme(shelf: Shelf) -> None:
    shelf.put("/a.png", PNG)
    assert await photos.fetch(heard(), Photo("a.png", shelf.redirect("/there", "/a.png"))) == PNG
    assert await photos.fetch(heard(), Photo("a.png", shelf.redirect("/file", "file:///etc/passwd"))) is None
    assert await photos.fetch(heard(), Photo("a.png", shelf.redirect("/round", "/round"))) is None


INSIDE = ["127.0.0.1", "localhost", "10.0.0.8", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]


@pytest.mark.parametrize("host", INSIDE)
async def test_a_bot_that_listens_to_the_world_asks_nothing_inside(
    shelf: Shelf, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("/a.png", PNG)
    monkeypatch.setattr(nonebot.get_driver().config, "host", "0.0.0.0")
    with pytest.raises(download.NotAllowed):
        await download.get(f"http://{host}:{shelf.port}/a.png", 100)
    assert shelf.hosts == []


async def test_the_address_that_was_checked_is_the_one_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked up cannot be loopback when it is connected to: the number is in the address."""

    async def look_up(*args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.216.34", 0))]

    monkeypatch.setattr(nonebot.get_driver().config, "host", "0.0.0.0")
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    pinned = await download._pinned(httpx.URL("https://lake.example/a.png?x=1"))
    assert str(pinned) == "https://93.184.216.34/a.png?x=1"


async def test_the_same_photo_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "DATA", tmp_path)
    first, second = photos.store(3, PNG), photos.store(3, PNG)
    assert first == second
    assert first.startswith("3/")
    assert first.endswith(".png")
    assert [each.read_bytes() for each in tmp_path.rglob("*.*") if each.is_file()] == [PNG]
