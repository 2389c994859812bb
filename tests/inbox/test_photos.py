"""Getting a photo: from the message, from an address, from the peer; and what the bot refuses to ask for."""

import asyncio
import base64
import gzip
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
        self.heads: list[str] = []
        self.drips = False
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        path = head.split(" ")[1]
        self.hosts += [line.split(" ", 1)[1] for line in head.split("\r\n") if line.lower().startswith("host:")]
        status, headers, body = self.answers.get(path, ("404 Not Found", {}, b""))
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
        whole = "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""]).encode() + body
        for piece in [bytes([each]) for each in whole] if self.drips else [whole]:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02 if self.drips else 0)
        writer.close()

    def put(self, path: str, body: bytes) -> str:
        self.answers[path] = ("200 OK", {}, body)
        return f"http://localhost:{self.port}{path}"

    def redirect(self, path: str, to: str) -> str:
        self.answers[path] = ("302 Found", {"Location": to}, b"")
        return f"http://localhost:{self.port}{path}"


@pytest.fixture
async def shelf(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Shelf]:
    """It stands for a server in the world: of this machine the bot asks nothing."""
    monkeypatch.setattr(download, "is_our_page", lambda url: True)
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


INSIDE = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.1",
    "127.1",
    "0",
    "0.0.0.0",
    "10.0.0.8",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.8]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
]


@pytest.mark.parametrize("bound", ["0.0.0.0", "127.0.0.1"])
@pytest.mark.parametrize("host", INSIDE)
async def test_nothing_inside_is_asked_for(shelf: Shelf, host: str, bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other peers on this machine have an interface that does what a GET says; a router, a cloud's notes on its machine, too."""
    shelf.put("/a.png", PNG)
    monkeypatch.setattr(download, "is_our_page", lambda url: False)
    monkeypatch.setattr(nonebot.get_driver().config, "host", bound)
    with pytest.raises((download.NotAllowed, OSError)):
        await download.get(f"http://{host}:{shelf.port}/a.png", 100)
    assert shelf.hosts == []


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
async def test_the_world_is_asked(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    host = f"[{number}]" if ":" in number else number
    assert (await download._pinned(httpx.URL(f"http://{host}/a.png"))).host in (number, "93.184.216.34")


@pytest.mark.parametrize(("demo", "port", "own"), [(True, 8080, True), (True, 3000, False), (False, 8080, False)])
async def test_only_the_demo_s_own_page_is_asked_here(
    demo: bool, port: int, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "load", lambda: config.Config(demo=demo))
    monkeypatch.setattr(nonebot.get_driver().config, "port", 8080)
    assert download.is_our_page(httpx.URL(f"http://127.0.0.1:{port}/demo/photo/x")) is own
    if own:
        with pytest.raises(download.NotAllowed):
            await download._pinned(httpx.URL(f"http://192.168.1.1:{port}/demo/photo/x"))


@pytest.mark.parametrize(
    "to", ["http://10.0.0.8/a.png", "http://169.254.169.254/", "//192.168.1.1/a.png", "gopher://example.org/"]
)
async def test_a_redirect_to_the_inside_is_not_followed(shelf: Shelf, to: str) -> None:
    with pytest.raises(download.NotAllowed):
        await download.get(shelf.redirect("/there", to), 100)


async def test_what_a_peer_tells_to_show_is_shown_to_that_host_only(shelf: Shelf) -> None:
    shelf.put("/a.png", PNG)
    shelf.redirect("/there", "/a.png")
    told = {"Cookie": "secret", "host": "evil.example", "Accept-Encoding": "gzip"}
    assert await download.get(f"http://localhost:{shelf.port}/there", 100, told) == PNG
    first, second = shelf.heads
    assert "Cookie: secret" in first
    assert "Cookie" not in second
    for head in (first, second):
        assert "evil.example" not in head
        assert "Accept-Encoding: identity" in head


async def test_a_small_answer_that_unpacks_to_a_huge_one(shelf: Shelf) -> None:
    shelf.answers["/bomb"] = ("200 OK", {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000)))
    with pytest.raises(download.NotAllowed, match="packed"):
        await download.get(f"http://localhost:{shelf.port}/bomb", 10_000_000)


async def test_one_that_drips_is_given_up(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "LONGEST_WAIT", 0.3)
    shelf.drips = True
    assert await photos.fetch(heard(), Photo("a.png", shelf.put("/a.png", PNG))) is None


async def test_photos_of_a_crowd_are_not_all_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held, most, developing = 0, 0, 0

    async def fetch(*_: object) -> bytes:
        nonlocal held, most
        held += 1
        most = max(most, held)
        await asyncio.sleep(0.001)
        return PNG

    def develop(content: bytes) -> bytes:
        nonlocal held, developing
        developing += 1
        assert developing == 1, "two pictures of 40 million pixels in memory"
        developing -= 1
        held -= 1
        return content

    monkeypatch.setattr(photos, "fetch", fetch)
    monkeypatch.setattr(photos.darkroom, "develop", develop)
    kept = [photos._collect_one(heard(), Photo(str(each)), lambda _, content: str(len(content)), 1) for each in range(60)]
    assert await asyncio.gather(*kept) == [str(len(PNG))] * 60
    assert most <= 6


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
