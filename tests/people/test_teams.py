"""Joining and leaving teams, their lists, and teams that staff founds, renames and puts together."""

import pytest
from sqlalchemy import select

from plugins.kernel.db import read
from plugins.people.models import Deed, Role, Team, TeamMember

from .conftest import Wire, at, count


@pytest.fixture
async def led(opened: Wire) -> Wire:
    await opened.say("社工小周", at("队长老陈", "任命", "环境保护 队长"))
    await opened.say("社工小周", at("刘大姐", "任命", "法律援助 队长"))
    await opened.settle()
    return opened


async def team(name: str) -> Team:
    async with read() as session:
        return (await session.scalars(select(Team).where(Team.name == name))).one()


@pytest.mark.parametrize("said", ["加入 环境保护", "我要加入环境保护", "加入 环境保护服务队", "加入 環境保護 隊"])
async def test_joining_and_leaving(led: Wire, said: str) -> None:
    (answer,) = await led.say("王阿姨", said)
    assert "王阿姨 加入环境保护了" in answer
    assert "撤销" in answer
    await led.settle()
    assert "王阿姨 加入了环境保护" in led.said_to("队长老陈")[-1]
    assert "已经在环境保护" in (await led.say("王阿姨", "加入 环境保护"))[0]
    assert "您在：环境保护" in (await led.say("王阿姨", "队伍"))[0]
    assert "王阿姨 退出环境保护" in (await led.say("王阿姨", "退出 环境保护"))[0]
    assert "还在环境保护" in (await led.say("王阿姨", "撤销"))[0]
    assert "您不在法律援助" in (await led.say("王阿姨", "退出 法律援助"))[0]


async def test_joining_is_taken_back(led: Wire) -> None:
    await led.say("王阿姨", "加入 环境保护")
    assert "没有加入" in (await led.say("王阿姨", "撤销"))[0]
    assert await count(TeamMember) == 2


@pytest.mark.parametrize("said", ["加入我们吧", "加入群聊", "退出了", "离开 一下", "退出 游戏", "加入 xyz"])
async def test_talk_stays_talk(led: Wire, said: str) -> None:
    assert await led.say("王阿姨", said) == []


async def test_what_is_no_team(led: Wire) -> None:
    assert "是不是「环境保护」" in (await led.say("王阿姨", "加入 环保", group=None))[0]
    assert "发「队伍」" in (await led.say("王阿姨", "加入", group=None))[0]
    assert "还没有加入" in (await led.say("王阿姨", "退出", group=None))[0]
    assert await count(TeamMember) == 2


async def test_a_leader_gives_his_office_back_first(led: Wire) -> None:
    assert "免去" in (await led.say("队长老陈", "退出 环境保护"))[0]


async def test_the_list_is_for_those_who_lead(led: Wire) -> None:
    await led.say("王阿姨", "加入 环境保护")
    assert "队长或社工" in (await led.say("王阿姨", "队员 环境保护", group=None))[0]
    for who in ("队长老陈", "社工小周"):
        assert "环境保护 2 人：队长老陈（队长）、王阿姨" in (await led.say(who, "队员 环境保护"))[0]
    assert "2 人" in (await led.say("队长老陈", "队员", group=None))[0]
    assert "只给它的队长" in (await led.say("刘大姐", "队员 环境保护"))[0]


async def test_a_group_inside_a_team(led: Wire) -> None:
    assert "环境保护里的小组" in (await led.say("社工小周", "建队 解忧解困小组 属于 环境保护"))[0]
    assert "［内有解忧解困小组" in (await led.say("王阿姨", "队伍"))[0]
    await led.say("王阿姨", "加入 解忧解困小组")
    said = (await led.say("队长老陈", "队员 环境保护"))[0]
    assert "解忧解困小组 1 人：王阿姨" in said
    assert "1 人" in (await led.say("队长老陈", "队员 解忧解困小组"))[0]
    assert "不能再建" in (await led.say("社工小周", "建队 小小组 属于 解忧解困小组"))[0]


