"""The whole way of a ticket, sentence by sentence, on both protocols: asked, taken, done, confirmed; not done; shelved; the books."""

from datetime import datetime

import pytest
from sqlalchemy import select

from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.points.models import Book, LedgerEntry
from tests.tickets.scene import SECRET, Scene
from tests.wire import GROUP


async def points_of(scene: Scene, who: str) -> int:
    async with read() as session:
        query = select(LedgerEntry.amount).where(LedgerEntry.member_id == scene.people[who], LedgerEntry.book == Book.POINTS)
        return sum((await session.scalars(query)).all())


async def test_taken_done_and_confirmed(scene: Scene) -> None:
    await scene.open()
    await scene.told("队长老陈")
    said = await scene.say("队长老陈", "接单 1")
    for fact in ("试1", "13800138000", "王阿姨", "办结 1", "撤销"):
        assert fact in said
    assert "队长老陈 接单了" in (await scene.told("王阿姨"))[0]
    said = await scene.say("队长老陈", "办结 1 已换新井盖")
    assert "问报的人" in said
    [question] = await scene.told("王阿姨")
    for fact in ("已换新井盖", "回 1 好了", "回 2 一半", "回 3 没有"):
        assert fact in question
    said = await scene.say("王阿姨", "1")
    assert "结案" in said
    assert "说好了" in (await scene.told("队长老陈"))[0]
    ticket = await scene.ticket()
    assert (ticket.state, ticket.verdict) == ("办结", "好了")
    assert (await points_of(scene, "队长老陈"), await points_of(scene, "王阿姨")) == (3, 0)
    assert await scene.steps() == ["开", "派单", "接单", "办结", "好了"]


async def test_said_in_the_group_not_a_word_of_it(scene: Scene) -> None:
    await scene.open()
    await scene.wire.settle()
    [said] = await scene.wire.say("队长老陈", "接单 1")
    assert "试1" in said
    assert "私聊" in said
    [details] = await scene.told("队长老陈")
    assert "13800138000" in details
    for line in ("进度 1", "催办 1"):
        [said] = await scene.wire.say("王阿姨", line)
        assert "试1" in said
    await scene.wire.say("队长老陈", "办结 1 找13900139000的师傅换了")
    await scene.wire.settle()
    for heard in scene.wire.said_in():
        assert not any(word in heard for word in ("井盖", "138", "139", "师傅"))


async def test_not_done_goes_one_level_up_and_the_missing_word_is_asked_for(scene: Scene) -> None:
    await scene.open()
    await scene.say("队长老陈", "接单 1")
    await scene.say("队长老陈", "办结 1 已换新井盖")
    await scene.wire.settle()
    said = await scene.say("王阿姨", "没有")
    for fact in ("重新办", "社工", "哪里没好", "撤销"):
        assert fact in said
    ticket = await scene.ticket()
    assert (ticket.state, ticket.level, ticket.office, ticket.handler_id, ticket.reopened) == ("已派", "社区", "社工", None, 1)
    assert "不用您办了" in (await scene.told("队长老陈"))[0]
    said = await scene.say("王阿姨", "盖子还是会响")
    assert "记上了" in said
    assert "盖子还是会响" in (await scene.told("社工小周"))[0]


async def test_half_goes_back_to_the_same_hands(scene: Scene) -> None:
    await scene.open()
    await scene.say("队长老陈", "接单 1")
    await scene.say("队长老陈", "办结 1 换了一块")
    await scene.wire.settle()
    await scene.say("王阿姨", "2")
    ticket = await scene.ticket()
    assert (ticket.state, ticket.handler_id, ticket.level) == ("处理中", scene.people["队长老陈"], "网格")
    assert "还差一半" in (await scene.told("队长老陈"))[0]


async def test_under_the_quoted_letter_no_number_is_needed(scene: Scene) -> None:
    await scene.open()
    await scene.wire.settle()

    def last(who: str) -> str:
        return [each for each in scene.wire.sent if each.chat == scene.chat(who)][-1].message_id

    assert "接下了" in await scene.say("队长老陈", "接单", quote=last("队长老陈"))
    assert "办完了" in await scene.say("队长老陈", "办结 已换新井盖", quote=last("队长老陈"))
    await scene.wire.settle()
    assert "结案" in await scene.say("王阿姨", "修好了", quote=last("王阿姨"))
    assert (await scene.ticket()).verdict == "好了"


