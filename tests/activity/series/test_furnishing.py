"""What every occurrence of a series begins with: its shifts, who may come, its slots."""

import pytest

from plugins.kernel import ticks
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import forget_everything

SHIFTS = "每周六 8:00-12:00 义集 中心广场 分组 早班 8-10点 2人, 午班 10-12点 2人"


async def test_a_series_has_shifts_in_every_occurrence(scene: Scene) -> None:
    [said] = await scene.wire.say("社工小周", SHIFTS)
    assert "早班 8:00–10:00 2 人、午班 10:00–12:00 2 人" in said
    [said] = await scene.wire.say("王阿姨", "报名 28号义集 早班")
    assert "早班" in said
    assert "第 1 位" in said
    set_clock("2026-12-20 12:00")
    forget_everything()
    await ticks.run_all()
    [said] = await scene.wire.say("赵叔", "报名 1月16日义集 午班")
    assert "午班" in said


async def test_conditions_are_said_in_the_line_or_later(scene: Scene) -> None:
    [said] = await scene.wire.say("社工小周", "每周六 9:00-11:00 读书会 活动室 限党员")
    assert "限党员" in said
    [said] = await scene.wire.say("王阿姨", "报名 28号读书会")
    assert "限党员" in said
    [said] = await scene.wire.say("社工小周", "条件 系列 1 不限")
    assert "不限" in said
    [said] = await scene.wire.say("王阿姨", "报名 28号读书会")
    assert "第 1 位" in said
    [said] = await scene.wire.say("社工小周", "条件 系列 1 满18岁 需保险", group=None)
    assert "满 18 岁、要有保险" in said
    assert "王阿姨" in said  # on a list, stays, the leader hears it
    [said] = await scene.wire.say("社工小周", "撤销", group=None)
    assert "照旧：不限" in said
    [said] = await scene.wire.say("小李", "报名 28号读书会")
    assert "第 2 位" in said


async def test_a_resident_may_look_but_not_change(scene: Scene) -> None:
    await scene.wire.say("社工小周", SHIFTS)
    [said] = await scene.wire.say("王阿姨", "条件 系列 1")
    assert "不限" in said
    for line in ("条件 系列 1 限党员", "分组 系列 1 早班 8-10点 1人"):
        [said] = await scene.wire.say("王阿姨", line)
        assert "队长或社工" in said


async def test_dividing_one_asks_whether_it_is_to_be_so_every_time(scene: Scene) -> None:
    await scene.wire.say("社工小周", "每周六 8:00-12:00 义集 中心广场")
    await scene.wire.say("王阿姨", "报名 12月5日义集")
    [said] = await scene.wire.say("小李", "报名 28号义集")
    await scene.wire.say("小李", "取消报名")
    [said] = await scene.wire.say("社工小周", "分组 2 早班 8-10点 2人, 午班 10-12点 2人")
    assert "回 1" in said
    [said] = await scene.wire.say("社工小周", "1")
    assert "以后每次都分：早班 8:00–10:00 2 人、午班 10:00–12:00 2 人" in said
    assert "12月5日 已有人报名" in said
    [said] = await scene.wire.say("小李", "报名 12月12日义集 午班")
    assert "午班" in said
    [said] = await scene.wire.say("社工小周", "撤销")
    assert "不分组" in said
    assert "12月12日 已有人选了组" in said


@pytest.mark.parametrize(
    "line", ["分组 系列 1 早班 6-8点 2人, 午班 10-12点 2人", "分组 系列 1 早班 8-10点 2人, 早班 10-12点 2人"]
)
async def test_what_cannot_be_is_refused_and_changes_nothing(scene: Scene, line: str) -> None:
    await scene.wire.say("社工小周", SHIFTS)
    before = await scene.wire.say("社工小周", "系列 1")
    [said] = await scene.wire.say("社工小周", line)
    assert "再" in said
    assert await scene.wire.say("社工小周", "系列 1") == before


async def test_coming_every_time_to_a_shift(scene: Scene) -> None:
    await scene.wire.say("社工小周", SHIFTS)
    [said] = await scene.wire.say("王阿姨", "整期都来 系列 1")
    assert "1. 早班" in said
    [said] = await scene.wire.say("王阿姨", "2")
    assert "已报上 5 次" in said
    [said] = await scene.wire.say("社工小周", "名单 28号义集")
    assert "午班" in said
    assert "王阿姨" in said.split("午班")[1]
    [said] = await scene.wire.say("王阿姨", "退整期 系列 1")
    assert "退了 5 次" in said
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "还是整期都来" in said
    [said] = await scene.wire.say("社工小周", "名单 28号义集")
    assert "王阿姨" in said.split("午班")[-1]


async def test_other_hours_take_the_shifts_along(scene: Scene) -> None:
    await scene.wire.say("社工小周", SHIFTS)
    [said] = await scene.wire.say("社工小周", "改系列 1 9:00-13:00")
    assert "早班 9:00–11:00" in said
    [said] = await scene.wire.say("社工小周", "活动 12月5日义集")
    assert "午班 11:00–13:00" in said
    [said] = await scene.wire.say("社工小周", "撤销")
    [said] = await scene.wire.say("社工小周", "系列 1")
    assert "早班 8:00–10:00" in said


async def test_who_comes_every_time_hears_when_he_may_not(scene: Scene) -> None:
    await scene.wire.say("社工小周", "每周六 9:00-11:00 读书会 活动室")
    await scene.wire.say("王阿姨", "整期都来 系列 1")
    await scene.wire.say("社工小周", "条件 系列 1 限党员")
    scene.wire.sent.clear()
    set_clock("2026-12-05 12:00")
    await ticks.run_all()
    await scene.wire.settle()
    told = [each.text for each in scene.wire.sent if "没给您报上" in each.text]
    assert len(told) == 1
    assert "限党员" in told[0]


async def test_slots_are_those_of_the_series(scene: Scene) -> None:
    await scene.wire.say("社工小周", "每周六 9:00-11:00 理发 活动室 12人")
    await scene.wire.say("社工小周", "报名 28号理发")
    [said] = await scene.wire.say("社工小周", "开放预约 1 20分钟 2个位子")
    assert "以后每次" in said
    [said] = await scene.wire.say("王阿姨", "预约 理发 12月5日")
    assert "12月5日" in said
