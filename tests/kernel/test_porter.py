"""The token at the bot's door: what is let in, what is not, and how long whoever guesses has to wait."""

from collections.abc import Iterator
from typing import Any

import httpx
import nonebot
import pytest
from nonebot.adapters.onebot import v11, v12

from plugins.kernel import config, porter
from plugins.kernel.porter import CLOSED, MOST_WRONG, OPEN, WAIT, look_at

TOKEN = "a-long-secret-word"
POSTED = {"X-Self-ID": "80001", "X-Impl": "bridge"}
V11 = {"time": 1, "self_id": 80001, "post_type": "meta_event", "meta_event_type": "heartbeat", "interval": 1, "status": {}}
PATHS = [f"/onebot/{version}/{rest}" for version in ("v11", "v12") for rest in ("", "http", "http/")]


@pytest.fixture(params=[TOKEN, None], ids=["token", "no token"])
def token(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str | None]:
    monkeypatch.setattr(config, "load", lambda: config.Config(onebot_access_token=request.param))
    monkeypatch.setattr(porter, "tries", porter.Tries())
    return request.param


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Its one number is the time."""
    now = [1000.0]
    monkeypatch.setattr(porter.time, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("shown", [{}, {"Authorization": f"Bearer {TOKEN}"}], ids=["nothing", "the token"])
async def test_nobody_is_heard_by_post(token: str | None, path: str, shown: dict[str, str]) -> None:
    """The v11 adapter would take a posted message without any token: anybody could be the 管理员."""
    transport = httpx.ASGITransport(app=nonebot.get_app(), client=("203.0.113.9", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as stranger:
        asked = await stranger.post(path, json=V11, headers=POSTED | shown)
    assert asked.status_code == 403
    assert asked.content == b""
    assert not any(nonebot.get_adapter(each).bots for each in (v11.Adapter, v12.Adapter))


async def dialled(headers: dict[str, str], query: str = "", path: str = "/onebot/v12/ws", address: str = "203.0.113.9") -> bool:
    """Whether a handshake with these headers comes as far as the adapter."""
    reached: list[str] = []

    async def adapter(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])

    async def send(message: Any) -> None:
        assert message["type"] == "websocket.close"

    scope = {
        "type": "websocket",
        "path": path,
        "query_string": query.encode(),
        "client": (address, 40000),
        "headers": [(name.lower().encode(), value.encode()) for name, value in ({"Host": "bot:8080"} | headers).items()],
    }
    await porter.Porter(adapter)(scope, lambda: None, send)  # type: ignore[arg-type]
    return bool(reached)


@pytest.mark.parametrize("path", ["/onebot/v11/", "/onebot/v11/ws", "/onebot/v12/ws/"])
@pytest.mark.parametrize(
    ("headers", "query", "right"),
    [
        ({}, "", False),
        ({"Authorization": f"Bearer {TOKEN}"}, "", True),
        ({"Authorization": f"Token {TOKEN}"}, "", True),
        ({"Authorization": TOKEN}, "", False),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, "", False),
        ({"Authorization": f"Bearer {TOKEN}x"}, "", False),
        ({"Authorization": "Bearer 密码"}, "", False),
        ({"Authorization": "Bearer "}, "", False),
        ({}, f"access_token={TOKEN}", True),
        ({}, "access_token=", False),
        ({}, f"access_token=x&access_token={TOKEN}", False),
        ({"Authorization": "Bearer wrong"}, f"access_token={TOKEN}", False),
    ],
)
async def test_who_may_dial(token: str | None, path: str, headers: dict[str, str], query: str, right: bool) -> None:
    assert await dialled(headers, query, path) is (right or token is None)


@pytest.mark.parametrize(
    ("origin", "host", "without_token"),
    [
        ("http://evil.example", "127.0.0.1:8080", False),
        ("null", "127.0.0.1:8080", False),
        ("http://evil.example:8080", "evil.example:8080", False),
        ("http://127.0.0.1:8080", "127.0.0.1:8080", True),
        ("http://localhost:8080", "localhost:8080", True),
        ("http://127.0.0.1:9090", "127.0.0.1:8080", False),
        ("http://[::1]:8080", "[::1]:8080", True),
    ],
)
async def test_a_page_of_somebody_else_is_no_peer(token: str | None, origin: str, host: str, without_token: bool) -> None:
    """A browser on the bot's machine may dial 127.0.0.1 with any sub-protocol: every page that is opened there could speak as anybody."""
    headers = {"Origin": origin, "Host": host} | ({"Authorization": f"Bearer {TOKEN}"} if token else {})
    own = origin.removeprefix("http://") == host
    assert await dialled(headers) is (own if token else without_token)


async def test_other_pages_are_no_concern_of_the_porter(token: str | None) -> None:
    assert await dialled({"Origin": "http://evil.example"}, path="/demo/ws")


@pytest.mark.parametrize("token", [TOKEN], indirect=True)
def test_whoever_guesses_waits_and_nobody_else(token: str, later: list[float]) -> None:
    for _ in range(MOST_WRONG):
        assert look_at("203.0.113.9", "guess") == CLOSED
    assert look_at("203.0.113.9", TOKEN) == WAIT, "a guess that hits in the pause must not be told from one that misses"
    assert look_at("203.0.113.8", TOKEN) == OPEN
    later[0] += porter.PAUSE
    assert look_at("203.0.113.9", TOKEN) == OPEN
    assert [look_at("203.0.113.9", "guess") for _ in range(MOST_WRONG)] == [CLOSED] * MOST_WRONG, "they are counted anew"


@pytest.mark.parametrize("token", [TOKEN], indirect=True)
def test_a_peer_that_is_set_up_wrong_now_and_then_does_not_wait(token: str, later: list[float]) -> None:
    for _ in range(3 * MOST_WRONG):
        assert look_at("203.0.113.9", "old") == CLOSED
        later[0] += porter.WITHIN
    for _ in range(3 * MOST_WRONG):
        assert look_at("203.0.113.9", None) == CLOSED, "none is no guess"
    assert look_at("203.0.113.9", TOKEN) == OPEN


@pytest.mark.parametrize("token", [TOKEN], indirect=True)
def test_a_network_of_addresses_is_one_and_memory_has_an_end(token: str, later: list[float]) -> None:
    for number in range(MOST_WRONG):
        look_at(f"2001:db8::{number:x}", "guess")
    assert look_at("2001:db8::ffff", TOKEN) == WAIT
    assert look_at("2001:db8:0:1::1", TOKEN) == OPEN
    for number in range(3 * porter.MOST_REMEMBERED):
        look_at(f"10.0.{number // 250}.{number % 250}", "guess")
    assert len(porter.tries._wrong) <= porter.MOST_REMEMBERED


@pytest.mark.parametrize(
    ("said", "weak"),
    [
        ("123456", True),
        ("changeme", True),
        ("aaaaaaaaaaaaaaaaaaaa", True),
        ("自己想一个二十位以上的口令", True),
        ("with a space in it", True),
        ("f3a9c1d27be04856", False),
        (TOKEN, False),
    ],
)
def test_what_is_easily_guessed(said: str, weak: bool) -> None:
    assert (porter.weakness(said) is not None) is weak
