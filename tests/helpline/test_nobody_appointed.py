"""Before any 社工 is appointed, and while all of them are away, the 管理员 is asked: no need ends with nobody."""

from tests.hazard.conftest import appoint, until
from tests.helpline.scene import NEED
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


async def opened(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    wire.sent.clear()


async def test_the_one_who_opened_the_community_is_asked_and_has_it_on_his_list(wire: Wire) -> None:
    await opened(wire)
    [said] = await wire.say("王阿姨", NEED, group=None)
    assert "现在问管理员，" in said
    [asked] = [each.text for each in await wire.settle()]
    assert "接单 1" in asked
    assert "13800138000" not in asked
    [listed] = await wire.say("管理员", "待办", group=None)
    assert "求1" in listed
    [taken] = await wire.say("管理员", "接单 1", group=None)
    assert "接下了" in taken
    await wire.settle()
    assert "13800138000" in wire.said_to("管理员")[-1]


async def test_a_team_s_leader_is_asked_first_and_the_admin_last(wire: Wire) -> None:
    await opened(wire)
    await appoint(wire, "刘大姐", "医疗卫生 队长")
    await wire.settle()
    wire.sent.clear()
    await wire.say("王阿姨", NEED, group=None)
    await until(wire, "2026-11-22 15:59")
    assert wire.said_to("刘大姐")
    assert not wire.said_to("管理员")
    await until(wire, "2026-11-22 16:01")
    assert "求1" in wire.said_to("管理员")[0]


async def test_once_somebody_is_appointed_it_is_his_and_no_longer_the_admin_s(wire: Wire) -> None:
    await opened(wire)
    await wire.say("王阿姨", NEED, group=None)
    await appoint(wire, "社工小周", "社工")
    [listed] = await wire.say("社工小周", "待办", group=None)
    assert "求1" in listed
    [listed] = await wire.say("管理员", "待办", group=None)
    assert "没有待办" in listed


async def test_while_the_only_one_is_on_leave_the_admin_stands_in(wire: Wire) -> None:
    await opened(wire)
    await appoint(wire, "社工小周", "社工")
    await wire.say("社工小周", "请假到 11月30日", group=None)
    await wire.settle()
    wire.sent.clear()
    [said] = await wire.say("王阿姨", NEED, group=None)
    assert "现在问管理员，" in said
    await wire.settle()
    assert "接单 1" in wire.said_to("管理员")[0]
