"""For which team somebody rides: said, known from before, or asked once; children and the waiting are not counted."""

import pytest

from plugins.inbox import questions
from plugins.kernel import db
from tests.patrol.conftest import Wire, until
from tests.wire import forget_everything


async def tally(wire: Wire) -> str:
    """The line of the tally."""
    [said] = await wire.say("管理员", "巡湖")
    return next(line for line in said.splitlines() if "=" in line)


@pytest.mark.parametrize(
    "words", ["报名 1 骑行", "报名 巡湖 骑行", "报名 骑行", "报名 28号巡湖 骑行队", "报名 1 我是环湖骑行队的"]
)
async def test_the_team_is_said(lake: Wire, words: str) -> None:
    [said] = await lake.say("王阿姨", words)
    assert "算在环湖骑行队" in said
    assert await tally(lake) == "骑行 1 · 党员 0 · 团员 0 = 1/20 还差 19"


@pytest.mark.parametrize("answer", ["2", "党员", "我是党员", "党员护湖队", "第2个"])
async def test_the_question_is_answered_by_number_or_by_name(lake: Wire, answer: str) -> None:
    [said] = await lake.say("王阿姨", "报名 1")
    assert "1 环湖骑行队 2 我是党员护湖队 3 我是团员护湖队" in said
    [said] = await lake.say("王阿姨", answer)
    assert "算在我是党员护湖队" in said
    assert await tally(lake) == "骑行 0 · 党员 1 · 团员 0 = 1/20 还差 19"


@pytest.mark.parametrize("talk", ["党员真多", "骑行真累", "我是老王", "今天骑行吗"])
async def test_talk_after_the_question_is_no_answer(lake: Wire, talk: str) -> None:
    await lake.say("王阿姨", "报名 1")
    assert await lake.say("王阿姨", talk) == []
    assert "未分队 1" in await tally(lake)


async def test_a_restart_between_question_and_answer(lake: Wire) -> None:
    await lake.say("王阿姨", "报名 1")
    forget_everything()
    async with db.read() as session:
        await questions.remember_all(session)
    [said] = await lake.say("王阿姨", "3")
    assert "我是团员护湖队" in said


async def test_unanswered_is_counted_without_a_team(lake: Wire) -> None:
    await lake.say("王阿姨", "报名 1")
    assert await tally(lake) == "骑行 0 · 党员 0 · 团员 0 · 未分队 1 = 1/20 还差 19"
    [said] = await lake.say("王阿姨", "报名 1")
    assert "已经在" in said
    assert "哪一队" not in said


async def test_children_do_not_count_and_guests_ride_along(lake: Wire) -> None:
    await lake.say("王阿姨", "报名 1 团员 3人")
    await lake.say("小李", "报名 1 团员 带孙子")
    assert await tally(lake) == "骑行 0 · 党员 0 · 团员 4 = 4/20 还差 16"


async def test_changing_the_team_and_taking_it_back(lake: Wire) -> None:
    await lake.say("王阿姨", "报名 1 骑行")
    [said] = await lake.say("王阿姨", "报名 1 团员")
    assert "我是团员护湖队" in said
    assert "第 1 位" in said
    assert await tally(lake) == "骑行 0 · 党员 0 · 团员 1 = 1/20 还差 19"
    await lake.say("王阿姨", "撤销")
    assert await tally(lake) == "骑行 1 · 党员 0 · 团员 0 = 1/20 还差 19"


async def test_for_somebody_else_nobody_is_asked(lake: Wire) -> None:
    [said] = await lake.say("王阿姨", "帮 王奶奶 报名 1")
    assert "哪一队" not in said
    [said] = await lake.say("王阿姨", "帮 李爷爷 报名 1 党员")
    assert "我是党员护湖队" in said
    assert await tally(lake) == "骑行 0 · 党员 1 · 团员 0 · 未分队 1 = 2/20 还差 18"


async def test_no_such_team_is_no_activity(lake: Wire) -> None:
    [said] = await lake.say("王阿姨", "报名 划船队")
    assert "没找到" in said
    assert "= 0/20" in await tally(lake)


async def test_the_setting_holds_for_what_is_to_come_and_can_be_taken_back(lake: Wire) -> None:
    await until(lake, "2026-11-28 11:00")
    await lake.say("社工小周", "设置 巡湖最少人数 15")
    assert await tally(lake) == "骑行 0 · 党员 0 · 团员 0 = 0/15 还差 15"
    await until(lake, "2026-12-01 09:00")  # the 28th of December is made now
    [said] = await lake.say("王阿姨", "活动 12月28日巡湖")
    assert "15" in said
    await lake.say("社工小周", "设置 巡湖最少人数 30")
    await lake.say("社工小周", "撤销")
    assert "/15" in await tally(lake)
    [said] = await lake.say("王阿姨", "活动 1")
    assert "20" in said
    [said] = await lake.say("社工小周", "设置 巡湖最少人数 501")
    assert "500" in said


async def test_two_communities_do_not_mix(lake: Wire) -> None:
    await lake.say("管理员", "开通 观湖社区 模板 恋湖", group="70002")
    [said] = await lake.say("王阿姨", "报名 巡湖 骑行", group="70002")
    assert "算在环湖骑行队" in said
    assert await tally(lake) == "骑行 0 · 党员 0 · 团员 0 = 0/20 还差 20"
    [said] = await lake.say("王阿姨", "巡湖", group="70002")
    assert "= 1/20" in said
    before = len(lake.sent)
    await until(lake, "2026-11-25 19:00")
    assert len({each.chat for each in lake.sent[before:]}) == len(lake.sent[before:]) == 2


async def test_a_community_without_a_lake(wire: Wire) -> None:
    await wire.say("管理员", "开通 山坡社区 模板 通用")
    [said] = await wire.say("管理员", "巡湖")
    assert "没有" in said
    [said] = await wire.say("管理员", "巡湖年表 2026")
    assert "没有" in said


@pytest.mark.parametrize("talk", ["巡湖真累", "巡湖的照片发我", "巡湖记录在哪看", "巡湖年表谁做的"])
async def test_talk_about_it_is_chatter(lake: Wire, talk: str) -> None:
    assert await lake.say("王阿姨", talk) == []
