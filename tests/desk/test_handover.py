"""交账人, and the books they get on the 1st of every month."""

import csv
import io

import pytest
from sqlalchemy import func, select

from plugins.desk import books, handover
from plugins.desk.models import BooksReader, Handover
from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write
from plugins.outbox.models import OutgoingMessage
from plugins.people.models import Deed, Member
from plugins.points.models import Book
from tests.conftest import set_clock
from tests.wire import QQ, Frame, Segment, WeChat, forget_everything

Wire = QQ | WeChat
BOTH: list[Segment] = [("text", "交账人 "), ("at", "王阿姨"), ("text", " "), ("at", "赵叔")]
NINE, HEAD = "2026-12-01 09:00:30", "恋湖社区2026年11月的账"


@pytest.fixture
async def booked(wire: Wire) -> Wire:
    """Two have points in November; 小李's were taken back; one reason looks like a formula and holds a number."""
    await wire.say("管理员", "开通 恋湖社区")
    await wire.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    for who, line in (("赵叔", "5 清雪"), ("小李", "3 =HYPERLINK(13800138000)")):
        await wire.say("社工小周", [("text", "加分 "), ("at", who), ("text", f" {line}")])
    await wire.say("社工小周", "冲正 2 记错人")
    await wire.say("王阿姨", "不上榜")
    await wire.settle()
    return wire


async def at(wire: Wire, wall: str) -> None:
    set_clock(wall)
    await ticks.run_all()
    await wire.settle()


def got(wire: Wire, who: str) -> list[str]:
    return [each for each in wire.said_to(who) if "的账：" in each]


def files(wire: Wire, who: str) -> list[tuple[str, bytes]]:
    return [(name, data) for chat, name, data in wire.files if chat == f"person:{wire.id_of(wire.user(who))}"]


async def test_two_are_named_told_and_shown(booked: Wire) -> None:
    assert "还没有交账人" in (await booked.say("社工小周", "交账人"))[0]
    (said,) = await booked.say("社工小周", BOTH)
    assert all(fact in said for fact in ("王阿姨", "赵叔", "每月 1 日 9 点", "撤销"))
    await booked.settle()
    for who in ("王阿姨", "赵叔"):
        assert len([each for each in booked.said_to(who) if "请您当恋湖社区的交账人" in each]) == 1
    assert "交账人：" in (await booked.say("社工小周", "交账人", group=None))[0]
    assert "没有改动" in (await booked.say("社工小周", BOTH))[0]


