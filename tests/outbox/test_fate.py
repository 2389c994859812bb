"""Whoever posted a letter learns how it ended: once, truthfully, and without being able to hold up the delivery."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.outbox import fate
from plugins.outbox.models import OutgoingMessage
from plugins.outbox.service import Letter
from tests.outbox.letters import forward, group, person, put, states
from tests.wire import QQ, WeChat

Wire = QQ | WeChat
End = tuple[str, str, bool]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[End]:
    """How letters about 「parcel:…」 ended: key, state, whether the words arrived."""
    monkeypatch.setattr(fate, "_watchers", {})
    seen: list[End] = []

    @fate.watch("parcel")
    async def note(session: AsyncSession, row: OutgoingMessage) -> None:
        seen.append((row.key, row.state, fate.arrived(row)))

    return seen


async def test_sent_is_told_once(wire: Wire, ends: list[End]) -> None:
    await put(Letter("a", person(wire), "到了", about="parcel:1"))
    await put(Letter("b", person(wire), "别的事", about="activity:1"))
    await wire.settle()
    await wire.settle()
    assert ends == [("a", "sent", True)]


async def test_an_at_in_the_group_is_not_the_words(wire: Wire, ends: list[End]) -> None:
    closed = {"send_private_msg", "private"}
    wire.refuse = lambda action, params: "no" if {action, params.get("detail_type")} & closed else None
    await put(Letter("a", person(wire), "悄悄话", about="parcel:1", via_group=group(wire), discreet="请私聊我"))
    await wire.settle()
    assert [each.strip() for each in wire.said_in()] == ["请私聊我"]
    assert ends == [("a", "sent", False)]


async def test_what_nobody_takes_is_told_when_it_is_given_up(wire: Wire, ends: list[End]) -> None:
    wire.refuse = lambda action, params: "not friend"
    await put(Letter("a", person(wire), "悄悄话", about="parcel:1"))
    await wire.settle()
    assert ends == []
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert ends == [("a", "failed", False)]


async def test_what_came_too_late_and_what_nobody_knows(wire: Wire, ends: list[End]) -> None:
    wire.leave()
    await put(Letter("late", person(wire), "过期", about="parcel:1", expires_at=clock.now() + timedelta(minutes=5)))
    forward(10)
    await wire.settle()
    wire.come_back()
    wire.refuse = lambda action, params: "Timeout: sendMsg"
    await put(Letter("lost", person(wire), "没回音", about="parcel:2"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert ends == [("late", "expired", False), ("lost", "unknown", False)]


async def test_a_watcher_that_fails_unsends_nothing(
    wire: Wire, ends: list[End], log_errors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fate, "_watchers", {})

    @fate.watch("parcel")
    async def stumble(session: AsyncSession, row: OutgoingMessage) -> None:
        await put_nothing(session, row)

    await put(Letter("a", person(wire), "到了", about="parcel:1"))
    await wire.settle()
    await wire.settle()
    assert wire.said_to("王阿姨") == ["到了"]
    assert await states() == ["sent"]
    assert log_errors
    log_errors.clear()


async def put_nothing(session: AsyncSession, row: OutgoingMessage) -> None:
    session.add(OutgoingMessage(key=row.key))
    await session.flush()


def test_nobody_watches_twice(ends: list[End]) -> None:
    async def another(session: AsyncSession, row: OutgoingMessage) -> None:
        """Never called."""

    with pytest.raises(ValueError, match="twice"):
        fate.watch("parcel")(another)
