"""Deeds keep what was said: only the kinds that may, with numbers masked, and not for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.people import words
from plugins.people.models import Deed
from tests.activity.scene import Scene


async def kept() -> dict[str, str | None]:
    async with read() as session:
        return {row.kind: row.words for row in await session.scalars(select(Deed).order_by(Deed.id))}


async def test_what_was_said_is_kept_with_its_numbers_masked(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1 带孙子 13800138000")
    said = (await kept())["signup.join"]
    assert said
    assert "带孙子" in said
    assert "138****8000" in said


async def test_an_understood_sentence_is_kept_as_it_was_said(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "清洁家园算我一个吧", group=None)
    said = (await kept())["signup.join"]
    assert said
    assert said.startswith("清洁家园算我一个吧（报名")


@pytest.mark.parametrize(
    ("who", "line", "kind"), [("社工小周", "设置 巡湖最少人数 15", "set"), ("社工小周", "加分 小李 5 清雪", "ledger.award")]
)
async def test_other_deeds_keep_none(scene: Scene, who: str, line: str, kind: str) -> None:
    await scene.wire.say(who, line)
    found = await kept()
    assert found
    assert set(found.values()) == {None}, (kind, found)


async def test_they_are_blanked_when_their_time_is_over(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("社工小周", "设置 原话保留天数 30")
    clock.set_to(clock.now() + timedelta(days=29))
    await words.forget_old()
    assert (await kept())["signup.join"] == "报名 1"
    clock.set_to(clock.now() + timedelta(days=2))
    await words.forget_old()
    found = await kept()
    assert found["signup.join"] is None
    assert found.keys() == {"signup.join", "set"}


async def test_a_community_that_keeps_them_longer_keeps_them(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("社工小周", "设置 原话保留天数 400")
    clock.set_to(clock.now() + timedelta(days=300))
    await words.forget_old()
    assert (await kept())["signup.join"] == "报名 1"