async def test_on_the_first_they_get_the_books_once_across_restarts(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    await at(booked, "2026-12-01 08:59")
    assert got(booked, "王阿姨") == []
    for wall in (NINE, "2026-12-01 09:01", "2026-12-01 18:00"):
        await at(booked, wall)
        forget_everything()
    await at(booked, "2026-12-15 12:00")
    for who in ("王阿姨", "赵叔"):
        [said] = got(booked, who)
        assert said.startswith(f"{HEAD}：2 人，3 笔，其中冲正 1 笔。\n时长 0 小时，积分 5 分。")
        [(name, data)] = files(booked, who)
        assert name == f"{HEAD}.csv"
        assert data.startswith(b"\xef\xbb\xbf")
    assert got(booked, "社工小周") == got(booked, "小李") == []
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == books.COLUMNS
    assert [(row[3], row[6], row[7], row[9], row[11]) for row in rows[1:]] == [
        ("赵*", "积分", "5", "清雪", ""),
        ("小*", "积分", "3", "'=HYPERLINK(138****8000)", ""),
        ("小*", "积分", "-3", rows[3][9], "2"),
    ]
    assert not any(each in data.decode("utf-8") for each in ("赵叔", "小李", "13800138000", "10002"))
    async with read() as session:
        [made] = await session.scalars(select(Handover))
        assert (made.readers, made.lines, made.points, made.minutes) == (2, 3, 5, 0)
        assert len((await session.scalars(select(Deed).where(Deed.kind == handover.HAND))).all()) == 1
        letters = (await session.scalars(select(OutgoingMessage).where(OutgoingMessage.key.startswith("books:1:")))).all()
        assert [(each.text, each.sealed) for each in letters] == [("", None)] * 2


async def test_the_next_month_has_only_its_own_and_an_empty_one_says_so(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    await at(booked, NINE)
    await at(booked, "2027-01-01 09:00:30")
    assert got(booked, "赵叔")[-1].startswith("恋湖社区2026年12月的账：这个月没有入账")
    assert len(got(booked, "赵叔")) == 2


async def test_a_first_that_was_slept_through_is_made_up_for(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    await at(booked, "2026-12-03 20:00")
    assert len(got(booked, "赵叔")) == 1
    await at(booked, "2026-12-04 20:00")
    assert len(got(booked, "赵叔")) == 1


async def test_who_is_named_after_the_first_waits_for_the_next_one(booked: Wire) -> None:
    await at(booked, "2026-12-02 12:00")
    await booked.say("社工小周", BOTH)
    await at(booked, "2026-12-02 12:01")
    assert got(booked, "赵叔") == []
    await at(booked, "2027-01-01 09:00:30")
    assert len(got(booked, "赵叔")) == 1


async def test_where_no_file_is_taken_the_text_holds_everybody_s_sum(booked: Wire) -> None:
    booked.refuse = lambda action, params: "no files" if action.startswith("upload") else None
    await booked.say("社工小周", BOTH)
    await at(booked, NINE)
    assert booked.files == []
    [said] = got(booked, "赵叔")
    assert "赵*（" in said
    assert "0 小时，5 分" in said
    assert "赵叔" not in said


async def test_undo_and_nobody(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    assert "还是没有交账人" in (await booked.say("社工小周", "撤销"))[0]
    await booked.settle()
    assert not any("交账人" in each for each in booked.said_to("赵叔"))
    assert "没有改动" in (await booked.say("社工小周", "交账人 取消"))[0]
    await booked.say("社工小周", BOTH)
    assert "没有交账人了" in (await booked.say("社工小周", "交账人 取消"))[0]
    assert "王阿姨、赵叔" in (await booked.say("社工小周", "撤销"))[0].replace("赵叔、王阿姨", "王阿姨、赵叔")
    await booked.say("社工小周", "交账人 取消")
    await at(booked, NINE)
    assert got(booked, "赵叔") == []
    async with read() as session:
        assert (await session.scalars(select(Handover))).all() == []


async def test_by_name_in_private_and_who_cannot_be(booked: Wire) -> None:
    assert "赵叔" in (await booked.say("社工小周", "交账人 赵叔", group=None))[0]
    await booked.say("王阿姨", "代 李奶奶 满18", group=None)
    for said, why in (
        ("交账人 没有这个人", "没有这个人"),
        ("交账人 赵叔 王阿姨 小李", "最多 2 位"),
        ("交账人 李奶奶", "没有自己的账号"),
    ):
        (answer,) = await booked.say("社工小周", said, group=None)
        assert why in answer
        assert "撤销" not in answer
    async with read() as session:
        query = select(Member.name).join(BooksReader, BooksReader.member_id == Member.id).where(BooksReader.ended_at.is_(None))
        assert (await session.scalars(query)).all() == ["赵叔"]


async def test_one_known_name_is_enough_to_be_answered_in_the_group(booked: Wire) -> None:
    assert "没有这个人" in (await booked.say("社工小周", "交账人 赵叔、没有这个人"))[0]


async def test_talk_of_it_is_talk_and_others_may_not(booked: Wire) -> None:
    for chatter in ("交账人是谁定的", "交账人 是谁啊", "交账了吗"):
        assert await booked.say("社工小周", chatter) == []
        assert await booked.say("王阿姨", chatter) == []
    for line in ("交账人", BOTH):
        assert "社工来发" in (await booked.say("王阿姨", line))[0]


async def test_a_community_sees_only_its_own_books(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("管理员", "开通 西关社区", group="70002")
    await qq.say("管理员", [("text", "加分 "), ("at", "赵叔"), ("text", " 5 清雪")])
    await qq.say("管理员", [("text", "交账人 "), ("at", "小李")], group="70002")
    await at(qq, NINE)
    assert [each.splitlines()[0] for each in got(qq, "小李")] == ["西关社区2026年11月的账：这个月没有入账。"]
    assert got(qq, "赵叔") == []


async def test_two_processes_hand_over_once(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    set_clock(NINE)
    for _ in range(2):
        async with write() as session:
            await handover.hand(session, 1, clock.now())
    await booked.settle()
    assert len(got(booked, "赵叔")) == 1


async def test_the_clock_of_the_demo_stops_there(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    async with read() as session:
        soonest = await ticks.TICKS["hand over the books"].next_due(session, clock.now())
        assert soonest is not None
        assert f"{clock.local(soonest):%F %H:%M}" == "2026-12-01 09:00"
        assert (await books.of_month(session, 1, clock.local().date().replace(day=1))).total(Book.POINTS) == 5


async def test_who_leaves_gets_them_no_more_and_staff_is_asked(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    await qq.say("社工小周", BOTH)
    assert any("恋湖社区，2026年11月22日起" in each for each in await qq.say("王阿姨", "我的数据", group=None))
    head = {"time": 0, "self_id": 80001, "post_type": "notice", "notice_type": "group_decrease", "sub_type": "leave"}
    await qq.put(Frame(head | {"group_id": 70001, "user_id": 10004, "operator_id": 10004}, "group:70001"))
    await qq.settle()
    assert len([each for each in qq.said_to("社工小周") if "王阿姨 退群了，不再收每月的账" in each]) == 1
    await at(qq, NINE)
    assert got(qq, "王阿姨") == []
    assert len(got(qq, "赵叔")) == 1


async def test_who_has_his_data_erased_is_no_reader_any_more(booked: Wire) -> None:
    await booked.say("社工小周", BOTH)
    await booked.say("王阿姨", "删除我的数据", group=None)
    await booked.say("王阿姨", "1", group=None)
    async with read() as session:
        there = await handover.readers(session, 1)
        assert await handover.called(session, [each.member_id for each in there]) == ["赵叔"]
        assert await session.scalar(select(func.count()).where(BooksReader.ended_at.is_(None))) == 1
