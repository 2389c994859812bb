"""What becomes of a letter: claimed, sent outside any transaction, marked; at quiet times, without a peer, after a crash."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, db
from plugins.kernel.address import Address
from plugins.outbox import delivery, gateway, pacing
from plugins.outbox.models import OutgoingMessage, Route, State
from plugins.outbox.service import Letter, post, send_again
from tests.conftest import set_clock
from tests.outbox.letters import forward, group, person, put, rows, states
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


async def test_a_letter_is_sent_once_and_marked(wire: Wire) -> None:
    await put(Letter("a", group(wire), "明天见"))
    assert await states() == ["queued"]
    await wire.settle()
    await wire.settle()
    assert wire.said_in() == ["明天见"]
    [row] = await rows()
    assert (row.state, row.attempts, row.error) == ("sent", 1, None)
    assert row.message_id == wire.sent[0].message_id


async def test_posting_under_the_same_key_is_harmless(wire: Wire) -> None:
    for text in ("第一次", "第二次"):
        await put(Letter("a", group(wire), text))
    await wire.settle()
    await put(Letter("a", group(wire), "第三次"))
    await wire.settle()
    assert wire.said_in() == ["第一次"]


async def test_a_deed_that_fails_leaves_no_letter(wire: Wire) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_after_posting(Letter("a", group(wire), "没办成的事"))
    await wire.settle()
    assert wire.said_in() == []
    assert await rows() == []


async def fail_after_posting(letter: Letter) -> None:
    async with db.write() as session:
        await post(session, letter)
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("posted", "sent"),
    [
        ("2026-11-22 21:29", "2026-11-22 21:29"),
        ("2026-11-22 21:30", "2026-11-23 07:00"),
        ("2026-11-22 23:59", "2026-11-23 07:00"),
        ("2026-11-23 00:00", "2026-11-23 07:00"),
        ("2026-11-23 06:59", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "2026-11-23 07:00"),
    ],
)
async def test_quiet_hours(qq: QQ, posted: str, sent: str) -> None:
    set_clock(posted)
    await put(Letter("a", group(qq), "不急的"))
    await put(Letter("b", group(qq), "要紧的", disturb=True))
    await qq.settle()
    assert ("不急的" in qq.said_in()) == (posted == sent)
    assert "要紧的" in qq.said_in()
    set_clock(sent)
    await qq.settle()
    assert qq.said_in().count("不急的") == 1


async def test_what_could_not_leave_before_the_evening_waits_for_the_morning(qq: QQ) -> None:
    set_clock("2026-11-22 21:00")
    await put(Letter("a", group(qq), "不急的"))
    qq.leave()
    set_clock("2026-11-22 22:00")
    qq.come_back()
    await qq.settle()
    assert qq.said_in() == []
    set_clock("2026-11-23 07:00")
    await qq.settle()
    assert qq.said_in() == ["不急的"]


async def test_what_is_of_no_more_use_is_not_sent(wire: Wire) -> None:
    await put(Letter("a", group(wire), "过期的", due_at=clock.now(), expires_at=clock.now() + timedelta(minutes=5)))
    wire.leave()
    await delivery.deliver()
    forward(6)
    wire.come_back()
    await wire.settle()
    assert wire.said_in() == []
    assert await states() == ["expired"]


async def test_what_is_due_later_waits(wire: Wire) -> None:
    await put(Letter("a", group(wire), "晚点的", due_at=clock.now() + timedelta(minutes=30)))
    await wire.settle()
    assert wire.said_in() == []
    forward(31)
    await wire.settle()
    assert wire.said_in() == ["晚点的"]


async def test_without_a_peer_nothing_is_attempted(wire: Wire) -> None:
    wire.leave()
    await put(Letter("a", group(wire), "等着的"))
    for _ in range(5):
        await delivery.deliver()
        forward(10)
    [row] = await rows()
    assert (row.state, row.attempts, row.claimed_at) == ("queued", 0, None)
    wire.come_back()
    await wire.settle()
    assert wire.said_in() == ["等着的"]


async def test_another_account_does_not_send_it(wire: Wire) -> None:
    home = group(wire)
    await put(Letter("a", Address(home.platform, "99999", "group", home.ident), "别的号的"))
    await wire.settle()
    assert await states() == ["queued"]
    assert not wire.sent


async def test_a_group_that_refuses_is_tried_three_times(wire: Wire) -> None:
    wire.refuse = lambda action, params: "you are muted"
    await put(Letter("a", group(wire), "进不去的"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    [row] = await rows()
    assert (row.state, row.attempts) == ("failed", 3)
    assert "muted" in (row.error or "")


async def test_a_failed_one_can_be_sent_again(wire: Wire) -> None:
    wire.refuse = lambda action, params: "muted"
    await put(Letter("a", group(wire), "再试试"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    wire.refuse = lambda action, params: None
    async with db.write() as session:
        await send_again(session, (await rows())[0].id)
    await wire.settle()
    assert wire.said_in() == ["再试试"]
    assert await states() == ["sent"]


async def test_an_ambiguous_failure_is_tried_once_more_and_then_unknown(wire: Wire) -> None:
    wire.refuse = lambda action, params: "Timeout: sendMsg"
    await put(Letter("a", group(wire), "不知道到没到"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert await states() == ["unknown"]
    sends = [action for action, _ in wire.calls if action.startswith("send")]
    assert len(sends) == 2


@pytest.mark.parametrize("attempts", [1, 2])
async def test_a_crash_between_claim_and_mark(wire: Wire, attempts: int) -> None:
    """The process died after it had claimed the row: it may have gone out. Once more, then nobody can tell."""
    await put(Letter("a", group(wire), "断在路上的"))
    async with db.write() as session:
        left = {"state": State.SENDING, "claimed_at": clock.now(), "attempts": attempts}
        await session.execute(update(OutgoingMessage).values(**left))
    await wire.settle()
    assert await states() == ["sending"], "somebody may still be at it"
    forward(3)
    await wire.settle()
    await wire.settle()
    assert await states() == (["sent"] if attempts == 1 else ["unknown"])
    assert wire.said_in() == (["断在路上的"] if attempts == 1 else [])


async def test_a_private_letter_finds_its_way_on_qq(qq: QQ) -> None:
    """Straight, then through the group's temporary chat, then as a discreet @ in the group."""
    qq.refuse = lambda action, params: "not friend" if action == "send_private_msg" else None
    await put(Letter("a", person(qq), "您的电话 13800138000", via_group=group(qq), discreet="请私聊我，有您的消息"))
    await qq.settle()
    tries = [(action, params.get("group_id")) for action, params in qq.calls if action.startswith("send")]
    assert tries == [("send_private_msg", None), ("send_private_msg", 70001), ("send_group_msg", 70001)]
    [said] = qq.sent
    assert (said.chat, said.mentions) == ("group:70001", ["10004"])
    assert "请私聊我" in said.text
    assert "138" not in said.text
    [row] = await rows()
    assert (row.state, row.route) == ("sent", Route.GROUP)


