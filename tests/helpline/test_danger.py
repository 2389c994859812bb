"""Words of danger: numbers first, those on duty at once, at any hour, with the word 求助 or without."""

import pytest

from tests.conftest import set_clock
from tests.database import contents
from tests.helpline.scene import Scene

SAID = [
    ("我不想活了", ("12356", "110", "120")),
    ("老公又打我了", ("110", "120")),
    ("我今年10岁，爸爸妈妈不在家，我害怕", ("110", "12355")),
]
DUTY = ["团长老郑", "社工小吴", "社工小周"]


@pytest.mark.parametrize(("said", "numbers"), SAID)
@pytest.mark.parametrize("word", ["", "求助 "])
async def test_numbers_first_and_those_on_duty_at_once(scene: Scene, word: str, said: str, numbers: tuple[str, ...]) -> None:
    set_clock("2026-11-24 02:00")
    answer = await scene.says("小李", f"{word}{said}")
    first = answer.splitlines()[0]
    assert all(number in first for number in numbers)
    assert "求1" in answer
    assert "分" not in answer.replace("分钟", "")
    letters = await scene.letters()
    assert sorted(who for who, _ in letters) == DUTY
    assert all("【急】" in text and said not in text and "小李" not in text for _, text in letters)
    await scene.says("社工小周", "接单 1")
    details = next(text for who, text in await scene.letters() if who == "社工小周")
    assert said in details
    assert "小李" in details


async def test_more_of_it_goes_to_the_same_and_wakes_them_again(scene: Scene) -> None:
    await scene.says("小李", "我不想活了")
    await scene.letters()
    answer = await scene.says("小李", "没人理我，我真的想死")
    assert "12356" in answer
    assert "求1" in answer
    assert sorted(who for who, _ in await scene.letters()) == DUTY
    await scene.says("社工小周", "接单 1")
    told = [text for who, text in await scene.letters() if who == "社工小周"]
    assert any("我真的想死" in text for text in told)
    await scene.says("小李", "活着没意思")
    assert [who for who, _ in await scene.letters()] == ["社工小周"]


async def test_in_the_dialog_and_in_the_talk(qq_scene: Scene) -> None:
    await qq_scene.says("小李", "求助")
    answer = await qq_scene.says("小李", "我不想活了")
    assert "12356" in answer.splitlines()[0]
    await qq_scene.letters()
    await qq_scene.says("王阿姨", "求助 水龙头坏了")
    await qq_scene.says("队长老陈", "接单 2")
    await qq_scene.letters()
    answer = await qq_scene.says("王阿姨", "回复 2 修不修都行，我不想活了")
    assert "12356" in answer.splitlines()[0]
    assert sorted({who for who, _ in await qq_scene.letters()}) == sorted(["队长老陈"])


async def test_without_anybody_on_duty_nothing_is_promised(qq_scene: Scene) -> None:
    for who in DUTY:
        await qq_scene.wire.say("管理员", [("text", "免去 "), ("at", who)])
    answer = await qq_scene.says("小李", "我不想活了")
    assert "12356" in answer
    assert "没有人值班" in answer


async def test_to_the_bot_in_a_group(scene: Scene) -> None:
    [answer] = await scene.wire.say("小李", [("at", "bot"), ("text", " 我不想活了")])
    assert "12356" in answer
    assert "不想活" not in answer
    letters = await scene.letters()
    assert sorted(who for who, _ in letters) == sorted([*DUTY, "小李"])


async def test_talk_in_a_group_is_left_alone(qq_scene: Scene) -> None:
    before = await contents()
    for said in ("我不想活了", "老公打我", "求助一下怎么用打印机", "求助 打印机怎么用"):
        assert await qq_scene.wire.say("小李", said) == []
    assert await contents() == before


@pytest.mark.parametrize("said", ["累死了", "笑死我了", "饿死了", "今天热死了", "打死一只蚊子"])
async def test_talk_in_private_wakes_nobody(qq_scene: Scene, said: str) -> None:
    await qq_scene.says("小李", said)
    assert await qq_scene.letters() == []


async def test_a_suspended_person_is_heard_all_the_same(qq_scene: Scene) -> None:
    await qq_scene.wire.say("社工小周", [("text", "停用求助 "), ("at", "小李"), ("text", " 多次骂人")])
    assert any("多次骂人" in text and "110" in text for who, text in await qq_scene.letters() if who == "小李")
    refused = await qq_scene.says("小李", "求助 水龙头坏了")
    assert "多次骂人" in refused
    assert "110" in refused
    assert "12356" in await qq_scene.says("小李", "求助 我不想活了")
    assert sorted(who for who, _ in await qq_scene.letters()) == DUTY
    [said] = await qq_scene.wire.say("社工小周", [("text", "恢复求助 "), ("at", "小李")])
    assert "又可以求助" in said
    assert "求2" in await qq_scene.says("小李", "求助 水龙头坏了")


async def test_suspending_by_number_names_nobody_and_can_be_taken_back(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助 水龙头坏了")
    said = await qq_scene.says("社工小周", "停用求助 1 骂人，电话13800138000")
    assert "王阿姨" not in said
    assert "138****8000" in await qq_scene.says("王阿姨", "求助")
    await qq_scene.says("社工小周", "撤销")
    assert "要帮什么忙" in await qq_scene.says("王阿姨", "求助")
    assert "请写上原因" in await qq_scene.says("社工小周", "停用求助 1")
    assert "没有停" in await qq_scene.says("社工小周", "恢复求助 1")


@pytest.mark.parametrize(("said", "number"), [("求助 家里有煤气味，8栋1单元302", "119"), ("求助 我妈晕倒了", "120")])
async def test_other_dangers_tell_their_numbers_first(qq_scene: Scene, said: str, number: str) -> None:
    answer = await qq_scene.says("王阿姨", said)
    assert number in answer.splitlines()[0]
    assert "求1" in answer
    assert "急事" in answer
