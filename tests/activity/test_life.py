"""The first whole life of an activity, sentence by sentence, on both protocols."""

from plugins.kernel import ticks
from tests.conftest import set_clock
from tests.wire import QQ, WeChat


async def opened(wire: QQ | WeChat) -> None:
    """恋湖社区 is open in the group, 队长老陈 leads 环境保护."""
    [said] = await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    assert "恋湖社区" in said
    [said] = await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    assert "队长" in said


PUBLISH = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 3人 至少2人 截止27日18点"


async def test_the_whole_life_of_an_activity(wire: QQ | WeChat) -> None:
    await opened(wire)
    [said] = await wire.say("队长老陈", PUBLISH)
    assert "周六" in said
    assert "9:00–11:00" in said
    number = said.split("【")[1].split("】")[0]
    await wire.settle()
    notice = next(each for each in wire.sent if "亲水平台" in each.text and "+1" in each.text)
    [said] = await wire.say("王阿姨", f"报名 {number}")
    assert "第 1 位" in said
    [said] = await wire.say("小李", "+1", quote=notice.message_id)
    assert "小李" in said
    assert "第 2 位" in said
    [said] = await wire.say("王阿姨", f"帮 王奶奶 报名 {number}")
    assert "王奶奶" in said
    assert "第 3 位" in said
    [said] = await wire.say("赵叔", f"报名 {number}")
    assert "候补第 1 位" in said
    [said] = await wire.say("小李", f"取消报名 {number}")
    assert "赵叔" in said
    await wire.settle()
    assert any("转正" in each.text for each in wire.sent)
    set_clock("2026-11-27 19:00")
    await ticks.run_all()
    await ticks.run_all()
    assert sum("明天的活动" in text and "清洁家园" in text for text in wire.said_in()) == 1
    set_clock("2026-11-28 11:05")
    await ticks.run_all()
    [said] = await wire.say("队长老陈", f"考勤 {number} 都到了，除了3")
    assert "到 2" in said
    assert "没到 1" in said
    assert "赵叔" not in said  # never in front of all
    [said] = await wire.say("队长老陈", f"名单 {number}", group=None)
    assert "赵叔 没到" in said
    [said] = await wire.say("王阿姨", "积分")
    assert "2" in said
