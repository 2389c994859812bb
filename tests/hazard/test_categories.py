"""类别: what staff sees and changes."""

from pathlib import Path

import pytest

from plugins.hazard import book, rules
from plugins.kernel.db import read
from plugins.people import preset
from tests.hazard.conftest import Wire
from tests.wire import forget_everything


async def category(said: str) -> str:
    async with read() as session:
        return rules.category_of(said, await book.load(session, 1))


async def test_the_list_and_one_of_it(street: Wire) -> None:
    [said] = await street.say("社工小周", "类别", group=None)
    assert "路灯 16 小时 网格员" in said
    assert "垃圾 4 小时 环境保护" in said
    assert said.count("\n") > 20
    [said] = await street.say("社工小周", "类别 路灯", group=None)
    assert "灯不亮" in said
    assert "16 个工作小时" in said


async def test_words_are_added_used_and_taken_back(street: Wire) -> None:
    assert await category("楼上的小红灯笼歪了") == rules.OTHER
    [said] = await street.say("社工小周", "类别 路灯 加词 红灯笼 彩灯串", group=None)
    assert "“红灯笼”“彩灯串”" in said
    assert "撤销" in said
    forget_everything()
    assert await category("楼上的小红灯笼歪了") == "路灯"
    [said] = await street.say("社工小周", "类别 路灯 加词 红灯笼", group=None)
    assert "没有变" in said
    [said] = await street.say("社工小周", "撤销", group=None)
    assert "已收回" in said
    assert await category("楼上的小红灯笼歪了") == rules.OTHER


async def test_a_shipped_word_is_removed_and_comes_back(street: Wire) -> None:
    assert await category("烟囱") == "油烟"
    [said] = await street.say("社工小周", "类别 油烟 减词 烟囱", group=None)
    assert "不再算油烟" in said
    assert await category("烟囱") == rules.OTHER
    [said] = await street.say("社工小周", "类别 油烟 加词 烟囱", group=None)
    assert await category("烟囱") == "油烟"
    [said] = await street.say("社工小周", "类别 油烟", group=None)
    assert said.count("烟囱") == 1
    [said] = await street.say("社工小周", "类别 油烟 恢复", group=None)
    assert "没有改过" in said


async def test_owner_and_hours(street: Wire) -> None:
    [said] = await street.say("社工小周", "类别 路灯 归 邻里关照", group=None)
    assert "邻里关照" in said
    [said] = await street.say("社工小周", "类别 路灯 期限 8小时", group=None)
    assert "8 个工作小时" in said
    [said] = await street.say("社工小周", "类别 路灯", group=None)
    assert "8 个工作小时" in said
    assert "邻里关照" in said
    [said] = await street.say("社工小周", "类别 路灯 期限 三天", group=None)
    assert "24 个工作小时" in said
    [said] = await street.say("社工小周", "撤销", group=None)
    [said] = await street.say("社工小周", "类别 路灯 归 社工", group=None)
    assert "先派社工" in said
    [said] = await street.say("社工小周", "类别 路灯 恢复", group=None)
    [said] = await street.say("社工小周", "撤销", group=None)
    [said] = await street.say("社工小周", "类别 路灯", group=None)
    assert "8 个工作小时内办，先派社工" in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("类别 花坛子 期限 8小时", "没有「花坛子」这个类别"),
        ("类别 路灯 期限 很快", "1 到 400"),
        ("类别 路灯 期限 9999小时", "1 到 400"),
        ("类别 路灯 归 水电维修", "没有"),
        ("类别 路灯 归", "请这样发"),
        ("类别 路灯 加词", "请写上词"),
        ("类别 路灯 加词 灯", "不合适"),
        ("类别 其他 加词 东西", "请写上词"),
        ("类别 路灯 减词 月亮", "本来没有"),
    ],
)
async def test_what_cannot_be_done_is_told(street: Wire, said: str, told: str) -> None:
    [answer] = await street.say("社工小周", said, group=None)
    assert told in answer


async def test_only_staff(street: Wire) -> None:
    for who in ("王阿姨", "队长老陈", "赵叔"):
        [said] = await street.say(who, "类别 路灯 期限 8小时", group=None)
        assert "社工" in said
    [said] = await street.say("社工小周", "类别 路灯", group=None)
    assert "16 个工作小时" in said


@pytest.mark.parametrize("chatter", ["类别很多", "类别 很多啊", "类别怎么选"])
async def test_talk_in_the_group_is_left_alone(street: Wire, chatter: str) -> None:
    assert await street.say("社工小周", chatter) == []


async def test_a_preset_may_say_it_otherwise(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = '[[teams]]\nname = "水电维修"\n\n[[hazards]]\nname = "路灯"\nwords = ["红灯笼"]\nteam = "水电维修"\nhours = 2\n'
    (tmp_path / "试试.toml").write_text(written, "utf-8")
    monkeypatch.setattr(preset.load, "__defaults__", (tmp_path,))
    monkeypatch.setattr(preset.names, "__defaults__", (tmp_path,))
    await wire.say("管理员", "开通 试试社区 模板 试试")
    [said] = await wire.say("管理员", "类别 路灯", group=None)
    assert "2 个工作小时内办，先派水电维修" in said
    assert "红灯笼" in said
    assert await category("红灯笼") == "路灯"


def test_a_preset_with_an_unknown_team_is_refused() -> None:
    with pytest.raises(ValueError, match="hazards 里的队伍"):
        preset.Preset.model_validate({"name": "x", "teams": [{"name": "甲"}], "hazards": [{"name": "路灯", "team": "乙"}]})
