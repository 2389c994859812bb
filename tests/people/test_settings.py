"""「设置」, as it is said."""

import pytest
from sqlalchemy import select

from plugins.kernel.db import read
from plugins.people import settings
from plugins.people.models import Deed, Setting
from plugins.people.settings import Knob

from .conftest import Wire, count

KNOB = Knob("试种人数", "最少要几个人", default=20, low=1, high=200)


@pytest.fixture
def knob(monkeypatch: pytest.MonkeyPatch) -> Knob:
    """A setting of these tests alone."""
    monkeypatch.setitem(settings.KNOBS, KNOB.key, KNOB)
    return KNOB


async def now() -> int:
    async with read() as session:
        return await settings.value(session, 1, KNOB)


async def test_all_settings_with_their_meaning(opened: Wire, knob: Knob) -> None:
    said = "\n".join(await opened.say("社工小周", "设置"))  # there are too many for one message
    assert f"{knob.key}：20（最少要几个人）" in said
    for key, each in settings.KNOBS.items():
        assert f"{key}：" in said
        assert each.meaning in said
    assert said.index("一星时长") < said.index("二星时长") < said.index("三星时长")


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
