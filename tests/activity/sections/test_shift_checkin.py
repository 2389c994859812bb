"""签到 where there are shifts: by their own times; and the reminder before each."""

from plugins.kernel import ticks
from tests.activity.scene import Scene
from tests.activity.sections.conftest import sections
from tests.conftest import set_clock
from tests.wire import forget_everything


async def marked(scene: Scene) -> list[str]:
    """Who is marked as there, by shift, as the leader sees it."""
    [said] = await scene.wire.say("队长老陈", "名单 1", group=None)
    found, shift = [], ""
    for line in said.splitlines()[1:]:
        shift = line.split()[0] if "｜" in line else shift
        found += [f"{shift} {line.split('. ')[1].split()[0]}"] if "已签到" in line else []
    return found


async def test_everybody_signs_in_by_the_time_of_his_shift(fair: Scene) -> None:
    wire = fair.wire
    await wire.say("王阿姨", "报名 1 早班")
    await wire.say("赵叔", "报名 1 午班")
    set_clock("2026-12-05 07:50")
    [said] = await wire.say("王阿姨", "签到")
    assert "早班，第 1 个签到" in said
    [said] = await wire.say("赵叔", "签到")
    assert "午班 10:00–12:00，还不能签到" in said
    assert "9:00 开始签到" in said
    set_clock("2026-12-05 09:10")
    [said] = await wire.say("赵叔", "签到 1")
    assert "午班，第 1 个签到" in said
    assert await marked(fair) == ["早班 王阿姨", "午班 赵叔"]
    [said] = await wire.say("赵叔", "撤销")
    assert "撤销了" in said
    assert await marked(fair) == ["早班 王阿姨"]


async def test_who_takes_both_signs_in_for_each(fair: Scene) -> None:
    wire = fair.wire
    await wire.say("王阿姨", "报名 1 早班 午班")
    set_clock("2026-12-05 08:00")
    await wire.say("王阿姨", "签到 1")
    set_clock("2026-12-05 09:30")
    [said] = await wire.say("王阿姨", "签到 1")
    assert "已经签到过了：【1】广场日 早班" in said
    assert await marked(fair) == ["早班 王阿姨"]
    forget_everything()
    set_clock("2026-12-05 10:05")
    [said] = await wire.say("王阿姨", "签到 1")
    assert "签到了：【1】广场日 午班" in said
    await wire.say("王阿姨", "撤销")
    assert await marked(fair) == ["早班 王阿姨"]


async def test_the_shift_that_is_over_is_over(fair: Scene) -> None:
    await fair.wire.say("王阿姨", "报名 1 早班")
    set_clock("2026-12-05 10:31")
    [said] = await fair.wire.say("王阿姨", "签到 1")
    assert "早班 8:00–10:00 签到已经结束" in said
    assert await marked(fair) == []


async def test_the_roll_by_sign_in_is_that_of_each_shift(fair: Scene) -> None:
    wire = fair.wire
    await wire.say("王阿姨", "报名 1 早班 午班")
    set_clock("2026-12-05 08:00")
    await wire.say("王阿姨", "签到 1")
    set_clock("2026-12-05 12:10")
    [said] = await wire.say("队长老陈", "考勤 1 按签到")
    assert "到 1。" in said
    assert "最多 2 小时" in said
    assert (await sections(fair))["早班"] == ["王阿姨"]


async def test_each_is_reminded_before_his_first_shift_once(fair: Scene) -> None:
    wire = fair.wire
    await wire.say("王阿姨", "报名 1 早班")
    await wire.say("赵叔", "报名 1 午班")
    await wire.say("刘大姐", "报名 1 早班 午班")
    set_clock("2026-12-04 20:00")
    await ticks.run_all()
    await wire.settle()
    wire.sent.clear()
    set_clock("2026-12-05 06:35")
    await ticks.run_all()
    await wire.settle()
    [first] = [each for each in wire.sent if "今天的活动" in each.text]
    assert len(first.mentions) == 2
    wire.sent.clear()
    forget_everything()
    for wall in ("2026-12-05 08:35", "2026-12-05 08:55"):
        set_clock(wall)
        await ticks.run_all()
        await wire.settle()
    [second] = [each for each in wire.sent if "今天的活动" in each.text]
    assert "午班 10:00–12:00" in second.text
    assert len(second.mentions) == 1
