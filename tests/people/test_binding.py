"""「绑定」 on one platform, 「绑定 K7M2QX」 on the other."""

import re

import pytest
from sqlalchemy import select

from plugins.kernel.db import read
from plugins.people import codes
from plugins.people.models import Account, Member
from plugins.people.profile_models import BindingCode
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

from .conftest import at, count


async def code_of(wire: QQ | WeChat, who: str = "王阿姨") -> str:
    (said,) = await wire.say(who, "绑定", group=None)
    found = re.search(r"绑定码：([0-9A-Z]{6})", said)
    assert found
    assert set(found[1]) <= set(codes.SIGNS)
    return found[1]


@pytest.fixture
async def both(qq: QQ, wechat: WeChat) -> tuple[QQ, WeChat]:
    """One community with a group on each platform."""
    await qq.say("管理员", "开通 恋湖社区")
    await qq.say("管理员", at("社工小周", "任命", "社工"))
    await wechat.say("管理员", "加入社区 恋湖社区", group="70009")
    for line in ("发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人", "发布 老人理发 11月29日 9:00-11:00 社区活动室"):
        await qq.say("社工小周", line)
    return qq, wechat


async def test_both_become_one_without_counting_twice(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    await qq.say("王阿姨", "报名 1")
    await wechat.say("王阿姨", "报名 1", group="70009")
    await wechat.say("王阿姨", "报名 2", group="70009")
    await qq.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    set_clock("2026-11-29 12:00")
    await qq.say("社工小周", "考勤 1 都到了")
    await qq.say("社工小周", "考勤 2 都到了")
    code = await code_of(qq)
    (said,) = await wechat.say("王阿姨", f"绑定 {code}", group=None)
    assert "QQ" in said
    assert "微信" in said
    assert "撤销" in said
    await qq.settle()
    assert "微信账号绑定好了" in qq.said_to("王阿姨")[-1]
    for wire in both:
        assert "积分 4 分" in (await wire.say("王阿姨", "积分", group=None))[0]
        assert "职务：环境保护 队长" in (await wire.say("王阿姨", "我的档案", group=None))[0]
    async with read() as session:
        query = select(Member).join(Account).where(Account.user.in_(["10004", "wx10004"]))
        assert len({each.id for each in await session.scalars(query)}) == 1
    assert "已经过期、用过" in (await wechat.say("小李", f"绑定 {code}", group=None))[0]


@pytest.mark.parametrize("side", [0, 1])
async def test_either_side_takes_it_back(both: tuple[QQ, WeChat], side: int) -> None:
    qq, wechat = both
    await qq.say("王阿姨", "报名 1")
    await wechat.say("王阿姨", "报名 2", group="70009")
    await wechat.say("王阿姨", f"绑定 {(await code_of(qq)).lower()}", group=None)
    assert "分开了" in (await both[side].say("王阿姨", "撤销", group=None))[0]
    assert "1 个活动" in (await qq.say("王阿姨", "我的活动", group=None))[0]
    assert "1 个活动" in (await wechat.say("王阿姨", "我的活动", group=None))[0]
    (other,) = await both[1 - side].say("王阿姨", "撤销", group=None)
    assert "分开了" not in other


async def test_somebody_nobody_knew_there_yet(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    await qq.say("管理员", "开通 西关社区", group="70002")
    await qq.say("王阿姨", "报名 1")
    assert "哪个社区" in (await wechat.say("王阿姨", "绑定", group=None))[0]
    assert "绑定好了" in (await wechat.say("王阿姨", f"绑定 {await code_of(qq)}", group=None))[0]
    assert "清洁家园" in (await wechat.say("王阿姨", "我的活动", group=None))[0]


async def test_ten_minutes_and_only_the_newest(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    old = await code_of(qq)
    new = await code_of(qq)
    assert old != new
    assert "没有这个绑定码" in (await wechat.say("王阿姨", f"绑定 {old}", group=None))[0]
    set_clock("2026-11-22 12:11")
    assert "没有这个绑定码" in (await wechat.say("王阿姨", f"绑定 {new}", group=None))[0]


async def test_five_tries_and_a_pause(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    code = await code_of(qq)
    left = [(await wechat.say("王阿姨", f"绑定 {wrong}", group=None))[0] for wrong in ("AAAAAA", "CCCCCC", "DDDDDD", "EEEEEE")]
    assert "还能试 1 次" in left[-1]
    assert "停 15 分钟" in (await wechat.say("王阿姨", "绑定 FFFFFF", group=None))[0]
    assert "分钟再试" in (await wechat.say("王阿姨", f"绑定 {code}", group=None))[0]
    set_clock("2026-11-22 12:16")
    assert "绑定好了" in (await wechat.say("王阿姨", f"绑定 {await code_of(qq)}", group=None))[0]


async def test_the_same_account_and_the_same_person(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    assert "另一个平台" in (await qq.say("王阿姨", f"绑定 {await code_of(qq)}", group=None))[0]
    await wechat.say("王阿姨", f"绑定 {await code_of(qq)}", group=None)
    assert "早就是同一个人" in (await wechat.say("王阿姨", f"绑定 {await code_of(qq)}", group=None))[0]


async def test_a_code_said_in_front_of_all_is_spoilt(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    code = await code_of(qq)
    assert "作废" in (await wechat.say("王阿姨", f"绑定 {code}", group="70009"))[0]
    assert "没有这个绑定码" in (await wechat.say("小李", f"绑定 {code}", group=None))[0]
    assert await wechat.say("王阿姨", "绑定 ABC234", group="70077") == []
    assert await wechat.say("王阿姨", "绑定手机号怎么弄", group="70009") == []


async def test_said_twice_by_the_network_counts_once(both: tuple[QQ, WeChat]) -> None:
    qq, wechat = both
    await wechat.say("王阿姨", f"绑定 {await code_of(qq)}", group=None)
    assert await wechat.again() == []
    assert await count(BindingCode) == 1