@pytest.mark.parametrize("name", ["环境保护", "环境保护队", "13800138000", "长" * 40, "🌊🌊", "[CQ:at,qq=all]", "1"])
async def test_names_that_are_none(led: Wire, name: str) -> None:
    before = (await count(Team), await count(Deed))
    (answer,) = await led.say("社工小周", f"建队 {name}")
    assert "改好" not in answer
    assert "建好了" not in answer
    assert (await count(Team), await count(Deed)) == before


async def test_founding_and_renaming_are_taken_back(led: Wire) -> None:
    await led.say("社工小周", "建队 银龄互助")
    assert "没有建" in (await led.say("社工小周", "撤销"))[0]
    assert "银龄互助" not in (await led.say("王阿姨", "队伍"))[0]
    assert "建好了" in (await led.say("社工小周", "建队 银龄互助"))[0]
    await led.say("王阿姨", "加入 银龄互助")
    assert "有人了" in (await led.say("社工小周", "撤销"))[0]
    assert "改叫「银发先锋」" in (await led.say("社工小周", "改队名 银龄互助 银发先锋"))[0]
    assert "您在：银发先锋" in (await led.say("王阿姨", "队伍"))[0]
    assert "已经有" in (await led.say("社工小周", "改队名 银发先锋 环境保护"))[0]
    assert "还叫「银龄互助」" in (await led.say("社工小周", "撤销"))[0]


async def test_two_teams_become_one_and_two_again(led: Wire) -> None:
    await led.say("王阿姨", "加入 法律援助")
    await led.say("小李", "加入 法律援助")
    await led.say("小李", "加入 环境保护")
    (said,) = await led.say("社工小周", "并队 法律援助 到 环境保护")
    assert "新增 2 位" in said
    names = (await led.say("社工小周", "队员 环境保护"))[0]
    assert "环境保护 4 人" in names
    assert "刘大姐（队长）" in names
    assert "没有「法律援助」" in (await led.say("小雨", "加入 法律援助", group=None))[0]
    assert "还是单独一支" in (await led.say("社工小周", "撤销"))[0]
    assert "环境保护 2 人" in (await led.say("社工小周", "队员 环境保护"))[0]
    assert "法律援助 3 人：刘大姐（队长）" in (await led.say("社工小周", "队员 法律援助"))[0]
    async with read() as session:
        law = (await team("法律援助")).id
        assert (await session.scalars(select(Role).where(Role.team_id == law, Role.ended_at.is_(None)))).one().kind == "队长"


async def test_not_into_itself(led: Wire) -> None:
    assert "自己" in (await led.say("社工小周", "并队 环境保护 到 环境保护"))[0]


async def test_only_staff_founds(led: Wire) -> None:
    assert "社工" in (await led.say("队长老陈", "建队 银龄互助", group=None))[0]


async def test_an_organisation_sends_heads_without_names(led: Wire) -> None:
    assert "联系人" in (await led.say("社工小周", "建队 供电公司 单位"))[0]
    await led.say("社工小周", at("赵叔", "任命", "供电公司 队长"))
    await led.say("社工小周", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    assert "共建单位" in (await led.say("王阿姨", "加入 供电公司"))[0]
    assert "供电公司 报上了" in (await led.say("赵叔", "来 8 人 1"))[0]
    assert "供电公司" in (await led.say("社工小周", "名单 1"))[0]
    assert "还有 15 个名额" in (await led.say("赵叔", "来 5人 1"))[0]
    assert "供电公司" in (await led.say("王阿姨", "队伍"))[0]
    assert await led.say("王阿姨", "来 3 个人 帮帮忙") == []
    assert await led.say("王阿姨", "来 3 人 1") == []
    assert "队长" in (await led.say("王阿姨", "来 3 人 1", group=None))[0]
    assert "联系人" in (await led.say("刘大姐", "来 3 人 1", group=None))[0]
    await led.say("赵叔", "撤销")
    assert "还有 12 个名额" in (await led.say("王阿姨", "活动 1"))[0]
