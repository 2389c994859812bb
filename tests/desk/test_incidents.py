"""What the 管理员 is told when something does not work: once, in private, by a peer that is there; and once when it is over."""

import re
import shutil
from collections import namedtuple
from collections.abc import Callable

import pytest
from nonebot import get_bots, get_driver
from sqlalchemy import select, update

from plugins.desk import incidents, signs
from plugins.desk.models import Incident
from plugins.desk.ticks import see_whether_all_is_well
from plugins.inbox import lines
from plugins.kernel import clock, lease, ticks
from plugins.kernel.address import Address
from plugins.kernel.db import read, write
from plugins.outbox import delivery, peers
from plugins.outbox.models import OutgoingMessage, PeerSeen
from plugins.outbox.service import Letter, post
from tests.conftest import set_clock
from tests.wire import QQ, WeChat, forget_everything

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # as shutil's own


@pytest.fixture(autouse=True)
def _plenty_of_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, 50)
    monkeypatch.setattr(ticks, "_failures", {})


def disk(monkeypatch: pytest.MonkeyPatch, percent: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 100 - percent, percent))


async def at(wall: str, *, settle: QQ | WeChat | None = None) -> None:
    set_clock(f"2026-11-22 {wall}")
    for bot in get_bots().values():
        await lines.ready(bot, None)
    await ticks.run_all()
    if settle:
        await settle.settle()


def told(peer: QQ | WeChat, sign: str) -> list[str]:
    return [each for each in peer.said_to("管理员") if sign in each]


@pytest.fixture
async def both(qq: QQ, wechat: WeChat) -> tuple[QQ, WeChat]:
    """One community in two worlds; the 管理员 has spoken in both."""
    await qq.say("管理员", "开通 恋湖社区")
    await wechat.say("管理员", "加入社区 恋湖社区")
    await wechat.say("管理员", "不上榜")
    await at("12:00", settle=qq)
    return qq, wechat


