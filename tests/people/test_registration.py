"""「注册」 in private, step by step and in one line, in the words of people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from plugins.inbox import questions
from plugins.kernel import clock, ticks
from plugins.kernel.db import read
from plugins.people import consents, profile
from plugins.people.models import Account, Member, Place
from plugins.people.profile_models import Consent, Profile, RegistrationDraft
from tests.conftest import set_clock
from tests.database import contents
from tests.wire import forget_everything

from .conftest import Wire, count
from .test_profile import tell


async def file_of(name: str) -> tuple[profile.Facts, Profile, list[str], list[str]]:
    async with read() as session:
        member = (await session.scalars(select(Member).where(Member.name == name))).one()
        facts = (await profile.facts(session, [member.id]))[member.id]
        row = await session.get_one(Profile, member.id)
        return facts, row, await profile.skills_of(session, member.id), await consents.purposes(session, member.id)


async def test_the_whole_dialog(opened: Wire) -> None:
    first = await tell(opened, "注册")
    assert "6 个小问题" in first
    assert "同意" in first
    assert "王阿姨" in first
    assert "取消" in first
    assert "哪栋楼" in await tell(opened, "王秀英")
    third = await tell(opened, "3栋2单元")
    assert "1 医疗护理：量血压" in third
    assert "8 特殊身份" in third
    assert "不给电话" in await tell(opened, "1、5 还会包饺子")
    assert "什么时候有空" in await tell(opened, "可以")
    assert "党员" in await tell(opened, "周末白天 晚上")
    assert "18" in await tell(opened, "退休党员")
    done = await tell(opened, "满18")
    for said in ("王秀英", "3栋2单元", "医疗护理", "维修手艺", "撤销", "我的档案"):
        assert said in done
    facts, row, skills, agreed = await file_of("王秀英")
    assert (facts.adult, facts.party, facts.party_kind) == (True, "党员", "退休")
    assert row.free_times == ["工作日晚上", "周末白天", "周末晚上"]
    assert skills == ["包饺子", "医疗护理", "维修手艺"]
    assert set(agreed) == {"档案", "被找到"}
    assert row.registered_at
    assert await count(RegistrationDraft) == 0
    async with read() as session:
        given = (await session.scalars(select(Consent))).all()
    assert all(each.wording == consents.WORDINGS[each.purpose] for each in given)


async def test_nothing_counts_before_the_end_and_cancel_leaves_nothing(opened: Wire) -> None:
    before = await contents()
    await tell(opened, "注册")
    for said in ("王秀英", "3栋", "水电维修"):
        await tell(opened, said)
    assert "没有注册" in await tell(opened, "取消")
    assert {name: rows for name, rows in (await contents()).items() if name != "registration_draft"} == {
        name: rows for name, rows in before.items() if name != "registration_draft"
    }
    assert await count(RegistrationDraft) == 0
    assert "哪栋楼" not in await tell(opened, "3栋")


async def test_everything_may_be_skipped(opened: Wire) -> None:
    await tell(opened, "注册")
    answers = [await tell(opened, "跳过") for _ in range(6)]
    assert "不给电话" not in "".join(answers)
    assert "注册好了" in answers[-1]
    facts, row, skills, agreed = await file_of("王阿姨")
    assert (facts.adult, facts.party, row.place_id, skills, agreed) == (None, None, None, [], ["档案"])


async def test_it_survives_a_restart(opened: Wire) -> None:
    await tell(opened, "注册")
    await tell(opened, "王秀英")
    forget_everything()
    async with read() as session:
        await questions.remember_all(session)
    assert "医疗护理" in await tell(opened, "3栋")
    assert "医疗护理" in await tell(opened, "注册")


async def test_what_cannot_be_read_is_asked_again_and_a_command_inside_is_a_command(opened: Wire) -> None:
    await tell(opened, "注册")
    assert "报上了" in await tell(opened, "报名巡湖")
    assert "接着上次的" in await tell(opened, "注册")
    assert "名字没看懂" in await tell(opened, "取消报名难不难")
    await tell(opened, "我叫王秀英")
    assert "19 支服务队" in await tell(opened, "队伍")
    assert "2027年3月1日" in await tell(opened, "保险 2027年3月1日")
    assert "楼栋没看懂" in await tell(opened, "🌊")
    assert "医疗护理" in await tell(opened, "3栋")
    await tell(opened, "跳过")
    assert "没看懂" in await tell(opened, "看情况吧")
    assert "党员" in await tell(opened, "6")
    assert "我是党员" in await tell(opened, "不清楚")
    assert "18" in await tell(opened, "我是党员")
    assert "未满14" in await tell(opened, "六十五")


async def test_under_fourteen_only_through_the_guardian(opened: Wire) -> None:
    await tell(opened, "注册", "小雨")
    for _ in range(5):
        await tell(opened, "跳过", "小雨")
    assert "家长" in await tell(opened, "未满14", "小雨")
    await tell(opened, "取消", "小雨")
    assert await count(Profile) == 0
    assert "监护人" in await tell(opened, "注册 孩子 小明")
    assert "14" in await tell(opened, "3栋")
    done = await tell(opened, "1")
    assert "小明注册好了" in done
    assert "帮 小明 报名" in done
    facts, _, _, agreed = await file_of("小明")
    async with read() as session:
        mother = (await session.scalars(select(Member).where(Member.name == "王阿姨"))).one()
    assert (facts.over14, facts.adult, facts.guardian_id, agreed) == (False, False, mother.id, ["孩子"])
    await tell(opened, "撤销")
    assert (await file_of("小明"))[0].guardian_id is None
    assert "别人代报" not in await tell(opened, "注册 孩子 小明 未满14")


async def test_a_child_that_says_so_itself_leaves_nothing_but_that(opened: Wire) -> None:
    await tell(opened, "注册 小雨 3栋 唱歌 13800138000 满18", "小雨")
    assert "家长" in await tell(opened, "未满14", "小雨")
    facts, row, skills, agreed = await file_of("小雨")
    assert (facts.over14, row.phone, row.place_id, row.registered_at, skills, agreed) == (False, None, None, None, [], [])


@pytest.mark.parametrize(
    "said",
    [
        "注册 陈志远 3栋2单元 水电维修 13800138000",
        "注册 13800138000 水电维修 3栋2单元 陈志远",
        "注册 水电维修，陈志远，三栋2单元，138 0013 8000",
        "注册：我叫陈志远，住3栋2单元，会水电维修，电话13800138000",
        "我要注册 陈志远 3栋2单元302室 水电维修 +86 13800138000",
    ],
)
async def test_in_one_line_in_any_order(opened: Wire, said: str) -> None:
    answer = await tell(opened, said)
    assert "陈志远，注册好了" in answer
    assert "13800138000" not in answer
    assert "138****8000" in answer
    assert "302" not in answer
    assert "不给电话" in answer
    facts, row, skills, agreed = await file_of("陈志远")
    async with read() as session:
        place = await session.get_one(Place, row.place_id)
    assert (row.phone, skills, place.name, agreed, facts.adult) == ("13800138000", ["水电维修"], "3栋2单元", ["档案"], None)
    assert "18" in await tell(opened, "1")
    assert "记下了" in await tell(opened, "1")
    facts, _, _, agreed = await file_of("陈志远")
    assert (facts.adult, set(agreed)) == (True, {"档案", "被找到"})


async def test_with_everything_said_nothing_is_asked(opened: Wire) -> None:
    answer = await tell(opened, "注册 陈志远 3栋 周末 在职党员 满18")
    assert "？" not in answer
    facts, row, _, _ = await file_of("陈志远")
    assert (facts.party_kind, facts.adult, row.free_times) == ("在职", True, ["周末白天", "周末晚上"])


async def test_the_questions_behind_may_be_stopped(opened: Wire) -> None:
    await tell(opened, "注册 陈志远 水电维修")
    assert "都在" in await tell(opened, "取消")
    assert (await file_of("陈志远"))[2] == ["水电维修"]
    assert "已经注册过" in await tell(opened, "注册")


async def test_one_deed_is_taken_back_as_one(opened: Wire) -> None:
    await tell(opened, "注册 陈志远 3栋2单元 水电维修 13800138000 满18 周末")
    await tell(opened, "取消")
    assert "注册资料" in await tell(opened, "撤销")
    facts, row, skills, agreed = await file_of("王阿姨")
    assert (row.phone, row.place_id, row.registered_at, skills, agreed, facts.adult) == (None, None, None, [], [], None)


async def test_registering_takes_over_what_was_signed_up_under_the_group_name(opened: Wire) -> None:
    await opened.say("社工小周", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await opened.say("王阿姨", "报名")
    await tell(opened, "注册 王秀英 3栋 满18")
    assert "王秀英" in (await opened.say("社工小周", "名单 1"))[0]
    async with read() as session:
        assert len((await session.scalars(select(Account).join(Member).where(Member.name == "王秀英"))).all()) == 1


@pytest.mark.parametrize("said", ["注册", "小红帽 注册", "注册 陈志远 3栋2单元 水电维修 13800138000"])
async def test_in_the_group_it_only_points_to_private_chat(opened: Wire, said: str) -> None:
    (answer,) = await opened.say("王阿姨", said)
    assert "私聊" in answer
    assert "138" not in answer
    assert await count(Profile) == 0


@pytest.mark.parametrize("said", ["注册公司要什么材料", "注册 一个公司", "注册了吗", "注册志愿者难吗"])
async def test_talk_in_the_group(opened: Wire, said: str) -> None:
    assert await opened.say("王阿姨", said) == []


async def test_half_done_is_kindly_recalled_once_and_dropped_after_a_day(opened: Wire) -> None:
    await opened.settle()
    await tell(opened, "注册")
    await tell(opened, "王秀英")
    before = len(opened.said_to("王阿姨"))
    await ticks.advance(clock.now() + timedelta(hours=3))
    said = opened.said_to("王阿姨")[before:]
    assert len(said) == 1
    assert "接着回答" in said[0]
    assert "医疗护理" in await tell(opened, "3栋")
    await ticks.advance(clock.now() + timedelta(hours=25))
    assert await count(RegistrationDraft) == 0
    assert len(opened.said_to("王阿姨")) == before + 2
    assert await count(Profile) == 0


async def test_said_twice_at_once_counts_once(opened: Wire) -> None:
    await tell(opened, "注册 陈志远 3栋 满18")
    assert await opened.again() == []
    set_clock("2026-11-22 12:05")
    assert "已经注册过" in await tell(opened, "注册")


@pytest.mark.parametrize("said", ["注册 " + "长" * 300, "注册 🌊🌊", "注册 [CQ:at,qq=all]", "注册 110101199003071234"])
async def test_bad_input(opened: Wire, said: str) -> None:
    answer = await tell(opened, said)
    assert "110101199003071234" not in answer
    assert len(answer) < 400
    async with read() as session:
        assert not [each for each in await session.scalars(select(Member)) if "CQ" in each.name or "1101" in each.name]
