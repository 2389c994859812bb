"""「任命」「免去」「撤销」, as they are said."""

import asyncio

import pytest
from sqlalchemy import select

from plugins.inbox.heard import listen
from plugins.inbox.speaker import recognise
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people import members
from plugins.people.models import Deed, Member, Place, Role, TeamMember
from tests.conftest import set_clock
from tests.wire import QQ

from .conftest import Wire, at, count


async def offices() -> list[tuple[str, str]]:
    """Who is what now, the 社工 of the fixture left out."""
    async with read() as session:
        query = select(Member.name, Role.kind).join(Role, Role.member_id == Member.id).where(Role.ended_at.is_(None))
        rows = (await session.execute(query.order_by(Role.id))).all()
    return [(row.name, row.kind) for row in rows if row.name != "社工小周"]


async def test_appointing_somebody_the_bot_never_heard(opened: Wire) -> None:
    (said,) = await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    assert said.startswith("王阿姨 ")
    assert "环境保护 队长" in said
    assert "撤销" in said
    assert await offices() == [("王阿姨", "队长")]
    assert await count(TeamMember) == 1


async def test_the_appointed_is_told_in_private(opened: Wire) -> None:
    await opened.settle()
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    assert [each.chat for each in await opened.settle()] == [f"person:{opened.id_of(opened.user('王阿姨'))}"]
    (said,) = opened.said_to("王阿姨")
    assert said.startswith("王阿姨，")
    assert "环境保护 队长" in said


async def test_who_cannot_be_reached_in_private_is_told_in_the_group(opened: Wire) -> None:
    await opened.settle()
    await opened.say("社工小周", at("王阿姨", "任命", "社工"))
    opened.refuse = lambda action, params: (
        "no" if params.get("detail_type") == "private" or action == "send_private_msg" else None
    )
    (said,) = await opened.settle()
    assert said.chat == opened.chat_key("group:70001")
    assert said.mentions == [opened.id_of(opened.user("王阿姨"))]


async def test_whoever_appoints_himself_gets_no_letter(opened: Wire) -> None:
    await opened.settle()
    await opened.say("社工小周", "任命 社工小周 团长")
    assert await opened.settle() == []
    assert await count(Role) == 2


async def test_by_name_and_in_private(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    (said,) = await opened.say("社工小周", "任命 王阿姨 羊羊村成长计划 副队长", group=None)
    assert said.startswith("王阿姨 ")
    (said,) = await opened.say("社工小周", "任命 @王阿姨 副团长")
    assert "副团长" in said
    assert await offices() == [("王阿姨", "队长"), ("王阿姨", "副队长"), ("王阿姨", "副团长")]


async def test_a_team_may_have_two_deputies(opened: Wire) -> None:
    for who in ["王阿姨", "小李"]:
        assert "环境保护 副队长" in (await opened.say("社工小周", at(who, "任命", "环境保护 副队长")))[0]
    assert await offices() == [("王阿姨", "副队长"), ("小李", "副队长")]


async def test_what_an_office_allows_at_once(opened: Wire) -> None:
    assert "社工来发" in (await opened.say("王阿姨", "任命 小李 社工"))[0]
    await opened.say("社工小周", at("王阿姨", "任命", "社工"))
    assert "小李 现在是社工" in (await opened.say("王阿姨", at("小李", "任命", "社工")))[0]
    await opened.say("社工小周", "免去 王阿姨")
    assert "社工来发" in (await opened.say("王阿姨", "任命 小李 团长"))[0]


async def test_offices_of_a_place_make_the_place(opened: Wire) -> None:
    assert "3栋 楼长" in (await opened.say("社工小周", at("王阿姨", "任命", "三栋 楼长")))[0]
    assert "3栋2单元 单元长" in (await opened.say("社工小周", at("小李", "任命", "3栋2单元 单元长")))[0]
    assert "丰泽园 网格员" in (await opened.say("社工小周", at("赵叔", "任命", "丰泽园 网格员")))[0]
    async with read() as session:
        tall = await session.scalar(select(Place).where(Place.name == "3栋"))
        unit = await session.scalar(select(Place).where(Place.name == "3栋2单元"))
    assert tall is not None
    assert unit is not None
    assert unit.parent_id == tall.id
    assert await count(Place) == 7


@pytest.mark.parametrize("place", ["8栋1单元302", "🌊", "长" * 500])
async def test_a_place_that_is_none(opened: Wire, place: str) -> None:
    assert "地方没看懂" in (await opened.say("社工小周", at("王阿姨", "任命", f"{place} 楼长")))[0]
    assert await offices() == []
    assert await count(Place) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "请这样发"),
        ("王阿姨", "职务没看懂"),
        ("王阿姨 主席", "副队长"),
        ("社工", "是谁"),
        ("环境保护 队长", "是谁"),
        ("王阿姨 队长", "哪支队伍"),
        ("王阿姨 楼长", "哪里的楼长"),
        ("王阿姨 环保 队长", "是不是「环境保护」"),
        ("王阿姨 xyz 队长", "没有「xyz」这支队伍。发「队伍」"),
        ("刘德华 社工", "还不认识「刘德华」"),
        ("🌊🌊 社工", "还不认识"),
        ("[CQ:at,qq=all] 社工", "还不认识「[CQ:at,qq=all]」"),
        ("13800138000 社工", "138****8000"),
        (f"{'长' * 500} 社工", "还不认识"),
        ("长" * 500, "职务没看懂"),
    ],
)
async def test_what_is_not_understood_changes_nothing(opened: Wire, words: str, said: str) -> None:
    before = await count(Deed)
    (answer,) = await opened.say("社工小周", f"任命 {words}")
    assert said in answer
    assert len(answer) < 130
    assert not opened.sent[-1].mentions
    assert (await offices(), await count(Deed)) == ([], before)