async def test_a_lost_peer_is_told_once_by_the_other_and_so_is_its_return(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    qq.leave()
    for wall in ("12:01", "12:03", "12:04"):
        await at(wall, settle=wechat)
        assert told(wechat, "断开") == []
    for wall in ("12:07", "12:08", "12:30"):
        await at(wall, settle=wechat)
    [said] = told(wechat, "断开")
    assert "QQ" in said
    assert "12:0" in said
    assert "80001" not in said
    forget_everything()
    for wall in ("12:31", "12:40"):
        await at(wall, settle=wechat)
    assert len(told(wechat, "断开")) == 1, "a restart tells nothing anew"
    assert told(wechat, "又连上") == []
    qq.come_back()
    for wall in ("12:41", "12:42"):
        await at(wall, settle=wechat)
    [said] = told(wechat, "QQ又连上")
    assert "断了 40 分钟" in said or "断了 41 分钟" in said
    async with read() as session:
        assert [each.ended_at is None for each in await session.scalars(select(Incident))] == [False]


async def test_a_short_absence_is_no_news(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    qq.leave()
    await at("12:04", settle=wechat)
    qq.come_back()
    for wall in ("12:05", "12:20"):
        await at(wall, settle=wechat)
    assert told(wechat, "QQ") == told(qq, "QQ") == []


async def test_nobody_is_told_through_a_peer_that_is_gone_but_afterwards_what_was_missed(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    await at("12:00", settle=qq)
    qq.leave()
    for wall in ("12:10", "13:00"):
        await at(wall)
    async with read() as session:
        assert [each.text for each in await session.scalars(select(OutgoingMessage)) if "QQ" in each.text] == []
    qq.come_back()
    for wall in ("13:01", "13:02", "13:20"):
        await at(wall, settle=qq)
    assert told(qq, "断开") == []
    [said] = told(qq, "又连上")
    assert "断了 1 小时" in said


async def test_a_start_gives_peers_their_time(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    qq.leave()
    forget_everything()
    await at("18:00", settle=wechat)  # the program was down for hours
    assert told(wechat, "断开") == []
    await at("18:04", settle=wechat)
    qq.come_back()
    await at("18:10", settle=wechat)
    [said] = told(wechat, "QQ")
    assert "没听到" in said, "the peer was not lost, but the groups were not heard while the program was down"


async def test_at_night_nobody_is_woken_and_what_is_over_by_then_is_told_in_one_line(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    await at("22:00", settle=wechat)
    qq.leave()
    await at("22:10", settle=wechat)
    assert told(wechat, "QQ") == []
    qq.come_back()
    await at("22:30", settle=wechat)
    set_clock("2026-11-23 07:00")
    await ticks.run_all()
    await wechat.settle()
    assert told(wechat, "断开") == []
    assert len(told(wechat, "又连上")) == 1


async def test_letters_that_do_not_leave(both: tuple[QQ, WeChat], monkeypatch: pytest.MonkeyPatch) -> None:
    qq, wechat = both
    async with write() as session:
        for number in range(3):
            to = Address("line", "somebody", "group", "1")
            await post(session, Letter(key=f"stuck:{number}", to=to, text="电话 13800138000"))
    for wall in ("12:09", "12:11:30", "12:20"):
        await at(wall, settle=qq)
    [said] = told(qq, "没发出去")
    assert "3 条" in said
    assert re.search("1[01] 分钟", said), "the machine's own seconds pass, too"
    assert "138" not in said
    forget_everything()
    async with write() as session:
        for each in await session.scalars(select(OutgoingMessage).where(OutgoingMessage.key.startswith("stuck"))):
            await session.delete(each)
    for wall in ("12:21", "12:22"):
        await at(wall, settle=qq)
    assert told(qq, "都发出去了") == ["排队的消息都发出去了。"]
    assert len(told(qq, "没发出去")) == 1
    assert len(told(wechat, "没发出去")) == 1


async def test_a_tick_that_fails(both: tuple[QQ, WeChat], monkeypatch: pytest.MonkeyPatch, log_errors: list[str]) -> None:
    qq, _ = both

    async def breaks() -> None:
        raise RuntimeError("broken")

    async def never(*_: object) -> None:
        return None

    broken = ticks.Tick("water the flowers", breaks, never, 10)
    monkeypatch.setitem(ticks.TICKS, broken.name, broken)
    await at("12:01", settle=qq)
    assert told(qq, "water") == [], "once may be chance"
    for wall in ("12:02", "12:03", "12:04"):
        await at(wall, settle=qq)
    assert len(told(qq, "连着出错")) == 1
    forget_everything()
    monkeypatch.setattr(ticks, "_failures", {})
    await at("12:05", settle=qq)  # after a restart it fails for the first time
    monkeypatch.setitem(ticks.TICKS, broken.name, ticks.Tick(broken.name, never, never, 10))
    for wall in ("12:06", "12:07"):
        await at(wall, settle=qq)
    assert len(told(qq, "连着出错")) == 1
    assert told(qq, "又正常") == ["定时的活儿“water the flowers”又正常了。"]
    assert len(log_errors) == 5
    log_errors.clear()


async def test_a_full_disk_is_told_once_while_it_wavers(both: tuple[QQ, WeChat], monkeypatch: pytest.MonkeyPatch) -> None:
    qq, _ = both
    for wall, percent in (("12:01", 10), ("12:02", 9), ("12:03", 8), ("12:04", 10), ("12:05", 9), ("12:06", 11)):
        disk(monkeypatch, percent)
        await at(wall, settle=qq)
    assert told(qq, "磁盘只剩") == ["！磁盘只剩 9% 了。\n请清出一些地方，不然会存不进新的报名。"]
    disk(monkeypatch, 30)
    for wall in ("12:07", "12:08"):
        await at(wall, settle=qq)
    assert told(qq, "磁盘又有") == ["磁盘又有地方了。"]


async def test_peers_are_noted_once_a_minute(both: tuple[QQ, WeChat]) -> None:
    async def noted() -> list[str]:
        async with read() as session:
            return [f"{clock.local(each.seen_at):%H:%M}" for each in await session.scalars(select(PeerSeen))]

    assert await noted() == ["12:00", "12:00"]
    set_clock("2026-11-22 12:00:40")
    await ticks.run_all()
    assert await noted() == ["12:00", "12:00"]
    await at("12:01:30")
    assert await noted() == ["12:01", "12:01"]


async def test_two_processes_tell_it_once(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    qq.leave()
    set_clock("2026-11-22 12:10")
    async with read() as session:
        found = await signs.all_of(session)
    for _ in range(2):
        async with write() as session:
            await incidents.follow(session, found)
    async with write() as session:
        assert await incidents._begin(session, found[0]) is None
    await delivery.deliver()
    assert len(told(wechat, "断开")) == 1


async def test_what_one_process_finds_in_itself_is_not_ended_by_another(
    both: tuple[QQ, WeChat], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its disk is full and its tick fails; the other's disk and ticks are well."""
    qq, _ = both

    def ill() -> None:
        disk(monkeypatch, 5)
        monkeypatch.setattr(ticks, "_failures", {"remind": 3})

    def well() -> None:
        disk(monkeypatch, 50)
        monkeypatch.setattr(ticks, "_failures", {})

    async def look(wall: str, mood: Callable[[], None], name: str) -> None:
        set_clock(f"2026-11-22 {wall}")
        mood()
        monkeypatch.setattr(lease, "_name", [name])
        await see_whether_all_is_well()
        await qq.settle()

    for minute in range(1, 6):
        await look(f"12:0{minute}", ill, "first")
        await look(f"12:0{minute}:20", well, "second")
    assert (len(told(qq, "磁盘只剩")), len(told(qq, "连着出错"))) == (1, 1)
    assert told(qq, "又有地方") == told(qq, "又正常") == []
    await look("12:06", well, "first")
    assert (len(told(qq, "又有地方")), len(told(qq, "又正常"))) == (1, 1)
    await look("12:10", ill, "first")
    await look("12:11", well, "second")
    assert len(told(qq, "又有地方")) == 1
    await look("12:13", well, "second")  # the first has been silent for more than two minutes: it was killed
    assert (len(told(qq, "又有地方")), len(told(qq, "又正常"))) == (2, 2)


async def test_an_account_at_another_process_is_neither_lost_nor_out_of_reach(both: tuple[QQ, WeChat]) -> None:
    """The process of the WeChat account alone: QQ is held by another, which notes it every minute."""
    qq, wechat = both
    qq.leave()
    for minute in range(1, 20):
        set_clock(f"2026-11-22 12:{minute:02d}")
        async with write() as session:
            await session.execute(
                update(PeerSeen).where(PeerSeen.account == "qq:80001").values(seen_at=clock.now(), seen_by="another")
            )
        await see_whether_all_is_well()
    await wechat.settle()
    assert told(wechat, "断开") == []
    async with write() as session:
        assert await peers.elsewhere(session) == {"qq:80001"}
        assert {each.platform for each in await incidents.admins(session)} == {"qq", wechat.platform}
        assert await incidents._tell(session, "alert:0:began", "出事了")
    async with read() as session:
        keys = await session.scalars(select(OutgoingMessage.account).where(OutgoingMessage.key.startswith("alert:0")))
        assert "qq:80001" in set(keys), "the other process says it"
    [answer] = await wechat.say("管理员", "状态")
    assert "别的程序连着：qq 80001" in answer
    lease.forget_all()
    await see_whether_all_is_well()
    [answer] = await wechat.say("管理员", "状态")
    assert "别的程序连着：wechat" not in answer, "its own of before the restart"


async def test_when_the_next_thing_may_be_wrong(both: tuple[QQ, WeChat]) -> None:
    """The clock of the demo walks there."""
    qq, wechat = both
    qq.leave()
    await ticks.advance(clock.at_local(clock.local().replace(tzinfo=None, hour=12, minute=30)))
    await wechat.settle()
    assert len(told(wechat, "断开")) == 1
    async with read() as session:
        [incident] = await session.scalars(select(Incident))
    assert incident.told_at is not None
    assert (incident.told_at - incident.began_at).total_seconds() < 302


async def test_an_admin_who_never_spoke_is_reached_by_his_number(qq: QQ, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_driver().config, "superusers", {"10001", "qq:10009", "wechat:wxid_x"})
    async with read() as session:
        assert [str(each) for each in await incidents.admins(session)] == [
            f"qq:80001:person:{each}" for each in ("10001", "10009")
        ]