async def test_shelved_and_back_on_its_day(scene: Scene) -> None:
    await scene.open()
    said = await scene.say("队长老陈", "挂账 1 需资金 12月再看")
    assert "12月1日" in said
    assert "需资金" in (await scene.told("王阿姨"))[0]
    assert (await scene.ticket()).state == "挂账"
    await scene.open("路灯")
    assert "没写日期" in await scene.say("队长老陈", "挂账 2 等配件")
    assert "接下了" in await scene.say("社工小周", "接单 2")
    await ticks.advance(clock.at_local(datetime(2026, 12, 1, 10)))
    assert "交给 水电维修 队长" in scene.wire.said_to("王阿姨")[-1]
    assert (await scene.ticket()).state == "已派"


async def test_duplicates_are_followed(scene: Scene) -> None:
    await scene.open("井盖响")
    await scene.open("井盖松", by="赵叔")
    said = await scene.say("队长老陈", "重复 2 1")
    assert "试1" in said
    assert "同一件事" in (await scene.told("赵叔"))[0]
    await scene.say("队长老陈", "接单 1")
    assert "接单了" in (await scene.told("赵叔"))[0]
    await scene.say("队长老陈", "撤销")
    await scene.say("队长老陈", "撤销")
    await scene.wire.settle()
    await scene.say("队长老陈", "接单 1")
    assert not [each for each in await scene.told("赵叔") if "试1" in each]
    await scene.say("队长老陈", "重复 2 1")
    for wrong in ("重复 1 1", "重复 1 2", "重复 1 9", "重复 1"):
        assert "撤销" not in await scene.say("队长老陈", wrong)
        assert (await scene.ticket()).state == "处理中"


async def test_the_reporter_s_points_wait_for_the_staff(scene: Scene) -> None:
    await scene.open()
    await scene.say("队长老陈", "办结 1 已换新井盖")
    said = await scene.say("社工小周", "核实 1")
    assert "核实过了" in said
    assert (await points_of(scene, "队长老陈"), await points_of(scene, "王阿姨")) == (3, 2)
    await scene.say("社工小周", "撤销")
    assert (await points_of(scene, "队长老陈"), await points_of(scene, "王阿姨")) == (0, 0)
    assert (await scene.ticket()).state == "待核实"
    assert "重开 1" in await scene.say("社工小周", "核实 1 没修好")


async def test_nobody_confirms_his_own_work(scene: Scene) -> None:
    await scene.open(by="社工小周")
    await scene.say("社工小周", "接单 1")
    await scene.say("社工小周", "办结 1 自己换了")
    for line in ("好了 1", "核实 1"):
        assert "别的社工" in await scene.say("社工小周", line)
    assert "核实过了" in await scene.say("社工小吴", "核实 1")
    assert await points_of(scene, "社工小周") == 5


async def test_to_another_and_back(scene: Scene) -> None:
    await scene.open(place_id=scene.place)
    task = ""
    for said, heard_by in (("转交 1 环境保护", None), ("转交 1 3栋网格员", "网格员小孙"), ("转交 1 赵叔 他会修", "赵叔")):
        answer = await scene.say("队长老陈" if heard_by != "赵叔" else "网格员小孙", said)
        if heard_by:
            assert "告诉对方" in answer
            task = (await scene.told(heard_by))[0]
            assert "接单 1" in task
        else:
            assert "没有人" in answer
    assert "他会修" in task
    assert "退回" in await scene.say("赵叔", "退回 1 我不会修")
    assert "我不会修" in (await scene.told("社工小周"))[0]
    ticket = await scene.ticket()
    assert (ticket.state, ticket.office, ticket.level) == ("退回", "社工", "社区")


async def test_a_private_matter_is_nobody_else_s(scene: Scene) -> None:
    await scene.open(kind="private")
    await scene.wire.settle()
    unknown = "没找到 1 号工单"
    for line in ("进度 1", "跟进 1", "催办 1", "接单 1", "撤回 1", "补充 1 好"):
        assert unknown in await scene.say("小李", line)
        assert set(await scene.wire.say("小李", line, group=GROUP)) <= {f"{unknown}，请看看号码对不对。"}
    said = await scene.say("队长老陈", "进度 1")
    assert "水电维修" in said
    assert not any(word in said for word in ("井盖", "王阿姨", "138"))
    assert "13800138000" in await scene.say("队长老陈", "接单 1")


