"""「开通」「加入社区」「本群用途」, as they are said."""

import pytest
from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel.address import Address
from plugins.kernel.db import Database, read, write
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import opening, settings
from plugins.people.models import Chat, ChatKind, Community, Deed, Member, Place, Setting, Team
from plugins.people.preset import Preset
from plugins.people.settings import Knob
from tests.wire import QQ

from .conftest import Wire, at, count

SECOND, THIRD = "70002", "70003"


async def test_a_community_is_opened(wire: Wire) -> None:
    (said,) = await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    for fact in ["恋湖社区", "19 支服务队", "3 支巡湖队伍（骑行、党员、团员）", "志愿者群", "每小时积分 1"]:
        assert fact in said
    async with read() as session:
        community = (await session.scalars(select(Community))).one()
        assert (community.name, community.preset) == ("恋湖社区", "恋湖")
        assert (await session.scalars(select(Chat))).one().kind == ChatKind.VOLUNTEERS
        assert (await session.scalars(select(Member.name))).one() == "管理员"
        assert (await session.scalars(select(Deed.kind))).all()[0] == "open"
    assert (await count(Team), await count(Place)) == (22, 5)


@pytest.mark.parametrize(
    ("said", "preset"),
    [
        ("开通 恋湖社区", "恋湖"),
        ("/开通　恋湖社区", "恋湖"),
        ("開通 戀湖社區", "恋湖"),
        ("开通 山坡社区", "通用"),
        ("开通 观象台社区", "观象台"),
        ("開通 觀象臺社區", "观象台"),
        ("开通 西关社区", "西关"),
        ("开通 恋湖社区 模板 通用", "通用"),
        ("开通 观象台社区 模板：恋湖", "恋湖"),
    ],
)
async def test_which_preset(wire: Wire, said: str, preset: str) -> None:
    (answer,) = await wire.say("管理员", said)
    assert f"模板：{preset}" in answer


