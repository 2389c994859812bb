from tests.tickets.scene import Scene
from tests.conftest import set_clock
from plugins.kernel import ticks, clock
from datetime import datetime


async def test_play(qq_scene: Scene, capsys):
    s = qq_scene
    out = []

    async def letters():
        for e in await s.wire.settle():
            out.append(f"      -> [{e.chat}] {e.text}")

    async def say(who, what, **k):
        a = await s.wire.say(who, what, **({"group": None} | k))
        out.append(f"{who}{'(群)' if k.get('group') else ''}: {what}")
        out.extend(f"   = {x}" for x in a)
        await letters()

    async def go(wall):
        out.append(f"--- {wall}")
        await ticks.advance(clock.at_local(datetime.fromisoformat(wall)))
        await letters()

    set_clock("2026-11-24 10:00")
    await s.open()
    await letters()
    await say("队长老陈", "待办")
    await say("队长老陈", "1")
    await say("赵叔", "跟进 1")
    await say("队长老陈", "接单 1", group="70001")
    await say("队长老陈", "办结 1")
    await say("王阿姨", "催办 1")
    await say("王阿姨", "催办 1")
    await say("王阿姨", "跟进 1 又松了一块，电话13900139000")
    await say("队长老陈", "办结 1 已换新井盖")
    await say("王阿姨", "没有")
    await say("王阿姨", "还是响")
    await say("社工小周", "转交 1 副队长阿梅 请看看")
    await say("副队长阿梅", "接单1")
    await say("副队长阿梅", "撤销")
    await say("副队长阿梅", "接单 1")
    await say("副队长阿梅", "挂账 1 需资金 12月再看")
    await go("2026-12-02 12:00")
    await say("王阿姨", "进度 1")
    await say("副队长阿梅", "办结 1 换好了")
    await say("王阿姨", "1")
    await say("社工小周", "核实 1")
    await say("社工小周", "工单")
    await say("王阿姨", "积分")
    await say("副队长阿梅", "积分")
    await s.open("路灯不亮", category="路灯", place_id=s.place)
    await letters()
    await go("2026-12-10 12:00")
    await say("网格员小孙", "退回 2 不属本网格")
    await say("社工小周", "不属实 2 去看过 灯是好的")
    await say("王阿姨", "重开 2 晚上去看嘛")
    await say("赵叔", "进度 2", group="70001")
    await say("王阿姨", "撤回 2")
    await say("王阿姨", "我的工单")
    n = await s.open("老人要人陪诊", kind="private", by="刘大姐")
    await letters()
    await say("赵叔", "进度 3")
    await say("赵叔", "跟进 3")
    await say("队长老陈", "进度 3")
    await say("队长老陈", "接单 3", group="70001")
    await say("队长老陈", "进度 3")
    with capsys.disabled():
        print("\n".join(out))
