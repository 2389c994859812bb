"""Private letters: sealed while they wait, gone once they are said; in their order whatever fails; taken back where possible."""

from pathlib import Path

import pytest
from sqlalchemy import Text, select, type_coerce

from plugins.kernel import config, db
from plugins.kernel.db import read, write
from plugins.outbox import service
from plugins.outbox.models import OutgoingMessage
from plugins.outbox.service import Letter
from tests.outbox.letters import forward, person, put, rows, states
from tests.wire import QQ, WeChat

Wire = QQ | WeChat
WORDS = "住8栋1单元302，电话13800138000"
PIXEL = b"\x89PNG\r\n\x1a\n"


async def stored(column: object) -> list[str | None]:
    """What really stands in the table."""
    async with read() as session:
        return list(await session.scalars(select(type_coerce(column, Text)).order_by(OutgoingMessage.id)))


async def test_sealed_while_it_waits_and_gone_once_it_is_said(wire: Wire) -> None:
    wire.leave()
    await put(Letter("a", person(wire), WORDS, private=True))
    [row] = await rows()
    assert (row.text, row.sealed) == ("", WORDS)
    [token] = await stored(OutgoingMessage.sealed)
    assert token
    assert WORDS not in token
    wire.come_back()
    await wire.settle()
    assert wire.said_to("王阿姨") == [WORDS]
    [row] = await rows()
    assert (row.state, row.text, row.sealed) == ("sent", "", None)


async def test_what_nobody_could_send_in_time_is_gone_too(qq: QQ) -> None:
    qq.leave()
    await put(Letter("a", person(qq), WORDS, private=True))
    forward(13 * 60)
    qq.come_back()
    await qq.settle()
    assert await states() == ["expired"]
    assert await stored(OutgoingMessage.sealed) == [None]


async def test_a_thread_keeps_its_order_whatever_fails(wire: Wire) -> None:
    failed: list[str] = []

    def first_fails(action: str, params: dict[str, object]) -> str | None:
        if "一" in str(params.get("message")) and not failed:
            failed.append(action)
            return "timeout"
        return None

    wire.refuse = first_fails
    for key, text in (("1", "第一"), ("2", "第二"), ("3", "第三")):
        await put(Letter(key, person(wire), text, thread="need:1"))
    await put(Letter("x", person(wire), "别的事"))
    await wire.settle()
    assert wire.said_to("王阿姨") == ["别的事"]
    forward(5)
    await wire.settle()
    assert wire.said_to("王阿姨") == ["别的事", "第一", "第二", "第三"]


async def test_what_can_never_be_said_does_not_hold_up_the_rest(qq: QQ) -> None:
    qq.refuse = lambda action, params: "blocked" if "第一" in str(params.get("message")) else None
    for key, text in (("1", "第一"), ("2", "第二")):
        await put(Letter(key, person(qq), text, thread="need:1"))
    for _ in range(4):
        await qq.settle()
        forward(20)
    assert qq.said_to("王阿姨") == ["第二"]
    assert await states() == ["failed", "sent"]


async def test_two_threads_do_not_wait_for_each_other(qq: QQ) -> None:
    qq.refuse = lambda action, params: "blocked" if "第一" in str(params.get("message")) else None
    await put(Letter("1", person(qq), "第一", thread="need:1"))
    await put(Letter("2", person(qq, "小李"), "第二", thread="need:2"))
    await qq.settle()
    assert qq.said_to("小李") == ["第二"]


async def test_taken_back_by_the_platform_without_a_word(wire: Wire) -> None:
    await put(Letter("a", person(wire), "说错了", thread="t"))
    await wire.settle()
    wire.takes_back = True
    await put(Letter("b", person(wire), "对方撤回了一句话", thread="t", recalls="a"))
    await wire.settle()
    action, params = wire.calls[-1]
    assert action == ("delete_msg" if wire.platform == "qq" else "delete_message")
    assert str(params["message_id"]) == wire.sent[0].message_id
    assert wire.said_to("王阿姨") == ["说错了"]
    assert await states() == ["sent", "sent"]


async def test_where_the_platform_cannot_the_other_is_told(wire: Wire) -> None:
    await put(Letter("a", person(wire), "说错了", thread="t"))
    await wire.settle()
    await put(Letter("b", person(wire), "对方撤回了一句话", thread="t", recalls="a"))
    await wire.settle()
    assert wire.said_to("王阿姨") == ["说错了", "对方撤回了一句话"]


async def test_what_has_not_left_is_kept_from_leaving(qq: QQ) -> None:
    qq.leave()
    await put(Letter("a", person(qq), "说错了", private=True))
    async with write() as session:
        assert await service.call_back(session, "a")
        assert not await service.call_back(session, "a")
    qq.come_back()
    await qq.settle()
    assert qq.said_to("王阿姨") == []
    assert await stored(OutgoingMessage.sealed) == [None]


async def test_photos_go_along(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "DATA", tmp_path)
    (tmp_path / "photos").mkdir()
    for name in ("a.png", "b.png"):
        (tmp_path / "photos" / name).write_bytes(PIXEL)
    await put(Letter("a", person(wire), "看这里", pictures=["a.png", "gone.png", "b.png"]))
    await wire.settle()
    [said] = wire.sent
    assert (said.text, said.images) == ("看这里", 2)


async def test_what_is_deleted_is_overwritten(qq: QQ) -> None:
    if not db.current().is_sqlite:
        return
    async with db.current().reader.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA secure_delete")).scalar() == 1
    await put(Letter("a", person(qq), "写过的"))
    journal = Path(f"{db.current().url.database}-wal")
    assert journal.stat().st_size
    await db.current().forget_journal()
    assert journal.stat().st_size == 0