async def test_a_private_letter_finds_its_way_on_wechat(wechat: WeChat) -> None:
    """A v12 peer has no temporary chats."""
    wechat.refuse = lambda action, params: "no such friend" if params.get("detail_type") == "private" else None
    await put(Letter("a", person(wechat), "悄悄话", via_group=group(wechat), discreet="请私聊我"))
    await wechat.settle()
    tries = [params["detail_type"] for action, params in wechat.calls if action == "send_message"]
    assert tries == ["private", "group"]
    assert wechat.sent[0].mentions == ["wx10004"]


async def test_the_temporary_chat_is_enough_where_it_works(qq: QQ) -> None:
    qq.refuse = lambda action, params: "not friend" if action == "send_private_msg" and "group_id" not in params else None
    await put(Letter("a", person(qq), "悄悄话", via_group=group(qq), discreet="请私聊我"))
    await qq.settle()
    assert qq.said_to("王阿姨") == ["悄悄话"]
    assert qq.said_in() == []


async def test_a_private_letter_without_a_group_fails(wire: Wire) -> None:
    wire.refuse = lambda action, params: "not friend"
    await put(Letter("a", person(wire), "悄悄话"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert await states() == ["failed"]
    assert not wire.sent


async def test_masked_in_groups_only(wire: Wire) -> None:
    await put(Letter("a", group(wire), "找 13800138000"))
    await put(Letter("b", person(wire), "找 13800138000"))
    await wire.settle()
    assert wire.said_in() == ["找 138****8000"]
    assert wire.said_to("王阿姨") == ["找 13800138000"]


async def test_pacing(qq: QQ, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three at once to one group, then one per interval; another group is not held up by it."""
    pacing.set_interval(1.5)
    monkeypatch.setattr(delivery, "pace", pacing.Pace())
    now = [1000.0]
    monkeypatch.setattr(pacing.time, "monotonic", lambda: now[0])
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(delivery, "pause", nap)
    for index in range(5):
        await put(Letter(f"a{index}", group(qq), f"甲{index}"))
    await put(Letter("b", group(qq, "70002"), "乙"))
    await qq.settle()
    chats = [said.chat for said in qq.sent]
    assert chats[:4] == ["group:70001"] * 3 + ["group:70002"], "the other group comes before the fourth"
    assert [said.text for said in qq.sent if said.chat == "group:70001"] == [f"甲{index}" for index in range(5)]
    assert naps
    assert sum(naps) >= 1.5 * 2


async def test_long_texts_arrive_in_parts(wire: Wire) -> None:
    text = "\n".join(f"{index}. {'名' * 30}" for index in range(100))
    await put(Letter("a", group(wire), text))
    await wire.settle()
    assert len(wire.sent) > 1
    assert "\n".join(wire.said_in()) == text


class Mailmen:
    """Two processes: each has its own database object and its own lock; which one a task works for is told by its name."""

    def __init__(self, first: db.Database, second: db.Database) -> None:
        self.first, self.second = first, second

    def mine(self) -> db.Database:
        task = asyncio.current_task()
        return self.second if task and task.get_name() == "second" else self.first

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncSession]:
        async with self.mine().read() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncSession]:
        async with self.mine().write() as session:
            yield session


@pytest.mark.parametrize("processes", [1, 2])
async def test_two_who_deliver_at_once_never_send_twice(
    wire: Wire, house: db.Database, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    for index in range(30):
        await put(Letter(f"a{index}", group(wire), f"第{index}封"))
    other = db.Database(house.url.render_as_string(hide_password=False))
    if processes == 2:
        mailmen = Mailmen(house, other)
        monkeypatch.setattr(delivery, "read", mailmen.read)
        monkeypatch.setattr(delivery, "write", mailmen.write)
        monkeypatch.setattr(delivery, "_draining", asyncio.Semaphore(2))

    async def drain() -> None:
        await delivery.deliver()

    tasks = [asyncio.create_task(drain(), name=name) for name in ("first", "second")]
    await asyncio.gather(*tasks)
    await other.close()
    assert sorted(wire.said_in()) == sorted(f"第{index}封" for index in range(30))
    assert set(await states()) == {"sent"}


async def test_the_account_that_leaves_in_the_middle_costs_no_attempt(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    await put(Letter("a", group(wire), "走到一半"))
    known = gateway.accounts()
    wire.leave()
    monkeypatch.setattr(gateway, "accounts", lambda: known if gone[0] == 0 else set())
    gone = [0]
    mark = delivery._mark

    async def noticed(row: OutgoingMessage, **values: object) -> None:
        gone[0] += 1
        await mark(row, **values)

    monkeypatch.setattr(delivery, "_mark", noticed)
    await delivery.deliver()
    [row] = await rows()
    assert (row.state, row.attempts) == ("queued", 0)
