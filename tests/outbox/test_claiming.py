"""Claims of several processes: each row once, renewed while it is sent, taken over from who died, and never marked by who lost it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from plugins.kernel import db, lease
from plugins.outbox import claiming, delivery
from plugins.outbox.models import OutgoingMessage
from plugins.outbox.service import Letter
from tests.outbox.letters import forward, group, person, put, rows, states
from tests.wire import QQ


async def claim(qq: QQ, *numbers: int) -> OutgoingMessage | None:
    async with db.write() as session:
        return await claiming.take(session, numbers, {f"qq:{qq.bot.self_id}"})


def another_process() -> None:
    """From now on it is another that speaks."""
    lease.forget_all()


async def test_a_claim_is_one_process_s_and_the_oldest_comes_first(qq: QQ) -> None:
    for name in ("a", "b"):
        await put(Letter(name, group(qq), name))
    first, second = [row.id for row in await rows()]
    mine = await claim(qq, second, first)
    assert mine is not None
    assert (mine.id, mine.claimed_by, mine.attempts) == (first, lease.holder(), 1)
    another_process()
    other = await claim(qq, first, second)
    assert other is not None
    assert other.id == second
    assert other.claimed_by != mine.claimed_by
    assert await claim(qq, first, second) is None


async def test_only_the_process_that_holds_the_account_claims(qq: QQ) -> None:
    await put(Letter("a", group(qq), "a"))
    async with db.write() as session:
        assert await claiming.take(session, [1, 2, 3], {"qq:99999"}) is None
        assert await claiming.take(session, [1, 2, 3], set()) is None


async def test_a_later_letter_of_a_thread_is_not_claimed_beside_the_earlier(qq: QQ) -> None:
    for name in ("a", "b"):
        await put(Letter(name, person(qq), name, thread="talk:1"))
    first, second = [row.id for row in await rows()]
    assert await claim(qq, first) is not None
    another_process()
    assert await claim(qq, second) is None


async def test_what_another_process_has_in_hand_is_passed_over(qq: QQ, house: db.Database) -> None:
    """On PostgreSQL by ``SKIP LOCKED``; on SQLite the second waits until the first has written, and finds it claimed."""
    for name in ("a", "b"):
        await put(Letter(name, group(qq), name))
    first, second = [row.id for row in await rows()]
    other = db.Database(house.url.render_as_string(hide_password=False))
    async with db.write() as session:
        mine = await claiming.take(session, [first, second], {"qq:80001"})
        late = asyncio.create_task(_claim_with(other, [first, second]))
        if not house.is_sqlite:
            assert (await late) == second, "it does not wait for the one who holds the first"
    assert mine is not None
    assert mine.id == first
    assert (await late) == second
    await other.close()


async def _claim_with(database: db.Database, numbers: list[int]) -> int | None:
    async with database.write() as session:
        row = await claiming.take(session, numbers, {"qq:80001"})
        return row.id if row else None


async def test_what_is_being_sent_for_long_is_not_taken_over(qq: QQ, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LEASE", timedelta(seconds=0.2))
    await put(Letter("a", group(qq), "一封长信"))
    seen: list[str] = []

    async def long(row: OutgoingMessage) -> Any:
        forward(1.9)
        await asyncio.sleep(0.15)  # three renewals
        forward(1.9)
        async with db.write() as session:
            await claiming.tidy(session)
        seen.extend(await states())
        return await letter(row)

    letter = delivery._letter
    monkeypatch.setattr(delivery, "_letter", long)
    await qq.settle()
    assert seen == ["sending"]
    assert await states() == ["sent"]
    assert qq.said_in() == ["一封长信"]


async def test_a_killed_process_s_claim_goes_to_who_holds_the_account(qq: QQ) -> None:
    await put(Letter("a", group(qq), "断在路上的"))
    [row] = await rows()
    assert await claim(qq, row.id) is not None
    another_process()
    await qq.settle()
    assert await states() == ["sending"], "somebody may still be at it"
    forward(3)
    await qq.settle()
    [row] = await rows()
    assert (row.state, row.attempts, row.claimed_by) == ("sent", 2, lease.holder())
    assert qq.said_in() == ["断在路上的"]


async def test_who_has_lost_his_claim_marks_no_failure(qq: QQ) -> None:
    await put(Letter("a", group(qq), "a"))
    [row] = await rows()
    frozen = await claim(qq, row.id)
    assert frozen is not None
    forward(3)
    another_process()
    await qq.settle()
    assert await states() == ["sent"]
    async with db.write() as session:
        await claiming.mark(session, frozen, state="queued", attempts=0)
        await claiming.renew(session, frozen)
    assert await states() == ["sent"]


async def test_what_was_said_is_not_said_again_though_the_claim_was_lost(qq: QQ) -> None:
    await put(Letter("a", group(qq), "a"))
    [row] = await rows()
    frozen = await claim(qq, row.id)
    assert frozen is not None
    forward(3)
    another_process()
    async with db.write() as session:
        await claiming.tidy(session)
        await claiming.said(session, frozen, "4711")
    await qq.settle()
    [row] = await rows()
    assert (row.state, row.message_id) == ("sent", "4711")
    assert qq.said_in() == []


async def test_a_letter_that_is_sent_while_the_database_is_away_is_noted_when_it_is_back(
    qq: QQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(Letter("a", group(qq), "只说一次"))
    tries = [0]

    async def away(*args: Any) -> None:
        tries[0] += 1
        if tries[0] < 4:
            raise ConnectionRefusedError
        await note(*args)

    async def nap(_: float) -> None:
        forward(1)

    note = delivery._note
    monkeypatch.setattr(delivery, "_note", away)
    monkeypatch.setattr(delivery, "pause", nap)
    await qq.settle()
    await qq.settle()
    assert (await states(), tries[0], qq.said_in()) == (["sent"], 4, ["只说一次"])