async def test_an_at_without_an_office_or_with_two_people(opened: Wire) -> None:
    assert "请这样发" in (await opened.say("社工小周", at("王阿姨", "任命")))[0]
    two = [("text", "任命 "), ("at", "王阿姨"), ("at", "小李"), ("text", " 社工")]
    assert "一个人" in (await opened.say("社工小周", two))[0]
    assert await count(Member) == 2


async def test_two_of_the_same_name(opened: Wire) -> None:
    async with write() as session:
        for _ in range(2):
            session.add(Member(community_id=1, name="王阿姨", name_key=members.name_key("王阿姨"), joined_at=clock.now()))
    (said,) = await opened.say("社工小周", "任命 王阿姨 社工")
    assert "2 位" in said
    assert "@" in said
    assert await offices() == []


async def test_the_same_again(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    assert "已经是环境保护 队长" in (await opened.say("管理员", "任命 王阿姨 环境保护 队长"))[0]
    assert await offices() == [("王阿姨", "队长")]


async def test_two_appoint_the_same_person_at_once(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "团长"))
    both = await asyncio.gather(opened.say("社工小周", "任命 王阿姨 社工"), opened.say("管理员", "任命 王阿姨 社工"))
    assert len(both) == 2
    assert await offices() == [("王阿姨", "团长"), ("王阿姨", "社工")]


async def test_dismissing_from_one_office_and_from_all(opened: Wire) -> None:
    for office in ["环境保护 队长", "法律援助 队长", "团长"]:
        await opened.say("社工小周", at("王阿姨", "任命", office))
    (said,) = await opened.say("社工小周", at("王阿姨", "免去", "环境保护 队长"))
    assert said.startswith("王阿姨 ")
    assert "环境保护 队长" in said
    (said,) = await opened.say("社工小周", at("王阿姨", "免去"))
    assert "法律援助 队长、团长" in said
    assert "撤销" in said
    assert await offices() == []
    await opened.settle()
    assert "不再由您担任" in opened.said_to("王阿姨")[-1]


async def test_dismissing_what_is_not_held(opened: Wire) -> None:
    assert "没有职务" in (await opened.say("社工小周", at("小李", "免去")))[0]
    assert await count(Member) == 2
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    (said,) = await opened.say("社工小周", "免去 王阿姨 法律援助 队长")
    assert "环境保护 队长" in said
    assert "没有可免" in said
    assert "没有可免" in (await opened.say("社工小周", "免去 王阿姨 3栋 楼长"))[0]
    assert "是不是「环境保护」" in (await opened.say("社工小周", "免去 王阿姨 环保 队长"))[0]
    assert "是谁" in (await opened.say("社工小周", "免去"))[0]
    assert await offices() == [("王阿姨", "队长")]


