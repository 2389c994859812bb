"""王阿姨 answers something else, has two needs open, forgets the number."""

import pytest

from tests.helpline.scene import NEED, TAP, Scene


async def test_a_question_is_no_need(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助")
    for said in ("你是谁", "你是真人吗？"):
        assert "要帮什么忙" in await qq_scene.says("王阿姨", said)
    assert "在哪里" in await qq_scene.says("王阿姨", "能不能帮我修下水龙头？")


async def test_a_day_is_no_address_and_talk_is_no_name(qq_scene: Scene) -> None:
    for said, asked in (
        ("求助", "要帮什么忙"),
        ("我家马桶堵了", "在哪里"),
        ("明天上午", "在哪里"),
        ("3栋1单元101", "电话"),
        ("在家呢", "急不急"),
        ("2", "求1"),
    ):
        assert asked in await qq_scene.says("王阿姨", said), said
    need = await qq_scene.need()
    assert (need.name, need.time, need.door) == (None, "明天上午", "3栋1单元101")


async def test_what_is_missing_is_the_example(qq_scene: Scene) -> None:
    said = await qq_scene.says("王阿姨", "求助 水龙头坏了，8栋1单元302")
    assert "还没写电话，要补就发「回复 1 13800138000」" in said


@pytest.mark.parametrize("said", ["求助 灯坏了 3栋1单元101 13900139000", "求助 灯坏了，3-1-101 13900139000"])
async def test_the_telephone_behind_the_door_is_no_part_of_it(qq_scene: Scene, said: str) -> None:
    await qq_scene.says("王阿姨", said)
    need = await qq_scene.need()
    assert (need.door, need.phone) == ("3栋1单元101", "13900139000")


@pytest.mark.parametrize("said", ["你几点来呀", "回复 你几点来呀"])
async def test_two_needs_and_no_number(scene: Scene, said: str) -> None:
    await scene.says("王阿姨", TAP)
    await scene.says("王阿姨", NEED)
    await scene.says("队长老陈", "接单 1")
    await scene.says("刘大姐", "接单 2")
    await scene.letters()
    asked = await scene.says("王阿姨", said)
    assert "求1 水电维修" in asked
    assert "求2 就医陪诊" in asked
    assert "求2：转过去了" in await scene.says("王阿姨", asked[asked.index("求2") - 2])
    assert [(who, "你几点来呀" in text) for who, text in await scene.letters()] == [("刘大姐", True)]