async def test_what_other_rooms_set_up_is_read_back(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    async def series(turn: Turn, community: Community, preset: Preset) -> str:
        assert turn.community_id == community.id
        return "、".join(f"{day}日" for day in preset.series[0].month_days) + f" {preset.series[0].title}"

    async def nothing(turn: Turn, community: Community, preset: Preset) -> str:
        return ""

    monkeypatch.setattr(opening, "_rooms", [])
    opening.on_open(series)
    opening.on_open(nothing)
    (said,) = await wire.say("管理员", "开通 恋湖社区")
    assert "· 8日、28日 巡湖\n" in said
    assert "· \n" not in said


async def test_when_another_room_refuses_nothing_is_opened(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(turn: Turn, community: Community, preset: Preset) -> str:
        raise Refusal("日子不对")

    monkeypatch.setattr(opening, "_rooms", [refuse])
    assert await wire.say("管理员", "开通 恋湖社区") == ["日子不对"]
    assert [await count(table) for table in (Community, Chat, Team, Member, Deed)] == [0] * 5


async def test_settings_of_a_preset_are_stored_and_checked(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.KNOBS, "每小时积分", Knob("每小时积分", "", default=3, low=0, high=5))
    await wire.say("管理员", "开通 恋湖社区")
    async with read() as session:
        row = await session.get(Setting, (1, "每小时积分"))
    assert row is not None
    assert row.value == "1"


@pytest.mark.parametrize(("knob", "said"), [(None, "没有这个设置项"), (Knob("每小时积分", "", 3, 2, 5), "2 到 5")])
async def test_a_wrong_setting_in_a_preset(wire: Wire, monkeypatch: pytest.MonkeyPatch, knob: Knob | None, said: str) -> None:
    monkeypatch.delitem(settings.KNOBS, "每小时积分")
    if knob:
        monkeypatch.setitem(settings.KNOBS, "每小时积分", knob)
    (answer,) = await wire.say("管理员", "开通 恋湖社区")
    assert said in answer
    assert "恋湖.toml" in answer
    assert await count(Community) == 0


async def test_the_same_again_changes_nothing(opened: Wire) -> None:
    (said,) = await opened.say("管理员", "开通 恋湖社区")
    assert "已经开通" in said
    assert "恋湖社区" in said
    (said,) = await opened.say("管理员", "開通 戀湖社區 模板 通用")
    assert "已经开通" in said
    assert (await count(Community), await count(Team)) == (1, 22)


async def test_a_message_delivered_twice_opens_once(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    assert await wire.again() == []
    assert await count(Community) == 1


async def test_a_group_belongs_to_one_community(opened: Wire) -> None:
    (said,) = await opened.say("管理员", "开通 湖边社区")
    assert "本群属于恋湖社区" in said
    (said,) = await opened.say("管理员", "开通 恋湖社区", group=SECOND)
    assert "「加入社区 恋湖社区」" in said
    await opened.say("管理员", "开通 湖边社区", group=SECOND)
    (said,) = await opened.say("管理员", "加入社区 恋湖社区", group=SECOND)
    assert "本群属于湖边社区" in said
    assert (await count(Community), await count(Chat)) == (2, 2)


@pytest.mark.parametrize(
    "name",
    ["社", "社" * 21, "社" * 500, "🌊🌊🌊", "[CQ:at,qq=all]", "13800138000", "恋湖13800138000", "12", "模板 恋湖", "恋湖<b>"],
)
async def test_a_bad_name(wire: Wire, name: str) -> None:
    (said,) = await wire.say("管理员", f"开通 {name}")
    assert "社区名没看懂" in said
    assert await count(Community) == 0


async def test_no_name_and_an_unknown_preset(wire: Wire) -> None:
    assert "开通 恋湖社区" in (await wire.say("管理员", "开通"))[0]
    assert "恋湖、西关、西山底、观象台、通用" in (await wire.say("管理员", "开通 恋湖社区 模板 火星"))[0]
    assert "恋湖、西关、西山底、观象台、通用" in (await wire.say("管理员", "开通 恋湖社区 模板"))[0]
    assert await count(Community) == 0


async def test_in_private_it_points_to_the_group(wire: Wire) -> None:
    (said,) = await wire.say("管理员", "开通 恋湖社区", group=None)
    assert "群里" in said
    assert await count(Community) == 0


async def test_a_group_that_is_not_bound_stays_silent(wire: Wire) -> None:
    for what in ["开通 恋湖社区", "加入社区 恋湖社区", "任命 王阿姨 社工", "队伍", "撤销"]:
        assert await wire.say("王阿姨", what) == []
        assert await wire.say("王阿姨", [("at", "bot"), ("text", f" {what}")]) == []
    assert await wire.say("管理员", "队伍") == []
    assert await wire.say("管理员", "大家早上好") == []
    for what in ["", "大家早上好", "队伍"]:
        (said,) = await wire.say("管理员", [("at", "bot"), ("text", f" {what}")])
        assert "开通" in said
        assert "加入社区" in said
    assert (await count(Community), await count(Member)) == (0, 0)


async def test_only_the_admin_opens(opened: Wire) -> None:
    for who in ["王阿姨", "社工小周"]:
        (said,) = await opened.say(who, "开通 湖边社区")
        assert "管理员" in said
    assert await opened.say("社工小周", "开通 湖边社区", group=SECOND) == []
    assert await count(Community) == 1


async def test_other_groups_join_and_have_a_purpose(opened: Wire) -> None:
    (said,) = await opened.say("社工小周", "加入社区 恋湖社区", group=SECOND)
    assert "志愿者群" in said
    assert "撤销" in said
    (said,) = await opened.say("社工小周", "本群用途 队长群", group=SECOND)
    assert "队长群" in said
    (said,) = await opened.say("管理员", "加入社区 戀湖社區", group=THIRD)
    assert "恋湖社区" in said
    assert "居民群" in (await opened.say("管理员", "本群用途 居民", group=THIRD))[0]
    async with read() as session:
        kinds = (await session.scalars(select(Chat.kind).order_by(Chat.id))).all()
        kept = (await session.scalars(select(Deed.kind).order_by(Deed.id))).all()
    assert kinds == ["志愿者群", "队长群", "居民群"]
    assert kept == ["open", "appoint", "join", "purpose", "join", "purpose"]


async def test_joining_and_purpose_are_taken_back(opened: Wire) -> None:
    await opened.say("社工小周", "加入社区 恋湖社区", group=SECOND)
    await opened.say("社工小周", "本群用途 队长群", group=SECOND)
    assert "志愿者群" in (await opened.say("社工小周", "撤销", group=SECOND))[0]
    assert "不再属于恋湖社区" in (await opened.say("社工小周", "撤销", group=SECOND))[0]
    assert await count(Chat) == 1
    assert await opened.say("社工小周", "队伍", group=SECOND) == []


async def test_a_purpose_that_somebody_changed_again_is_not_taken_back(opened: Wire) -> None:
    await opened.say("社工小周", "本群用途 队长群")
    await opened.say("管理员", "本群用途 居民群")
    assert "后来又被改过" in (await opened.say("社工小周", "撤销"))[0]
    async with read() as session:
        assert (await session.scalars(select(Chat.kind))).one() == "居民群"


async def test_joining_the_same_again_an_unknown_one_or_as_nobody(opened: Wire) -> None:
    assert "已经在恋湖社区里" in (await opened.say("社工小周", "加入社区 恋湖社区"))[0]
    assert "恋湖社区" in (await opened.say("社工小周", "加入社区 火星社区", group=SECOND))[0]
    assert await opened.say("王阿姨", "加入社区 恋湖社区", group=SECOND) == []
    assert "社工" in (await opened.say("王阿姨", "加入社区 恋湖社区"))[0]
    assert "群里" in (await opened.say("社工小周", "加入社区 恋湖社区", group=None))[0]
    assert await count(Chat) == 1


async def test_staff_of_one_community_cannot_join_a_group_to_another(opened: Wire) -> None:
    await opened.say("管理员", "开通 湖边社区", group=SECOND)
    (said,) = await opened.say("社工小周", "加入社区 湖边社区", group=THIRD)
    assert "湖边社区的社工" in said
    assert await count(Chat) == 2


@pytest.mark.parametrize(
    "what", ["本群用途", "本群用途 打牌群", "本群用途 🌊", f"本群用途 {'长' * 500}", "本群用途 [CQ:at,qq=all]"]
)
async def test_an_unknown_purpose(opened: Wire, what: str) -> None:
    (said,) = await opened.say("社工小周", what)
    assert "队长群" in said
    assert len(said) < 100


async def test_the_same_purpose_again(opened: Wire) -> None:
    assert "本来就是志愿者群" in (await opened.say("社工小周", "本群用途 志愿者群"))[0]


async def test_opening_is_not_taken_back(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    assert "没有您能撤销的" in (await wire.say("管理员", "撤销"))[0]
    assert await count(Community) == 1


async def test_the_admin_is_known_in_private_afterwards(opened: Wire) -> None:
    await opened.say("管理员", "开通 湖边社区", group=SECOND)
    assert "湖边社区" in (await opened.say("管理员", "队伍", group=None))[0]
    assert "社工小周" in (await opened.say("管理员", at("社工小周", "免去", "社工")))[0]


async def test_another_account_takes_over_a_group_with_what_waits_for_it(house: Database) -> None:
    old, new = QQ("80001"), QQ("80002")
    await old.say("管理员", "开通 恋湖社区")
    old.leave()
    async with write() as session:
        await post(session, Letter(key="k", to=Address("qq", "80001", "group", "70001"), text="明天见"))
    await new.settle()
    assert new.said_in() == []
    assert "由我这个号来说话" in (await new.say("管理员", "加入社区 恋湖社区"))[0]
    await new.settle()
    assert "明天见" in new.said_in()
    async with read() as session:
        assert await session.scalar(select(Chat.account)) == "80002"
    assert "已经" in (await new.say("管理员", "加入社区 恋湖社区"))[0]
    assert "原来那个号" in (await new.say("管理员", "撤销"))[0]
    async with read() as session:
        assert await session.scalar(select(Chat.account)) == "80001"
    new.leave()
