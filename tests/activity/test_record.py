"""记录: who did what when, newest first, for the leader, in plain words."""

import re

import pytest

from plugins.activity import record_texts
from tests.activity.scene import Scene
from tests.conftest import ROOT, set_clock


async def test_the_whole_story_newest_first(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    await scene.wire.say("队长老陈", "上限 1 30")
    await scene.wire.say("队长老陈", "上限 1 40")
    await scene.wire.say("队长老陈", "撤销")
    set_clock("2026-11-28 09:05")
    await scene.wire.say("王阿姨", "签到 1")
    await scene.wire.say("队长老陈", "补 1 赵叔 李师傅")
    set_clock("2026-11-28 11:30")
    await scene.wire.say("队长老陈", "考勤 1 按签到")
    await scene.wire.say("小李", "我去了 1", group=None)
    await scene.wire.say("队长老陈", "不同意申诉 1 小李", group=None)
    [said] = await scene.wire.say("队长老陈", "记录 1", group=None)
    head, *lines = said.splitlines()
    assert head == "【1】清洁家园 的记录："
    assert [re.sub(r"^11月\d+日 \d+:\d\d ", "", line) for line in lines] == [
        "队长老陈 核对了 小李 的申诉：不算「不同意申诉 1 小李」",
        "小李 说自己去了，请核对考勤「我去了 1」",
        "队长老陈 记了考勤「考勤 1 按签到」",
        "队长老陈 补了 2 人：赵叔、李师傅「补 1 赵叔 李师傅」",
        "王阿姨 签到「签到 1」",
        "队长老陈 改了上限（原 30 人）「上限 1 40」（已撤销）",
        "队长老陈 改了上限（原 20 人）「上限 1 30」",
        "王阿姨 给 王奶奶 报名「帮 王奶奶 报名 1」",
        "王阿姨 报名「报名 1」",
        "队长老陈 发布了活动「发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人」",
    ]
    assert lines[4].startswith("11月28日 9:05")


async def test_in_the_group_the_words_are_left_out(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "报名 1 13800138000")
    [said] = await scene.wire.say("队长老陈", "记录 1")
    assert said.splitlines()[1].endswith("王阿姨 报名")
    assert "私聊" in said
    [said] = await scene.wire.say("社工小周", "记录 1", group=None)
    assert "「报名 1 138****8000」" in said


async def test_a_row_of_a_pasted_list_stands_there_as_it_was_written(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "#接龙\n11月28日清洁家园\n\n1. 王阿姨 骑车去\n2. 李奶奶（代） 13800138000")
    [said] = await scene.wire.say("队长老陈", "记录 1", group=None)
    assert "王阿姨 在接龙里写了自己「1. 王阿姨 骑车去」" in said
    assert "王阿姨 按接龙登记了 李奶奶「2. 李奶奶 138****8000」" in said


async def test_pages_of_twenty(scene: Scene) -> None:
    await scene.activity()
    for count in range(21):
        await scene.wire.say("队长老陈", f"上限 1 {30 + count}")
    [said] = await scene.wire.say("队长老陈", "记录 1", group=None)
    assert "第 1 页，共 2 页" in said
    assert "「记录 1 2」" in said
    assert said.count("改了上限") == 20
    [said] = await scene.wire.say("队长老陈", "记录 1 2", group=None)
    assert said.count("改了上限") == 1
    assert "原来不限" in said
    [said] = await scene.wire.say("队长老陈", "记录 1 3", group=None)
    assert "一共 2 页" in said


async def test_the_neighbours_deeds_do_not_stand_in_it(scene: Scene) -> None:
    await scene.activity()
    await scene.activity("护绿")
    await scene.wire.say("王阿姨", "报名 2")
    [said] = await scene.wire.say("队长老陈", "记录 1", group=None)
    assert "还没有记录" in said
    [said] = await scene.wire.say("王阿姨", "记录 2")
    assert "社工" in said


def test_every_kind_of_deed_has_its_words() -> None:
    kind = re.compile(r'"((?:activity|signup|objection|chain)\.(?!id")[a-z_]+)"')
    sources = [each for each in (ROOT / "plugins").rglob("*.py") if each.name != "record_texts.py"]
    recorded = {found for each in sources for found in kind.findall(each.read_text("utf-8"))}
    assert {"activity.publish", "signup.join", "objection.grant", "chain.paste"} <= recorded
    assert recorded <= record_texts.WORDS.keys()
    assert record_texts.OWN.keys() <= record_texts.WORDS.keys()


def test_two_rooms_cannot_word_the_same_deed() -> None:
    with pytest.raises(ValueError, match="has its words already"):
        record_texts.word("signup.join", "加入")