async def test_of_another_community_no_number_is_known(scene: Scene) -> None:
    await scene.open()
    [said] = await scene.wire.say("20001", "进度 1", group="70009")
    assert "没找到 1 号" in said


async def test_the_words_are_sealed(scene: Scene) -> None:
    await scene.open()
    await scene.say("王阿姨", "补充 1 又松了一块")
    async with read() as session:
        connection = await session.connection()
        for table in ("ticket", "ticket_step"):
            rows = (await connection.exec_driver_sql(f"SELECT words FROM {table}")).all()
            assert not any(word in str(row) for row in rows for word in (SECRET, "又松了", "138"))


@pytest.mark.parametrize(
    "said",
    [
        "好了", "没有", "好了好了", "没有1个人来", "进度怎么样", "接单了吗", "重复一遍", "补充 一点", "工单在哪", "我接 3 个", "一半 3 个",
        "好了 5 分钟就到", "没有 2 号楼的", "重开 1 局", "关注 3 天了", "转交 1 份材料", "退回 1 箱", "好了 1 分钟就到", "没有 1", "办完 1 件",
        "跟进 1 下", "补充 1 点", "撤回 1 条消息",
    ],
)  # fmt: skip
async def test_talk_in_the_group_is_no_command(qq_scene: Scene, said: str) -> None:
    await qq_scene.open()
    assert await qq_scene.wire.say("赵叔", said) == []
    assert await qq_scene.wire.say("小雨", said) == []


@pytest.mark.parametrize(
    ("said", "state", "answers"),
    [
        ("修好了", "办结", "结案"),
        ("已经修好了，谢谢你们！", "办结", "结案"),
        ("灯亮了", "待核实", ""),
        ("还是没修好", "已派", "重新办"),
        ("根本没人来", "已派", "重新办"),
        ("只修了一半", "处理中", "接着办"),
        ("我报的井盖怎么样了", "待核实", "试1"),
        ("1号工单办得怎么样了", "待核实", "试1"),
        ("我昨天报的那个有消息吗", "待核实", "试1"),
        ("灯修好没", "待核实", "试1"),
        ("井盖换好了吗？", "待核实", "试1"),
    ],
)
async def test_in_plain_words(qq_scene: Scene, said: str, state: str, answers: str) -> None:
    await qq_scene.open()
    await qq_scene.say("队长老陈", "办结 1 换好了")
    assert answers in await qq_scene.say("王阿姨", said)
    assert (await qq_scene.ticket()).state == state
    assert answers not in await qq_scene.say("小李", said) or not answers


@pytest.mark.parametrize("said", ["灯修好没", "井盖换好了吗？"])
async def test_whoever_has_reported_nothing_is_told_how(qq_scene: Scene, said: str) -> None:
    await qq_scene.open()
    assert "随手报 地方 什么问题" in await qq_scene.say("小李", said)


@pytest.mark.parametrize("said", ["有几个随手报没办完", "还有多少工单没处理", "没办完的工单有哪些", "没处理的随手报"])
async def test_staff_asks_what_is_open(qq_scene: Scene, said: str) -> None:
    await qq_scene.open()
    assert await qq_scene.say("社工小周", said) == await qq_scene.say("社工小周", "工单")


async def test_please_hurry_in_plain_words(qq_scene: Scene) -> None:
    await qq_scene.open()
    assert "替您催了" in await qq_scene.say("王阿姨", "帮我催一下吧")
    await qq_scene.open()
    assert "1. 试2" in await qq_scene.say("王阿姨", "催催我那个")
    assert "试2" in await qq_scene.say("王阿姨", "1")


async def test_who_was_never_heard_may_follow_in_the_group_and_his_talk_stays_talk(scene: Scene) -> None:
    await scene.open()
    [said] = await scene.wire.say("10099", "跟进 1")
    assert "有进展就私聊告诉您" in said
    assert await scene.wire.say("10098", "跟进 1 下昨天的事") == []
