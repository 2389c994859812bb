"""The whole life of the patrol of the 28th, sentence by sentence, on both protocols."""

from tests.patrol.conftest import Wire, until
from tests.wire import forget_everything

RIDERS = ["王阿姨", "小李", "赵叔", "刘大姐", "小雨"]


async def ride(wire: Wire, wall: str) -> list[str]:
    """What the group hears when the clock jumps to ``wall``, ticks run twice and the program restarts in between."""
    before = len(wire.sent)
    await until(wire, wall)
    forget_everything()
    await until(wire, wall)
    return [each.text for each in wire.sent[before:] if each.chat.startswith("group")]


async def test_the_patrol_of_the_28th(lake: Wire) -> None:
    [said] = await lake.say("社工小周", "设置 巡湖最少人数 6")
    assert "6" in said
    [said] = await lake.say("王阿姨", "巡湖")
    assert "骑行 0 · 党员 0 · 团员 0 = 0/6 还差 6" in said
    assert "11月28日 周六 8:30–10:30" in said
    assert "湖边集合点" in said
    shown = lake.sent[-1]
    [said] = await lake.say("王阿姨", "报名 巡湖 骑行")
    assert "环湖骑行队" in said
    [said] = await lake.say("小李", "+1", quote=shown.message_id)
    assert "您是哪一队" in said
    [said] = await lake.say("小李", "2")
    assert "我是党员护湖队" in said
    [said] = await lake.say("赵叔", "报名 1 党员 带孙子")
    assert "第 3 位" in said
    [said] = await lake.say("刘大姐", "报名 骑行 2人")
    assert "环湖骑行队" in said
    [said] = await lake.say("王阿姨", "巡湖")
    assert "骑行 3 · 党员 2 · 团员 0 = 5/6 还差 1" in said

    assert await ride(lake, "2026-11-25 18:59") == []
    [notice] = await ride(lake, "2026-11-25 19:00")
    assert "巡湖" in notice
    assert "+1" in notice
    assert lake.sent[-1].images == 1
    announced = lake.sent[-1]

    [call] = await ride(lake, "2026-11-26 08:30")
    assert "还差 1 人" in call
    assert "骑行 3 · 党员 2 · 团员 0 = 5/6 还差 1" in call
    assert any("还差 1 人" in each for each in lake.said_to("队长老陈"))
    assert await ride(lake, "2026-11-27 08:30") == []  # the group is called once, the leaders twice
    assert sum("还差 1 人" in each for each in lake.said_to("队长老陈")) == 2

    [said] = await lake.say("小雨", "+1", quote=announced.message_id)
    assert "第 5 位" in said
    [eve] = await ride(lake, "2026-11-27 19:00")
    assert "骑行 3 · 党员 2 · 团员 0 · 未分队 1 = 6/6 够了" in eve
    [soon] = await ride(lake, "2026-11-28 07:00")
    assert "8:30" in soon

    await until(lake, "2026-11-28 08:40")
    [said] = await lake.say("小李", "巡湖记录 28日 东岸漂浮垃圾3袋")
    assert "东岸漂浮垃圾3袋" in said
    [said] = await lake.say("小李", "巡湖记录 一切正常", group=None)
    assert "11月28日" in said

    await until(lake, "2026-11-28 10:40")
    [said] = await lake.say("王阿姨", "考勤 1 都到了")
    assert "队长" in said
    assert "到 5" not in said
    [said] = await lake.say("队长老陈", "考勤 1 都到了，除了5")
    assert "到 4" in said
    [summary] = [each.text for each in await lake.settle() if each.chat.startswith("group")]
    assert "来了 5 人（骑行 3 · 党员 2 · 团员 0）" in summary
    assert "没到 6 人，差 1" in summary
    assert "8 小时" in summary
    assert "3 袋" in summary
    assert "东岸漂浮垃圾3袋（小李）" in summary
    await lake.say("队长老陈", "考勤 1 都到了，除了5")
    assert await lake.settle() == []
    await lake.say("队长老陈", "考勤 1 都到了")
    [corrected] = [each.text for each in await lake.settle() if each.chat.startswith("group")]
    assert "更正" in corrected
    assert "达到 6 人" in corrected
    await lake.say("队长老陈", "撤销")
    [back] = [each.text for each in await lake.settle() if each.chat.startswith("group")]
    assert "来了 5 人" in back
    [table] = await lake.say("小李", "巡湖年表")
    assert "11月 28日 5/6✗" in table
    assert "12月 8日 未到 · 28日 未到" in table
    assert "3 次，达到 6 人的 0 次" in table


async def test_what_the_next_patrol_knows_of_this_one(lake: Wire) -> None:
    """The team is asked once in a life; who usually comes but is silent is named to the leader, in private only."""
    await lake.say("王阿姨", "报名 1 党员")
    await lake.say("小李", "报名 1 骑行")
    [said] = await lake.say("王阿姨", "报名 2")
    assert "我是党员护湖队" in said
    await lake.say("小李", "报名 2")
    await until(lake, "2026-11-28 10:40")
    await lake.say("队长老陈", "考勤 1 都到了")
    await until(lake, "2026-12-08 10:40")
    await lake.say("队长老陈", "考勤 2 都到了")
    await lake.say("小李", "报名 12月28日巡湖 骑行")
    await lake.say("小李", "取消报名 巡湖")
    await until(lake, "2026-12-25 19:00")
    before = len(lake.sent)
    await until(lake, "2026-12-26 08:30")
    news = lake.sent[before:]
    [leader] = [each for each in news if each.chat.startswith("person")]
    [call] = [each for each in news if each.chat.startswith("group")]
    assert "常来还没回话的：王阿姨" in leader.text
    assert "小李" not in leader.text  # leaving the list is an answer
    assert "王阿姨" not in call.text


async def test_a_leader_without_private_chat_gets_no_names_in_the_group(lake: Wire) -> None:
    for number in (1, 2):
        await lake.say("王阿姨", f"报名 {number} 党员")
    await until(lake, "2026-11-28 10:40")
    await until(lake, "2026-12-08 10:40")
    private = ("send_private_msg", "private")
    lake.refuse = lambda action, params: "发不了" if action in private or params.get("detail_type") in private else None
    before = len(lake.sent)
    await until(lake, "2026-12-26 08:30")
    await until(lake, "2026-12-26 08:45")
    texts = [each.text for each in lake.sent[before:] if "怎么办由您定" in each.text]
    assert len(texts) == 1
    assert not any("王阿姨" in text for text in texts)