async def test_an_appointment_is_taken_back(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    (said,) = await opened.say("社工小周", "撤销")
    assert "王阿姨 不再是环境保护 队长" in said
    assert await offices() == []
    assert await count(TeamMember) == 0
    await opened.settle()
    assert "不再由您担任" in opened.said_to("王阿姨")[-1]
    assert "没有您能撤销的" in (await opened.say("社工小周", "撤销"))[0]


async def test_a_dismissal_is_taken_back(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    await opened.say("社工小周", at("王阿姨", "任命", "团长"))
    await opened.say("社工小周", "免去 王阿姨")
    assert "环境保护 队长、团长" in (await opened.say("社工小周", "撤销"))[0]
    assert await offices() == [("王阿姨", "队长"), ("王阿姨", "团长")]


async def test_only_ones_own_change_and_only_ten_minutes(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "团长"))
    assert "社工小周" in (await opened.say("管理员", "撤销"))[0]
    await opened.say("管理员", at("社工小周", "任命", "社工"))
    set_clock("2026-11-22 12:09")
    assert "不再是团长" in (await opened.say("社工小周", "撤销"))[0]
    await opened.say("社工小周", at("王阿姨", "任命", "团长"))
    set_clock("2026-11-22 12:20")
    assert "没有您能撤销的" in (await opened.say("社工小周", "撤销"))[0]
    assert await offices() == [("王阿姨", "团长")]


async def test_what_somebody_else_took_since_is_not_taken_back(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "团长"))
    await opened.say("管理员", "免去 王阿姨")
    assert "后来又被改过" in (await opened.say("社工小周", "撤销"))[0]
    assert await offices() == []


async def test_every_step_is_in_the_trail(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    await opened.say("社工小周", "免去 王阿姨")
    await opened.say("社工小周", "撤销")
    async with read() as session:
        trail = (await session.scalars(select(Deed).where(Deed.subject == "member:3").order_by(Deed.id))).all()
    assert [(deed.kind, deed.undone_at is not None) for deed in trail] == [("appoint", False), ("dismiss", True)]
    assert {deed.by for deed in trail} == {f"{opened.platform}:{opened.id_of(opened.user('社工小周'))}"}
    assert trail[0].detail["office"] == "环境保护 队长"


async def test_the_list_of_teams(opened: Wire) -> None:
    await opened.say("社工小周", at("王阿姨", "任命", "骑行队 队长"))
    for said in [await opened.say("小李", "队伍"), await opened.say("小李", "隊伍！")]:
        assert "19 支服务队" in said[0]
        assert "环湖骑行队（骑行） 1人" in said[0]
    assert await opened.say("小李", "队伍真长啊") == []


async def test_a_name_that_nobody_could_tell_comes_with_the_first_own_deed(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    qq.refuse = lambda action, params: "no" if action.startswith("get_") else None
    (said,) = await qq.say("管理员", at("王阿姨", "任命", "社工"))
    assert said.startswith("群友0004 ")
    heard = listen(qq.bot, qq.event(qq.frame([("text", "报名")], "10004", "70001")))
    assert heard is not None
    async with write() as session:
        await members.ensure(session, await recognise(session, heard), heard)
    assert await offices() == [("王阿姨", "社工")]
    async with read() as session:
        assert len(await members.by_name(session, 1, "王阿姨")) == 1


async def test_the_name_is_the_card_in_the_group(qq: QQ) -> None:
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("管理员", at("王阿姨", "任命", "社工"))
    assert ("get_group_member_info", {"group_id": 70001, "user_id": 10004}) in qq.calls
    asked = len(qq.calls)
    await qq.say("管理员", at("王阿姨", "任命", "团长"))
    assert [action for action, _ in qq.calls[asked:]] == ["send_group_msg"]
