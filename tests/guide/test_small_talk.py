"""What no command answers, and who is not understood twice."""

import pytest

from tests.conftest import set_clock
from tests.guide.test_chat import furnished
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("你是真人吗", "不是真人"),
        ("小红帽你是机器人吧", "不是真人"),
        ("我要找人工", "转不了人工"),
        ("转人工", "转不了人工"),
        ("老陈电话多少", "电话我都不往外说"),
        ("王阿姨的联系方式", "电话我都不往外说"),
        ("积分能兑换什么礼品吗", "还不能换东西"),
        ("分能换啥", "还不能换东西"),
        ("小孩子能去吗", "小朋友能来"),
        ("帮我在群里喊一声", "「招人 活动号」"),
        ("人不够啊", "「招人 活动号」"),
        ("时间改到下午两点", "「改期 活动号 新时间」"),
        ("地点改成南门", "「改地点 活动号 新地点」"),
        ("你真笨", "对不住"),
        ("我要晚到十分钟", "晚点到"),
        ("我想退队", "「退出 队名」"),
        ("怎么加入环境保护队", "「加入 队名」"),
        ("我昨天干了两小时", "「随手助 做了什么」"),
        ("我想当志愿者", "注册"),
        ("我换电话了", "改档案"),
        ("删掉我的信息", "资料"),
        ("谢谢啊", "不客气"),
        ("好嘞，谢谢您呀", "不客气"),
    ],
)
async def test_what_no_command_answers(wire: Wire, said: str, answered: str) -> None:
    await furnished(wire)
    [answer] = await wire.say("王阿姨", said, group=None)
    assert answered in answer
    assert len(answer) <= 250


@pytest.mark.parametrize(
    "said", ["你是真人吗", "老陈电话多少", "积分能换什么", "小孩子能去吗", "人不够啊", "地点改成南门", "你真笨"]
)
async def test_in_a_group_it_is_talk(wire: Wire, said: str) -> None:
    await furnished(wire)
    assert await wire.say("王阿姨", said) == []


async def test_the_menu_is_not_said_twice(wire: Wire) -> None:
    await furnished(wire)
    set_clock("2026-11-25 09:00")
    [first] = await wire.say("王阿姨", "云像不像棉花", group=None)
    assert "可以发" in first
    [second] = await wire.say("王阿姨", "云像棉花呀", group=None)
    assert "还是没听懂" in second
    assert "可以发" not in second
    assert "社工小周" in second
    [another] = await wire.say("赵叔", "云像棉花呀", group=None)
    assert "可以发" in another
    set_clock("2026-11-25 09:30")
    [later] = await wire.say("王阿姨", "云像棉花呀", group=None)
    assert "可以发" in later
