"""Danger: numbers first, everybody on duty at once, night or not; one danger is one ticket; no points, no cool-down."""

import pytest
from sqlalchemy import select, update

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.outbox.models import OutgoingMessage
from plugins.people.models import Account
from plugins.tickets.models import Ticket
from tests.conftest import set_clock
from tests.hazard.conftest import Wire, appoint, until


async def tickets() -> list[Ticket]:
    async with read() as session:
        return list(await session.scalars(select(Ticket).order_by(Ticket.id)))


@pytest.fixture
async def manned(street: Wire) -> Wire:
    """团长 and 楼长 of 3栋 besides 社工 and 网格员."""
    await appoint(street, "刘大姐", "团长")
    await appoint(street, "小雨", "3栋 楼长")
    await street.settle()
    street.sent.clear()
    return street


async def test_the_first_line_is_whom_to_call_and_everybody_on_duty_is_told_at_night(manned: Wire) -> None:
    set_clock("2026-11-23 02:00")
    [said] = await manned.say("王阿姨", "随手报 3栋2单元302着火了")
    first = said.splitlines()[0]
    assert "119" in first
    assert "120" in first
    assert "随1" in said
    assert "4 个人" in said
    assert "302" not in said
    await manned.settle()
    for who in ("社工小周", "赵叔", "刘大姐", "小雨"):
        [letter] = manned.said_to(who)
        assert "紧急" in letter
        assert "302" in letter
        assert "接单 1" in letter
        assert "分" not in letter
    assert not manned.said_to("队长老陈")
    assert "积分" not in said


@pytest.mark.parametrize(
    ("said", "number"),
    [("3栋煤气味好大", "119"), ("3栋门口电线掉下来了", "95598"), ("亲水平台有人落水", "120"), ("3栋门口有人晕倒了", "120")],
)
async def test_each_kind_has_its_numbers(street: Wire, said: str, number: str) -> None:
    [answer] = await street.say("王阿姨", f"随手报 {said}", group=None)
    assert number in answer.splitlines()[0]
    assert (await tickets())[0].urgent


async def test_the_gas_company_s_number_is_a_setting(street: Wire) -> None:
    await street.say("社工小周", "设置 燃气抢修电话 96777", group=None)
    [answer] = await street.say("王阿姨", "报 3栋煤气味好大", group=None)
    assert "96777" in answer.splitlines()[0]


async def test_it_needs_no_command_in_private(street: Wire) -> None:
    await street.say("王阿姨", "队伍")
    [said] = await street.say("王阿姨", "3栋楼道着火了", group=None)
    assert "119" in said.splitlines()[0]
    assert "随1" in said
    assert await street.say("王阿姨", "5栋楼道着火了") == []


async def test_a_missing_place_is_asked_after_all_know(street: Wire) -> None:
    [said] = await street.say("王阿姨", "报 家里煤气味好大", group=None)
    assert said.splitlines()[-1].startswith("在哪里")
    assert len(await tickets()) == 1
    await street.settle()
    assert street.said_to("社工小周")
    [said] = await street.say("王阿姨", "8栋1单元302", group=None)
    assert "8栋" in said
    await street.settle()
    assert "8栋1单元302" in street.said_to("社工小周")[-1]
    assert "8栋1单元302" in street.said_to("赵叔")[-1]
    assert (await tickets())[0].place == "8栋"


async def test_five_who_see_the_same_fire_make_one_ticket(street: Wire) -> None:
    await street.say("王阿姨", "报 7栋着火了", group=None)
    for who in ("小李", "刘大姐", "小雨"):
        [said] = await street.say(who, "随手报 7号楼在冒浓烟")
        assert "119" in said.splitlines()[0]
        assert "随1" in said
        assert "已经有人报了" in said
    assert len(await tickets()) == 1
    [said] = await street.say("队长老陈", "随手报 9栋着火了")
    assert "随2" in said


