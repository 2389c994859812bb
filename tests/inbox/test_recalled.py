"""A message that is taken back: the room that watches it is told once, whoever and whatever else passes by costs a look."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import recalled
from plugins.inbox.heard import Heard, listen
from plugins.inbox.models import WatchedMessage
from plugins.inbox.recalled import Recalled
from plugins.kernel import clock
from plugins.kernel.db import read, write
from tests.database import contents
from tests.wire import Frame, Peer, forget_everything

Told = list[tuple[Recalled, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the room ``test`` was told."""
    heard_of: Told = []

    async def note(session: AsyncSession, gone: Recalled, about: str) -> None:
        assert session.in_transaction()
        heard_of.append((gone, about))

    monkeypatch.setattr(recalled, "_handlers", dict(recalled._handlers))
    recalled.use_recall("test", note)
    return heard_of


async def a_message(wire: Peer, who: str, *, group: str | None = "70001") -> tuple[Frame, Heard]:
    """Chatter that a room watches for a reason of its own."""
    await wire.say(who, "今天真冷啊", group=group)
    assert wire.last
    heard = listen(wire.bot, wire.event(wire.last.data))
    assert heard
    async with write() as session:
        await recalled.watch(session, heard, "test", "thing:7")
    return wire.last, heard


@pytest.mark.parametrize("group", ["70001", None])
async def test_the_room_is_told_once(wire: Peer, told: Told, group: str | None) -> None:
    frame, heard = await a_message(wire, "王阿姨", group=group)
    await wire.recall(frame)
    await wire.recall(frame)
    [(gone, about)] = told
    assert about == "thing:7"
    assert gone == Recalled(heard.platform, heard.account, heard.user, heard.chat, heard.message_id, heard.user)
    assert gone.by_sender


async def test_also_after_a_restart(wire: Peer, told: Told) -> None:
    frame, _ = await a_message(wire, "王阿姨")
    forget_everything()
    async with read() as session:
        await recalled.remember_all(session)
    await wire.recall(frame)
    assert [about for _, about in told] == ["thing:7"]


async def test_who_keeps_order_is_told_apart_from_the_sender(wire: Peer, told: Told) -> None:
    frame, _ = await a_message(wire, "王阿姨")
    await wire.recall(frame, by="管理员")
    assert [gone.by_sender for gone, _ in told] == [False]


async def test_a_peer_that_does_not_say_who_did_it_means_the_sender(wechat: Peer, told: Told) -> None:
    frame, _ = await a_message(wechat, "王阿姨")
    notice = wechat.recall_frame(frame.data, None) | {"operator_id": "", "sub_type": "delete"}
    await wechat.bot.handle_event(wechat.event(notice))
    assert [gone.by_sender for gone, _ in told] == [True]


async def test_other_recalls_touch_nothing(wire: Peer, told: Told) -> None:
    await a_message(wire, "王阿姨")
    before = await contents()
    await wire.say("小李", "我也觉得")
    await wire.recall()
    assert await contents() == before
    assert told == []


async def test_a_deed_that_fails_leaves_no_watch(wire: Peer, told: Told) -> None:
    await wire.say("王阿姨", "今天真冷啊")
    assert wire.last
    heard = listen(wire.bot, wire.event(wire.last.data))
    assert heard
    with suppress(LookupError):
        async with write() as session:
            await recalled.watch(session, heard, "test", "thing:7")
            raise LookupError
    await wire.recall()
    assert told == []


async def test_a_handler_that_fails_changes_nothing_and_may_be_told_again(
    wire: Peer, told: Told, log_errors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    frame, _ = await a_message(wire, "王阿姨")

    async def fail(session: AsyncSession, gone: Recalled, about: str) -> None:
        raise RuntimeError("in the middle")

    well = recalled._handlers["test"]
    recalled.use_recall("test", fail)
    await wire.recall(frame)
    assert len(log_errors) == 1
    log_errors.clear()
    recalled.use_recall("test", well)
    await wire.recall(frame)
    assert len(told) == 1


async def test_watches_are_forgotten_after_three_days(wire: Peer, told: Told) -> None:
    frame, _ = await a_message(wire, "王阿姨")
    clock.set_to(clock.now() + timedelta(days=3, minutes=1))
    await recalled.forget_old()
    assert (await contents())[WatchedMessage.__tablename__] == []
    await wire.recall(frame)
    assert told == []
