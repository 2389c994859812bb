"""Who may come in: this machine and its own page, nobody else; and never when others could reach the port."""

import socket
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from plugins.playground.guard import is_own
from tests.playground.program import Program

ROUTES = [
    ("GET", "/demo"),
    ("GET", "/demo/demo.js"),
    ("GET", "/demo/photo/x"),
    ("POST", "/demo/clock"),
    ("POST", "/demo/photo"),
]


def test_the_page_may_load_nothing_but_its_own_files(demo: Program) -> None:
    with demo.client() as client:
        page = client.get("/demo")
        assert page.status_code == 200
        assert "小红帽" in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        for name in ("demo.css", "demo.js"):
            assert f"/demo/{name}" in page.text
            assert client.get(f"/demo/{name}").headers["x-content-type-options"] == "nosniff"
        assert "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in page.text


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("stranger", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}], ids=str)
def test_strangers_are_turned_away(demo: Program, method: str, path: str, stranger: dict[str, str]) -> None:
    with demo.client(**stranger) as client:
        assert client.request(method, path).status_code == 403


@pytest.mark.parametrize("stranger", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}], ids=str)
def test_strangers_get_no_line_of_their_own(demo: Program, stranger: dict[str, str]) -> None:
    headers = {"Host": demo.house} | stranger
    request = (f"{name}: {value}" for name, value in headers.items())
    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="
    )
    with socket.create_connection(("127.0.0.1", demo.port)) as line:
        line.sendall(("GET /demo/ws HTTP/1.1\r\n" + "\r\n".join(request) + "\r\n" + upgrade + "\r\n\r\n").encode())
        assert line.recv(100).startswith(b"HTTP/1.1 403")


def test_our_own_page_gets_its_line(demo: Program) -> None:
    with connect(f"ws://{demo.house}/demo/ws", origin=demo.url, proxy=None) as line:  # type: ignore[arg-type]
        assert "恋湖志愿者群" in str(line.recv(60))
    with pytest.raises(InvalidStatus):
        connect(f"ws://{demo.house}/demo/ws", origin="http://127.0.0.1:1", proxy=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("client", "host", "origin", "own"),
    [
        ("127.0.0.1", "127.0.0.1:8080", None, True),
        ("::1", "[::1]:8080", "http://[::1]:8080", True),
        ("127.0.0.1", "localhost:8080", "http://LOCALHOST:8080", True),
        ("192.168.1.9", "127.0.0.1:8080", None, False),
        ("127.0.0.1", "127.0.0.1:8080", "http://127.0.0.1:9090", False),
        ("127.0.0.1", "127.0.0.1:8080", "http://localhost:8080", False),
        ("127.0.0.1", "127.0.0.1.evil.example", None, False),
        ("127.0.0.1", "localhost:80; script-src *", None, False),
        ("127.0.0.1", "", None, False),
        ("", "localhost", None, False),
    ],
)
def test_own_is_this_machine_and_this_page(client: str, host: str, origin: str | None, own: bool) -> None:
    assert is_own(client, host, origin) is own


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_it_does_not_start_where_others_could_reach_it(tmp_path: Path, host: str) -> None:
    program = Program(tmp_path, {"HOST": host, "ONEBOT_ACCESS_TOKEN": "a-long-token-that-is-right"})
    assert program.launch().wait(60) != 0
    last = program.said.strip().splitlines()[-1]
    assert "HOST" in last
    assert "Traceback" not in program.said


def test_without_demo_there_is_no_playground(tmp_path: Path) -> None:
    with Program(tmp_path, {"DEMO": "false"}) as bot:
        for path in ("/demo", "/demo/clock"):
            assert httpx.get(bot.url + path, trust_env=False).status_code == 404