@pytest.mark.parametrize("said", ["3栋燃气安全海报掉了", "3栋去年着火那间的门坏了", "3栋楼道堆纸箱怕着火"])
async def test_what_is_only_spoken_of_alarms_nobody(manned: Wire, said: str) -> None:
    [answer] = await manned.say("王阿姨", f"随手报 {said}")
    assert "119" not in answer
    assert not (await tickets())[0].urgent
    await manned.settle()
    assert not manned.said_to("刘大姐")


async def test_before_anybody_is_appointed_the_one_who_opened_the_community_is_called(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    [said] = await wire.say("王阿姨", "随手报 3栋着火了")
    assert "119" in said.splitlines()[0]
    assert "已告诉值班的 1 个人" in said
    await wire.settle()
    assert "3栋着火了" in wire.said_to("管理员")[-1]


async def test_nobody_on_duty_is_told_truthfully(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    async with write() as session:
        await session.execute(update(Account).values(left_at=clock.now()))
    [said] = await wire.say("王阿姨", "随手报 3栋着火了")
    assert "119" in said.splitlines()[0]
    assert "一定打电话" in said


async def test_it_goes_up_every_quarter_of_an_hour_until_somebody_takes_it(manned: Wire) -> None:
    set_clock("2026-11-23 02:00")
    await manned.say("王阿姨", "报 3栋着火了", group=None)
    await manned.settle()
    manned.sent.clear()
    await until(manned, "2026-11-23 02:16")
    assert any("随1" in each for each in manned.said_to("社工小周"))
    [said] = await manned.say("小雨", "接单 1", group=None)
    assert "接下了" in said
    await manned.settle()
    manned.sent.clear()
    await until(manned, "2026-11-23 02:50")
    assert not manned.said_to("社工小周")


async def test_no_points_for_danger(street: Wire) -> None:
    await street.say("王阿姨", "报 3栋着火了", group=None)
    await street.say("赵叔", "接单 1", group=None)
    await street.say("赵叔", "办结 1 灭了", group=None)
    await street.say("王阿姨", "好了 1", group=None)
    await street.say("社工小周", "核实 1", group=None)
    [said] = await street.say("王阿姨", "明细", group=None)
    assert "随1" not in said


async def test_every_alarm_is_posted_once(street: Wire) -> None:
    await street.say("王阿姨", "报 3栋着火了", group=None)
    assert await street.again() == []
    async with read() as session:
        keys = list(await session.scalars(select(OutgoingMessage.key).where(OutgoingMessage.key.contains("alarm"))))
    assert len(keys) == len(set(keys)) == 2


async def test_all_who_were_called_hear_when_somebody_is_there(manned: Wire) -> None:
    await manned.say("王阿姨", "报 3栋着火了", group=None)
    await manned.settle()
    manned.sent.clear()
    [said] = await manned.say("赵叔", "接单 1", group=None)
    assert "接下了" in said
    await manned.settle()
    for who in ("社工小周", "刘大姐", "小雨"):
        assert len([each for each in manned.said_to(who) if "随1" in each]) == 1, who


async def test_an_alarm_by_mistake_is_called_off(manned: Wire) -> None:
    await manned.say("王阿姨", "报 3栋着火了", group=None)
    await manned.settle()
    manned.sent.clear()
    await manned.say("王阿姨", "撤销", group=None)
    await manned.settle()
    for who in ("社工小周", "赵叔", "刘大姐", "小雨"):
        assert len([each for each in manned.said_to(who) if "随1" in each]) == 1, who


async def test_who_wants_to_die_is_never_put_to_another_and_not_named_so(street: Wire) -> None:
    [said] = await street.say("小雨", "随手报 有人要跳楼 6栋")
    assert "轻生" not in said
    assert "110" in said.splitlines()[0]
    [said] = await street.say("小李", "随手报 有人想自杀 6栋", group=None)
    assert "随2" in said
    assert [each.category for each in await tickets()] == ["紧急", "紧急"]
