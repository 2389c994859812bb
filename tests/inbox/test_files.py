"""Files that people send: what each peer tells of them, and how their bytes are had."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from plugins.inbox import files, uploads
from plugins.inbox.heard import Heard, SharedFile, listen
from plugins.kernel.refusal import Refusal
from tests.inbox.test_photos import Shelf, shelf
from tests.wire import QQ, WeChat

__all__ = ["shelf"]
DATA = b"PK\x03\x04 a sheet"


def sent(wire: QQ | WeChat, data: dict[str, Any], *, group: str | None = None) -> Heard:
    """A message with one file segment, as the peer writes it."""
    frame = wire.frame([], wire.user("王阿姨"), group) | {"message": [{"type": "file", "data": data}]}
    heard = listen(wire.bot, wire.event(frame))
    assert heard is not None
    return heard


@pytest.fixture(autouse=True)
async def reader(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[None]:
    """A reader that gives the bytes as they are."""
    before = list(files._readers)
    files.use_file_reader(lambda heard, file: True, lambda turn: _yes(), lambda file, content: content, _run, name="测试")
    yield
    files._readers[:] = before


async def _yes() -> bool:
    return True


async def _run(turn: object) -> str:
    return ""


NAPCAT = {"file": "1.xlsx", "file_id": "694E597F", "file_size": "3"}
LLBOT = {"file": "1.xlsx", "url": "", "file_id": "694E597F", "path": "", "file_size": "3"}
LAGRANGE = {"file_name": "1.xlsx", "file_hash": "ab", "file_id": "694E597F", "url": "http://files.example/1"}


@pytest.mark.parametrize("data", [NAPCAT, LLBOT, LAGRANGE])
@pytest.mark.parametrize("group", ["70001", None])
def test_what_qq_peers_tell(qq: QQ, data: dict[str, Any], group: str | None) -> None:
    heard = sent(qq, data, group=group)
    assert heard.text == ""
    assert heard.files == (SharedFile("1.xlsx", "694E597F", 3 if "file_size" in data else None, data.get("url") or None),)


def test_what_wechat_tells(wechat: WeChat) -> None:
    assert sent(wechat, {"file_id": "f1"}).files == (SharedFile("", "f1"),)


def notice(qq: QQ, **told: Any) -> Heard | None:
    head = {"time": 1788004958, "self_id": int(qq.bot.self_id), "post_type": "notice", "user_id": 10004}
    return uploads.listen(qq.bot, qq.event(head | told))


def test_what_notices_tell(qq: QQ) -> None:
    told = {"id": "/75D2", "name": "1.xlsx", "size": 3, "busid": 104, "url": "http://files.example/1"}
    heard = notice(qq, notice_type="group_upload", group_id=70001, file=told)
    assert heard is not None
    assert (heard.in_group, heard.spoken_to, heard.user) == (True, False, "10004")
    assert heard.files == (SharedFile("1.xlsx", "/75D2", 3, "http://files.example/1", 104, by_notice=True),)
    heard = notice(qq, notice_type="offline_file", file={"name": "1.xlsx", "size": 3, "url": "http://files.example/1"})
    assert heard is not None
    assert (heard.in_group, heard.spoken_to) == (False, True)
    assert notice(qq, notice_type="group_upload", group_id=70001, file=told, user_id=int(qq.bot.self_id)) is None
    assert notice(qq, notice_type="friend_add") is None


async def test_the_address_in_the_message(qq: QQ, shelf: Shelf) -> None:
    heard = sent(qq, LAGRANGE | {"url": shelf.put("/a.xlsx", DATA)})
    assert await files.open_first(heard) == DATA
    assert qq.calls == []


@pytest.mark.parametrize(("group", "action"), [("70001", "get_group_file_url"), (None, "get_private_file_url")])
async def test_the_address_that_the_peer_tells(
    qq: QQ, shelf: Shelf, group: str | None, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = qq.serve
    address = shelf.put("/a.xlsx", DATA)

    def serve(asked: str, params: dict[str, Any]) -> dict[str, Any]:
        return {"status": "ok", "retcode": 0, "data": {"url": address}} if asked == action else served(asked, params)

    monkeypatch.setattr(qq, "serve", serve)
    assert await files.open_first(sent(qq, LAGRANGE | {"url": "http://localhost:1/dead"}, group=group)) == DATA


async def test_a_peer_that_hands_out_the_bytes(wire: QQ | WeChat) -> None:
    wire.shelf["f1"] = ("1.xlsx", DATA)
    data = {"file": "1.xlsx", "file_id": "f1", "file_size": "9"} if isinstance(wire, QQ) else {"file_id": "f1"}
    assert await files.open_first(sent(wire, data)) == DATA


async def test_a_large_file_is_not_asked_for(qq: QQ) -> None:
    with pytest.raises(Refusal, match="太大"):
        await files.open_first(sent(qq, NAPCAT | {"file_size": str(files.MOST_BYTES + 1)}))
    assert qq.calls == []


async def test_a_large_file_that_says_it_is_small(wire: QQ | WeChat, shelf: Shelf) -> None:
    wire.shelf["f1"] = ("1.xlsx", bytes(files.MOST_BYTES + 3))
    data = {"file": "1.xlsx", "file_id": "f1", "file_size": "9"} if isinstance(wire, QQ) else {"file_id": "f1"}
    with pytest.raises(Refusal, match="太大"):
        await files.open_first(sent(wire, data))
    if isinstance(wire, QQ):
        with pytest.raises(Refusal, match="太大"):
            await files.open_first(sent(wire, LAGRANGE | {"url": shelf.put("/b", bytes(files.MOST_BYTES + 3))}))


async def test_one_that_cannot_be_had(wire: QQ | WeChat) -> None:
    with pytest.raises(Refusal, match="没有取到"):
        await files.open_first(sent(wire, {"file": "1.xlsx", "file_id": "gone"}))
