"""``/health`` and ``/metrics``, as a watchman asks for them."""

from collections.abc import AsyncGenerator

import httpx
import nonebot
import pytest
from sqlalchemy.exc import OperationalError

from plugins.desk import door, health
from plugins.kernel import config, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import write
from plugins.outbox.service import Letter, post
from tests.conftest import set_clock
from tests.wire import QQ

TOKEN = "a-long-secret-word"


@pytest.fixture
async def window(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[httpx.AsyncClient]:
    monkeypatch.setattr(ticks, "_last_run", [])
    monkeypatch.setattr(ticks, "_failures", {})
    async with client("127.0.0.1") as asked:
        yield asked


def client(where: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=nonebot.get_app(), client=(where, 40000))
    return httpx.AsyncClient(transport=transport, base_url="http://bot")


async def test_it_is_ready_once_the_ticks_have_run(qq: QQ, window: httpx.AsyncClient) -> None:
    asked = await window.get("/health")
    assert (asked.status_code, asked.json()["alive"], asked.json()["ready"]) == (503, True, False)
    await ticks.run_all()
    asked = await window.get("/health")
    assert asked.status_code == 200
    told = asked.json()
    assert told["ready"] is True
    assert told["peers"] == {"qq": 1}
    assert told["failing_ticks"] == 0
    assert 0 <= told["ticks_seconds"] < 60
    assert told["database_ms"] >= 0
    assert (told["queued"], told["oldest_seconds"]) == (0, 0)
    set_clock("2026-11-22 12:06")
    assert (await window.get("/health")).status_code == 503, "the ticks have stopped"


async def test_a_queue_and_no_peer_are_told_but_no_reason_to_start_again(qq: QQ, window: httpx.AsyncClient) -> None:
    qq.leave()
    async with write() as session:
        await post(session, Letter(key="k", to=Address("qq", "80001", "person", "10004"), text="电话 13800138000"))
    set_clock("2026-11-22 12:03")
    await ticks.run_all()
    asked = await window.get("/health")
    assert asked.status_code == 200
    assert asked.json()["peers"] == {}
    assert asked.json()["queued"] == 1
    assert 170 < asked.json()["oldest_seconds"] < 200
    assert not any(each in asked.text for each in ("13800138000", "10004", "80001"))


async def test_a_database_that_does_not_answer(qq: QQ, window: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await ticks.run_all()

    def gone() -> None:
        raise OperationalError("SELECT 13800138000", None, Exception("gone"))

    monkeypatch.setattr(health, "read", gone)
    asked = await window.get("/health")
    assert asked.status_code == 503
    assert asked.json()["database_ms"] is None
    assert "138" not in asked.text
    assert (await window.get("/metrics")).status_code == 200


async def test_what_is_counted(qq: QQ, window: httpx.AsyncClient) -> None:
    def of(name: str) -> float:
        line = next((each for each in told.splitlines() if each.startswith(f"{name} ")), f"{name} 0")
        return float(line.split()[-1])

    names = (
        'xiaohongmao_messages_heard_total{platform="qq",where="group"}',
        'xiaohongmao_commands_total{command="开通",outcome="done"}',
        'xiaohongmao_commands_total{command="撤销",outcome="refused"}',
        'xiaohongmao_answers_total{outcome="said"}',
        'xiaohongmao_letters_total{outcome="sent"}',
        "xiaohongmao_handling_seconds_count",
    )
    told = (await window.get("/metrics")).text
    before = [of(each) for each in names]
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("王阿姨", "今天天气不错，13800138000")
    await qq.say("王阿姨", "撤销")
    async with write() as session:
        await post(session, Letter(key="k", to=Address("qq", "80001", "person", "10004"), text="您好"))
    await qq.settle()
    await ticks.run_all()
    told = (await window.get("/metrics")).text
    assert [of(each) - old for each, old in zip(names, before, strict=True)] == [3, 1, 1, 2, 1, 2]
    assert of('xiaohongmao_outbox_messages{state="sent"}') == 1
    assert of('xiaohongmao_peers{platform="qq"}') == 1
    assert of('xiaohongmao_ticks_total{outcome="done",tick="deliver"}') >= 1
    assert "process_resident_memory_bytes" in told
    assert not any(each in told for each in ("13800138000", "10004", "80001", "70001", "王阿姨", "恋湖"))


@pytest.mark.parametrize(
    ("token", "where", "shown", "may"),
    [
        (TOKEN, "127.0.0.1", "", True),
        (TOKEN, "::1", "", True),
        (TOKEN, "192.168.1.5", "", False),
        (TOKEN, "192.168.1.5", f"Bearer {TOKEN}", True),
        (TOKEN, "192.168.1.5", f"Bearer {TOKEN}x", False),
        (TOKEN, "192.168.1.5", "Bearer 密码", False),
        (TOKEN, "127.0.0.1", "Bearer wrong", False),
        (None, "192.168.1.5", "Bearer ", False),
        (None, "192.168.1.5", "Bearer None", False),
        (None, "", "", False),
    ],
)
def test_who_may_read_the_metrics(
    token: str | None, where: str, shown: str, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "load", lambda: config.Config(onebot_access_token=token))
    assert door.may_read(where, shown) is may


async def test_a_stranger_is_turned_away(qq: QQ) -> None:
    async with client("203.0.113.9") as stranger:
        asked = await stranger.get("/metrics")
        assert asked.status_code == 401
        assert asked.text == ""
        assert asked.headers["www-authenticate"] == "Bearer"
        assert (await stranger.get("/health")).json()["alive"] is True
