"""A message that is delivered twice does its deed once and is answered at most once, also across a restart."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from plugins.inbox.models import Question, Receipt
from plugins.inbox.receipts import forget_old
from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.people.models import Deed
from tests.activity.scene import Scene
from tests.database import contents
from tests.wire import Frame, forget_everything


async def count(table: type) -> int:
    async with read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("line", ["报名 1", "帮 王奶奶 报名 1", "活动", "报名 99", "撤销", "报名"])
async def test_the_same_frame_twice(scene: Scene, line: str, restarted: bool) -> None:
    assert len(await scene.wire.say("王阿姨", line)) == 1
    before, deeds = await contents(), await count(Deed)
    if restarted:
        forget_everything()
    assert await scene.wire.again() == []
    assert await contents() == before
    assert await count(Deed) == deeds


async def test_the_same_frame_many_times_at_once(scene: Scene) -> None:
    frame = Frame(scene.wire.frame([("text", "报名 1 3人")], scene.wire.user("王阿姨"), "70001"), "group:70001")
    await asyncio.gather(*(scene.wire.put(frame) for _ in range(20)))
    assert len(scene.wire.said_in()) == 1
    assert await count(Deed) == 1


async def test_undo_that_is_delivered_twice_takes_back_one_deed(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("王阿姨", "报名 2")
    await scene.wire.say("王阿姨", "撤销")
    forget_everything()
    await scene.wire.again()
    assert await scene.names(1) == ["王阿姨"]
    assert await scene.names(2) == []


async def test_two_messages_with_the_same_words_are_two_messages(scene: Scene) -> None:
    assert "报上了" in (await scene.wire.say("王阿姨", "报名 1"))[0]
    assert "已经在" in (await scene.wire.say("王阿姨", "报名 1"))[0]


async def test_chatter_leaves_no_receipt(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "今天天气真好")
    assert await count(Receipt) == 0


async def test_a_receipt_holds_no_words(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    async with read() as session:
        [row] = (await session.scalars(select(Receipt))).all()
    assert "王奶奶" not in f"{row.key}{row.command}"


async def test_old_receipts_and_questions_are_forgotten(scene: Scene) -> None:
    await scene.wire.say("王阿姨", "报名")
    assert (await count(Receipt), await count(Question)) == (1, 1)
    clock.set_shift(clock.shift() + timedelta(days=6))
    await forget_old()
    assert await count(Receipt) == 1
    clock.set_shift(clock.shift() + timedelta(days=2))
    await forget_old()
    assert (await count(Receipt), await count(Question)) == (0, 0)
