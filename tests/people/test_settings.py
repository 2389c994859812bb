"""「设置」, as it is said."""

import re

import pytest
from sqlalchemy import select

from plugins.kernel.db import read, write
from plugins.people import setting_texts, settings
from plugins.people.models import Deed, Setting
from plugins.people.settings import Knob
from tests.wire import QQ

from .conftest import Wire, at, count

KNOB = Knob("试种人数", "最少要几个人", default=20, low=1, high=200)


@pytest.fixture
def knob(monkeypatch: pytest.MonkeyPatch) -> Knob:
    """A setting of these tests alone."""
    monkeypatch.setitem(settings.KNOBS, KNOB.key, KNOB)
    return KNOB


async def now() -> int:
    async with read() as session:
        return await settings.value(session, 1, KNOB)


async def test_the_first_screen_names_every_topic_and_what_was_changed(opened: Wire, knob: Knob) -> None:
    (said,) = await opened.say("社工小周", "设置")
    for topic in {each.topic for each in settings.KNOBS.values()}:
        assert re.search(rf"^{topic}（\d+ 条）$", said, re.MULTILINE)
    assert "看一类发「设置 " in said
    await opened.say("社工小周", "设置 试种人数 30")
    assert re.search(r"^其他（\d+ 条，改过：试种人数 30）$", (await opened.say("社工小周", "设置"))[0], re.MULTILINE)


async def test_the_first_screen_fits_one_message_even_when_everything_was_changed(opened: Wire) -> None:
    async with write() as session:
        for each in settings.KNOBS.values():
            await settings.change(session, 1, each, each.high if each.default != each.high else each.low)
    assert len(await opened.say("社工小周", "设置")) == 1


async def test_a_topic_shows_each_of_its_settings_with_meaning_range_and_value(opened: Wire, knob: Knob) -> None:
    for topic in {each.topic for each in settings.KNOBS.values()}:
        (said,) = await opened.say("社工小周", f"设置 {topic}")
        for key, each in settings.KNOBS.items():
            line = f"{key}：{each.default}（{each.low} 到 {each.high}，{each.meaning}）"
            assert (line in said.splitlines()) is (each.topic == topic)
        assert re.search(r"要改就发「设置 \S+ \d+」", said)
    (said,) = await opened.say("社工小周", "设置星级")
    assert said.index("一星时长") < said.index("二星时长") < said.index("三星时长")


async def test_every_setting_holds_its_bounds_is_changed_with_one_line_and_taken_back(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("管理员", at("社工小周", "任命", "社工"))
    for each in settings.KNOBS.values():
        await to_its_bounds_and_back(qq, each)


async def to_its_bounds_and_back(qq: QQ, each: Knob) -> None:
    key, say = each.key, qq.say
    for beyond in (each.low - 1, each.high + 1):
        assert await say("社工小周", f"设置 {key} {beyond}") == [setting_texts.out_of_range(each)]
    new = each.low if each.default != each.low else each.high
    (said,) = await say("社工小周", f"设置 {key} {new}")
    assert all(fact in said for fact in (key, str(each.default), str(new), "撤销"))
    assert f"{key}：{new}，原来是 {each.default}" in (await say("社工小周", f"设置 {key}"))[0]
    async with read() as session:
        deed = (await session.scalars(select(Deed).where(Deed.subject == f"setting:{key}"))).one()
        assert deed.detail == {"was": each.default, "now": new}
    assert str(each.default) in (await say("社工小周", "撤销"))[0]
    async with read() as session:
        assert await settings.value(session, 1, each) == each.default
    assert await count(Setting) == 0


async def test_one_setting(opened: Wire, knob: Knob) -> None:
    (said,) = await opened.say("社工小周", "设置 试种人数")
    for fact in ["20", "1 到 200", "最少要几个人"]:
        assert fact in said


@pytest.mark.parametrize(
    "what",
    [
        "设置 试种人数 30",
        "设置 试种人数30",
        "设置 试种人数 改成 30",
        "設置 試種人數：30人",
        "/设置　试种人数＝３０",
        "设置 试种人数 为30个",
    ],
)
async def test_changing_one(opened: Wire, knob: Knob, what: str) -> None:
    (said,) = await opened.say("社工小周", what)
    for fact in ["试种人数", "20", "30", "撤销"]:
        assert fact in said
    assert await now() == 30


async def test_every_change_is_in_the_trail_and_can_be_taken_back(opened: Wire, knob: Knob) -> None:
    await opened.say("社工小周", "设置 试种人数 30")
    await opened.say("社工小周", "设置 试种人数 40")
    assert "30" in (await opened.say("社工小周", "撤销"))[0]
    assert await now() == 30
    assert "20" in (await opened.say("社工小周", "撤销"))[0]
    assert await now() == 20
    assert await count(Setting) == 0, "a default is not stored"
    async with read() as session:
        trail = (await session.scalars(select(Deed).where(Deed.subject == "setting:试种人数").order_by(Deed.id))).all()
    assert [deed.detail for deed in trail] == [{"was": 20, "now": 30}, {"was": 30, "now": 40}]
    assert all(deed.undone_at for deed in trail)


async def test_what_somebody_else_changed_since_stays(opened: Wire, knob: Knob) -> None:
    await opened.say("社工小周", "设置 试种人数 30")
    await opened.say("管理员", "设置 试种人数 50")
    assert "后来又被改过" in (await opened.say("社工小周", "撤销"))[0]
    assert await now() == 50


@pytest.mark.parametrize("value", ["0", "201", "-5", "20.5", "很多", "99999999999999999999999", "🌊"])
async def test_a_value_that_cannot_be(opened: Wire, knob: Knob, value: str) -> None:
    before = await count(Deed)
    (said,) = await opened.say("社工小周", f"设置 试种人数 {value}")
    assert "1 到 200" in said
    assert (await now(), await count(Deed)) == (20, before)


async def test_the_same_again(opened: Wire, knob: Knob) -> None:
    before = await count(Deed)
    assert "本来就是 20" in (await opened.say("社工小周", "设置 试种人数 20"))[0]
    assert await count(Deed) == before


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("设置 试种人 30", "是不是「试种人数」"),
        ("设置 xyz 30", "没有「xyz」这个设置。发"),
        (f"设置 {'长' * 500} 3", "没有「长"),
        ("设置 🌊 3", "没有「🌊」"),
        ("设置 [CQ:at,qq=all] 3", "没有「[CQ:at,qq=all]」"),
        ("设置 13800138000", "没有「"),
    ],
)
async def test_an_unknown_setting(opened: Wire, knob: Knob, what: str, said: str) -> None:
    (answer,) = await opened.say("社工小周", what)
    assert said in answer
    assert "13800138000" not in answer
    assert len(answer) < 100


async def test_who_may_and_what_is_chatter(opened: Wire, knob: Knob) -> None:
    assert "社工来发" in (await opened.say("王阿姨", "设置"))[0]
    assert "社工来发" in (await opened.say("王阿姨", "设置 试种人数 30"))[0]
    for chatter in ["设置 明天的闹钟", "设置好了吗", "设置一下", "设置 在哪里改"]:
        assert await opened.say("王阿姨", chatter) == []
    assert await now() == 20


async def test_in_private_too(opened: Wire, knob: Knob) -> None:
    assert "30" in (await opened.say("社工小周", "设置 试种人数 30", group=None))[0]
    assert await now() == 30
